import {
  defineConnector,
  exported,
  type FileFormat,
  type Listing,
  listing,
  ndjson,
  offset,
  resource,
} from "@opensme/core";
import { HttpResponse, http } from "msw";
import * as z from "zod";
import { defineSandbox, type Subject } from "../../src/index.ts";

const Crate = z.object({ no: z.int(), fromFile: z.boolean().nullish() });
type Crate = z.output<typeof Crate>;

const Job = z.object({ job: z.string() });
const State = z.object({ file: z.string().nullish(), count: z.int().nullish() });

/** What of the connector a fault changes. */
export interface Freight {
  read: (crate: Crate) => { name: string };
  format: FileFormat;
  count: (count: number | undefined) => number | undefined;
  wrap: (list: Listing) => Listing;
}

const connectorWith = ({
  read = () => ({ name: "Thùng" }),
  format = ndjson(),
  count = (told) => told,
  wrap = (list) => list,
}: Partial<Freight>) => {
  const list = exported({
    request: { path: "/exports", method: "post", idempotent: true },
    job: ({ body }) => Job.parse(body).job,
    poll: (job) => ({ path: `/exports/${job}` }),
    outcome({ body }) {
      const told = State.parse(body);
      return told.file
        ? { status: "ready", url: told.file, count: count(told.count ?? undefined) }
        : { status: "pending" };
    },
    format,
    deletes: "absent",
    paged: {
      list: listing({
        path: "/crates",
        page: z.object({ crates: z.array(z.unknown()) }),
        items: ({ crates }) => crates,
        paging: offset({ parameter: "skip", size: { parameter: "take", value: 50 } }),
        deletes: "absent",
        order: "no",
      }),
      suits: async () => true,
    },
  });
  return defineConnector({
    spec: 1,
    id: "depot",
    name: "Depot",
    version: "1.2.3",
    categories: ["sales"],
    countries: [],
    config: z.strictObject({}),
    http: {
      baseUrl: "https://api.depot.example",
      hosts: ["files.depot.example"],
      auth: () => ({ kind: "none" }),
      limits: [{ concurrent: 4 }],
    },
    check: { path: "/crates", identity: () => ({ name: "Depot" }) },
    resources: {
      crates: resource({ entity: "contact", raw: Crate }).define({
        id: ({ no }) => no,
        read,
        list: { ...list, prepared: list.prepared && wrap(list.prepared) },
      }),
    },
  });
};

interface Yard {
  crates: number[];
  /** How often each job was asked for. */
  jobs: number[];
}

const sandbox: Subject["sandbox"] = defineSandbox<Yard>({
  id: "depot",
  config: {},
  state: () => ({ crates: Array.from({ length: 90 }, (_, index) => index + 1), jobs: [] }),
  handlers: (state) => [
    http.get("https://api.depot.example/crates", ({ request }) => {
      const { searchParams } = new URL(request.url);
      const skip = Number(searchParams.get("skip"));
      const page = state().crates.slice(skip, skip + Number(searchParams.get("take") ?? 50));
      return HttpResponse.json({ crates: page.map((no) => ({ no })) });
    }),
    http.post("https://api.depot.example/exports", () =>
      HttpResponse.json({ job: String(state().jobs.push(0) - 1) }, { status: 201 }),
    ),
    http.get("https://api.depot.example/exports/:job", ({ params }) => {
      const [job, { crates, jobs }] = [Number(params["job"]), state()];
      const asked = (jobs[job] ?? 0) + 1;
      jobs[job] = asked;
      return HttpResponse.json(asked > 2 ? { file: `https://files.depot.example/${job}`, count: crates.length } : {});
    }),
    http.get("https://files.depot.example/:job", () =>
      HttpResponse.text(
        state()
          .crates.map((no) => `${JSON.stringify({ no, fromFile: true })}\n`)
          .join(""),
      ),
    ),
  ],
  control: (state) => ({
    ids: () => state().crates.map(String),
    touch: () => undefined,
    remove(_, id) {
      state().crates = state().crates.filter((no) => String(no) !== id);
    },
    insert() {
      const no = Math.max(0, ...state().crates) + 1;
      state().crates.push(no);
      return String(no);
    },
  }),
  rateLimited: () => new HttpResponse(null, { status: 429 }),
});

/** A subject whose vendor prepares files. */
export const depot = (freight: Partial<Freight> = {}): Subject => ({
  connector: connectorWith(freight),
  sandbox,
  fixtures: {},
  manifest: {
    name: "depot",
    version: "1.2.3",
    license: "Apache-2.0",
    type: "module",
    peerDependencies: { "@opensme/core": "*" },
  },
});
