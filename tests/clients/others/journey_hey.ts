// A program on the client of hey-api: everything a reader does, against the API whose address it is
// given, and against one that answers as a later version may.
import { getProject, getTranche, listClaimsOf, listProjects, listTranches } from "./client";
import type { SectorCode } from "./client";
import { client } from "./client/client.gen";

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

async function main(live: string, later: string): Promise<void> {
  client.setConfig({ baseUrl: live });

  const listed = await listTranches({ query: { agreement_id: ["us-japan-investment"], limit: 5 } });
  const first = listed.data?.items[0];
  expect(first !== undefined && listed.data?.page.total === 1, "there is one tranche");
  expect(first.amount === 36_000_000_000 && first.amount_min === null, "its amount is a number, its range is null");

  const count = async (sector: SectorCode[]): Promise<number> => {
    const { data } = await listProjects({ query: { sector, limit: 1 } });
    expect(data !== undefined, "projects are listed");
    return data.page.total;
  };
  const [all, energy, both] = [await count([]), await count(["energy"]), await count(["energy", "critical_minerals"])];
  expect(0 < energy && energy < both && both < all, "more sectors have more projects");

  const walked = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof listProjects>> = await listProjects({ query: { limit: 7, sort: "name", cursor } });
    expect(page.data !== undefined, "there is a page");
    for (const item of page.data.items) walked.add(item.id);
    cursor = page.data.page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(walked.size === all, "the pages hold every project once");

  const path = { id: "korea-zinc-refinery" };
  expect((await getProject({ path })).data?.item.amount === 10_000_000_000_000, "ten trillion is a number");
  const claims = await listClaimsOf({ path: { collection: "tranches", id: first.id } });
  expect(claims.data?.page.total === first.claim_count, "a record has the claims it counts");

  const absent = await getTranche({ path: { id: "no-such-tranche" } });
  expect(absent.response?.status === 404 && absent.error?.code === "not_found", "404 is a problem");
  const refused = await listProjects({ query: { limit: 0 } });
  expect(refused.response?.status === 422 && refused.error?.code === "invalid_request", "so is 422");

  const early = await listProjects({ query: { as_of: "2025-11-30" } });
  expect(early.data !== undefined && early.data.page.total < all, "fewer projects were known");
  const released = await listProjects({ query: { release: "2026-11-21" } });
  expect(released.data?.meta.release === "2026-11-21", "an earlier release is served");

  const told = await getProject({ path, baseUrl: later });
  expect(told.data?.item.status === "mothballed", "what nobody knew is read");
  console.log(`${listed.data.page.total} tranche: ${first.name}`);
}

const [live, later] = process.argv.slice(2);
expect(live !== undefined && later !== undefined, "two addresses are given");
void main(live, later);
