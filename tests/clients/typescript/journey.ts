// A small program on the generated types: lists, one record, a filter and a problem, against the API whose address it is given.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

const address = process.argv[2];
expect(address !== undefined, "the address of the API is given");
const api = createClient<paths>({ baseUrl: address });

const tranches = await api.GET("/v1/tranches", { params: { query: { agreement_id: ["us-japan-investment"], limit: 5 } } });
expect(tranches.data !== undefined, "tranches are listed");
const first = tranches.data.items[0];
expect(first !== undefined, "there is a tranche");
const total: number = tranches.data.page.total;
expect(total === 1, "there is one tranche");
expect(first.amount === 36_000_000_000 && first.currency === "USD", "its amount is a number of whole dollars");

const one = await api.GET("/v1/tranches/{id}", { params: { path: { id: first.id } } });
expect(one.data?.item.name === first.name, "one record is the one listed");

const absent = await api.GET("/v1/tranches/{id}", { params: { path: { id: "no-such-tranche" } } });
expect(absent.error?.code === "not_found", "an absent record is a problem with a code");

console.log(`${total} tranche: ${first.name}`);
