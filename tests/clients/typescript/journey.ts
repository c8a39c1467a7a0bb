// A program on the generated types: everything a reader does, against the API whose address it is given.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

const address = process.argv[2];
expect(address !== undefined, "the address of the API is given");
const api = createClient<paths>({ baseUrl: address });

// A list, with a filter.
const tranches = await api.GET("/v1/tranches", { params: { query: { agreement_id: ["us-japan-investment"], limit: 5 } } });
expect(tranches.data !== undefined, "tranches are listed");
const first = tranches.data.items[0];
expect(first !== undefined, "there is a tranche");
const total: number = tranches.data.page.total;
expect(total === 1, "there is one tranche");
expect(first.amount === 36_000_000_000 && first.currency === "USD", "its amount is a number of whole dollars");

// Several values of one filter, and an empty list, which is no filter.
type Sector = components["schemas"]["SectorCode"];
const count = async (sector: Sector[]): Promise<number> => {
  const found = await api.GET("/v1/projects", { params: { query: { sector, limit: 1 } } });
  expect(found.data !== undefined, `projects of ${sector.join()} are listed`);
  return found.data.page.total;
};
const all = await count([]);
const energy = await count(["energy"]);
const both = await count(["energy", "critical_minerals"]);
expect(0 < energy && energy < both && both < all, "more sectors have more projects");

// A walk over pages.
const walked = new Set<string>();
let cursor: string | null = null;
do {
  const query: { limit: number; sort: "name"; cursor?: string } = { limit: 7, sort: "name" };
  if (cursor !== null) query.cursor = cursor;
  const { data } = await api.GET("/v1/projects", { params: { query } });
  expect(data !== undefined, "there is a page");
  for (const item of data.items) walked.add(item.id);
  cursor = data.page.next_cursor;
} while (cursor !== null);
expect(walked.size === all, "the pages hold every project once");

// One record, with a null field and an amount beyond 32 bits.
const one = await api.GET("/v1/tranches/{id}", { params: { path: { id: first.id } } });
expect(one.data?.item.name === first.name, "one record is the one listed");
expect(one.data?.item.amount_min === null, "what is not stated is null");
const large = await api.GET("/v1/projects/{id}", { params: { path: { id: "korea-zinc-refinery" } } });
expect(large.data !== undefined && large.data.item.amount === 10_000_000_000_000, "ten trillion is a number");

// What belongs to a record of any collection.
const belongs = { params: { path: { collection: "tranches", id: first.id } } } as const;
const claims = await api.GET("/v1/{collection}/{id}/claims", belongs);
expect(claims.data?.page.total === first.claim_count, "a record has the claims it counts");
const history = await api.GET("/v1/{collection}/{id}/history", belongs);
expect(history.data !== undefined, "a record has a history");

// A record that is not there, and a value that cannot be.
const absent = await api.GET("/v1/tranches/{id}", { params: { path: { id: "no-such-tranche" } } });
expect(absent.response.status === 404 && absent.error?.code === "not_found", "an absent record is a problem with a code");
const refused = await api.GET("/v1/claims", { params: { query: { limit: 0 } } });
expect(refused.response.status === 422 && refused.error?.code === "invalid_request", "so is a limit of 0");

// The same question on an earlier day and in an earlier release.
const earlier = await api.GET("/v1/projects", { params: { query: { as_of: "2025-11-30", limit: 1 } } });
expect(earlier.data?.meta.as_of === "2025-11-30" && earlier.data.page.total < all, "fewer projects were known");
const released = await api.GET("/v1/projects", { params: { query: { release: "2026-11-21", limit: 1 } } });
expect(released.data?.meta.release === "2026-11-21", "an earlier release is served");

// What a later version may send: a code nobody knew, and a key nobody knew.
const later: components["schemas"]["Project"] & { operator_id?: string } = {
  ...large.data.item,
  status: "mothballed",
  operator_id: "someone",
};
expect(later.status === "mothballed" && later.operator_id === "someone", "what nobody knew is kept");

console.log(`${total} tranche: ${first.name}`);
