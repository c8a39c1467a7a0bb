// A program on the client of orval: everything a reader does, against the API whose address it is
// given, and against one that answers as a later version may.
import { getProject, getTranche, listClaimsOf, listProjects, listTranches } from "./client/api";
import type { SectorCode } from "./client/api";

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

// The client names no host: `baseUrl` of its settings or, as here, a fetch that knows it.
const plain = globalThis.fetch;
const at = (base: string): void => {
  globalThis.fetch = (address, options) => plain(`${base}${String(address)}`, options);
};

async function main(live: string, later: string): Promise<void> {
  at(live);

  const listed = await listTranches({ agreement_id: ["us-japan-investment"], limit: 5 });
  expect(listed.status === 200, "tranches are listed");
  const first = listed.data.items[0];
  expect(first !== undefined && listed.data.page.total === 1, "there is one tranche");
  expect(first.amount === 36_000_000_000 && first.amount_min === null, "its amount is a number, its range is null");

  const count = async (sector: SectorCode[]): Promise<number> => {
    const found = await listProjects({ sector, limit: 1 });
    expect(found.status === 200, "projects are listed");
    return found.data.page.total;
  };
  const [all, energy, both] = [await count([]), await count(["energy"]), await count(["energy", "critical_minerals"])];
  expect(0 < energy && energy < both && both < all, "more sectors have more projects");

  const walked = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof listProjects>> = await listProjects({ limit: 7, sort: "name", cursor });
    expect(page.status === 200, "there is a page");
    for (const item of page.data.items) walked.add(item.id);
    cursor = page.data.page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(walked.size === all, "the pages hold every project once");

  const large = await getProject("korea-zinc-refinery");
  expect(large.status === 200 && large.data.item.amount === 10_000_000_000_000, "ten trillion is a number");
  const claims = await listClaimsOf("tranches", first.id);
  expect(claims.status === 200 && claims.data.page.total === first.claim_count, "a record has the claims it counts");

  const absent = await getTranche("no-such-tranche");
  expect(absent.status === 404 && absent.data.code === "not_found", "404 is a problem");
  const refused = await listProjects({ limit: 0 });
  expect(refused.status === 422 && refused.data.code === "invalid_request", "so is 422");

  const early = await listProjects({ as_of: "2025-11-30" });
  expect(early.status === 200 && early.data.page.total < all, "fewer projects were known");
  const released = await listProjects({ release: "2026-11-21" });
  expect(released.status === 200 && released.data.meta.release === "2026-11-21", "an earlier release is served");

  at(later);
  const told = await getProject("korea-zinc-refinery");
  expect(told.status === 200 && told.data.item.status === "mothballed", "what nobody knew is read");
  console.log(`${listed.data.page.total} tranche: ${first.name}`);
}

const [live, later] = process.argv.slice(2);
expect(live !== undefined && later !== undefined, "two addresses are given");
void main(live, later);
