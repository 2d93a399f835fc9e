import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  codec,
  connect,
  defineConnector,
  listing,
  mapRows,
  resource,
  row,
  single,
  withoutSensitive,
} from "../src/index.ts";

const server = setupServer(
  http.get("https://api.example.com/people", () =>
    HttpResponse.json([{ id: 1, name: "An", pay: 5, unit: 7 }, null, { id: 2, name: "Bình", pay: 6, unit: 8 }]),
  ),
  http.get("https://api.example.com/units", () => HttpResponse.json({ 7: "Kho" })),
);
beforeAll(() => server.listen());
afterAll(() => server.close());

const list = listing({
  path: "/people",
  page: z.array(z.unknown()),
  items: (rows) => rows,
  paging: single(),
  deletes: "absent",
});

const Person = row({ id: codec.identifier, name: z.string(), unitName: z.string() });
const employee = resource({ entity: "employee", raw: Person });
const mapping = {
  id: (person: z.output<typeof Person>) => person.id ?? "",
  read: (person: z.output<typeof Person>) => ({ firstName: person.name, division: person.unitName }),
};

const Row = z.looseObject({ unit: z.int() });

const hr = defineConnector({
  spec: 1,
  id: "hr",
  name: "HR",
  version: "1.0.0",
  categories: ["people"],
  countries: [],
  config: z.strictObject({}),
  http: { baseUrl: "https://api.example.com", auth: () => ({ kind: "none" }) },
  check: { path: "/units", identity: () => ({}) },
  resources: {
    discreet: employee.define({ ...mapping, list: withoutSensitive(list, (field) => field === "pay") }),
    joined: employee.define({
      ...mapping,
      list: mapRows(list, async (rows, api, signal) => {
        const { body } = await api.request({ path: "/units" }, { signal });
        const names = z.record(z.string(), z.string()).parse(body);
        return rows.flatMap((each) => {
          const { data } = Row.safeParse(each);
          return data ? [{ ...data, unitName: names[data.unit] ?? null }] : [];
        });
      }),
    }),
  },
});

const raws = async (resourceName: "discreet" | "joined", sensitive: boolean): Promise<unknown[]> => {
  const client = connect(hr, { config: {}, sensitive });
  return (await Array.fromAsync(client[resourceName].list())).map((change) => "raw" in change && change.raw);
};

describe("the rows of a listing", () => {
  it("lose what is sensitive unless it is asked for, whatever else they are", async () => {
    expect(await raws("discreet", false)).toEqual([
      { id: 1, name: "An", unit: 7 },
      null,
      { id: 2, name: "Bình", unit: 8 },
    ]);
    expect(await raws("discreet", true)).toContainEqual({ id: 1, name: "An", pay: 5, unit: 7 });
  });

  it("are changed a page at a time, by what else is asked for", async () => {
    expect(await raws("joined", false)).toEqual([
      { id: 1, name: "An", pay: 5, unit: 7, unitName: "Kho" },
      { id: 2, name: "Bình", pay: 6, unit: 8, unitName: null },
    ]);
  });
});
