// A program on the client of OpenAPI Generator for fetch: everything a reader does, against the API
// whose address it is given, and against one that answers as a later version may.
import * as api from "./client/index";

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

const at = (basePath: string) => new api.Configuration({ basePath });
const problem = async (asked: Promise<unknown>): Promise<[number, string]> => {
  const error: unknown = await asked.then(() => undefined, (reason: unknown) => reason);
  expect(error instanceof api.ResponseError, "there is a problem");
  const told = api.ProblemFromJSON(await error.response.json());
  return [error.response.status, told.code];
};

async function main(live: string, later: string): Promise<void> {
  const projects = new api.ProjectsApi(at(live));
  const tranches = new api.TranchesApi(at(live));

  const listed = await tranches.listTranches({ agreementId: ["us-japan-investment"], limit: 5 });
  const first = listed.items[0];
  expect(first !== undefined && listed.page.total === 1, "there is one tranche");
  expect(first.amount === 36_000_000_000 && first.amountMin === null, "its amount is a number, its range is null");

  const count = async (sector: api.SectorCode[]) => (await projects.listProjects({ sector, limit: 1 })).page.total;
  const [all, energy, both] = [await count([]), await count(["energy"]), await count(["energy", "critical_minerals"])];
  expect(0 < energy && energy < both && both < all, "more sectors have more projects");

  const walked = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: api.ProjectPage = await projects.listProjects({ limit: 7, sort: "name", cursor: cursor ?? undefined });
    for (const item of page.items) walked.add(item.id);
    cursor = page.page.nextCursor;
  } while (cursor !== null);
  expect(walked.size === all, "the pages hold every project once");

  const large = await projects.getProject({ id: "korea-zinc-refinery" });
  expect(large.item.amount === 10_000_000_000_000, "ten trillion is a number");
  const claims = await new api.RecordsApi(at(live)).listClaimsOf({ collection: "tranches", id: first.id });
  expect(claims.page.total === first.claimCount, "a record has the claims it counts");

  expect((await problem(tranches.getTranche({ id: "no-such-tranche" }))).join() === "404,not_found", "404 is a problem");
  expect((await problem(projects.listProjects({ limit: 0 }))).join() === "422,invalid_request", "so is 422");

  const early = await projects.listProjects({ asOf: new Date("2025-11-30") });
  expect(early.page.total < all, "fewer projects were known");
  const released = await projects.listProjects({ release: "2026-11-21" });
  expect(released.meta.release === "2026-11-21", "an earlier release is served");

  const told = await new api.ProjectsApi(at(later)).getProject({ id: "korea-zinc-refinery" });
  expect(told.item.status === "mothballed", "what nobody knew is read");
  console.log(`${listed.page.total} tranche: ${first.name}`);
}

const [live, later] = process.argv.slice(2);
expect(live !== undefined && later !== undefined, "two addresses are given");
void main(live, later);
