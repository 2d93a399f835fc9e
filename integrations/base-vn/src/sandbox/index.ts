import {
  defineSandbox,
  http,
  type Sandbox,
  type SandboxControl,
  type SandboxKit,
  type SandboxOptions,
} from "@opensme/testing";
import { punchesOf, type Row, type Suite, suiteOf } from "./company.ts";
import { access, domain, failed, payrollColumns, seconds, succeeded, tooMany } from "./wire.ts";

type Form = URLSearchParams;

const pageSize = 20;

/** A page of rows, from 0 or from 1. Without rows the key is missing. */
const pageOf = (key: string, rows: readonly Row[], form: Form, first: 0 | 1): object => {
  const start = (Math.max(Number(form.get("page") ?? first), first) - first) * pageSize;
  const page = rows.slice(start, start + pageSize);
  return page.length > 0 ? { [key]: page } : {};
};

const updatedIn = (rows: readonly Row[], form: Form): readonly Row[] =>
  rows.filter(({ last_update }) => Number(last_update) >= Number(form.get("updated_from") ?? 0));

const those = (rows: readonly Row[], field: string, value: string | null): readonly Row[] =>
  rows.filter((row) => row[field] === value);

/** The calls of an app below its root, each with its answer. */
type Calls = Readonly<Record<string, (form: Form) => object | string>>;

const callsOf = (suite: () => Suite): Readonly<Record<string, Calls>> => ({
  account: { users: () => ({ data: null, users: suite().users }) },
  hrm: {
    "employee/list": (form) => pageOf("employees", updatedIn(suite().employees, form), form, 0),
    "employee/get": (form) => {
      const [employee] = those(suite().employees, "id", form.get("id"));
      return employee ? { employee } : "Employee not found";
    },
    "team/list": (form) => ({ teams: updatedIn(suite().teams, form) }),
    "area/list": (form) => ({ areas: updatedIn(suite().areas, form) }),
    "office/list": (form) => ({ offices: updatedIn(suite().offices, form) }),
  },
  timeoff: {
    "group/list": () => ({ groups: suite().groups }),
    "timeoff/list": (form) => ({
      total_items: String(suite().timeoffs.length),
      items_per_page: String(pageSize),
      ...pageOf("timeoffs", suite().timeoffs, form, 0),
    }),
  },
  payroll: {
    "cycle/list": (form) => pageOf("cycles", updatedIn(suite().cycles, form), form, 0),
    "payroll/list": (form) => pageOf("payrolls", those(suite().payrolls, "cycle_id", form.get("cycle_id")), form, 0),
    "record/list": (form) =>
      form.has("cycle_id") || form.has("payroll_id")
        ? pageOf("records", those(suite().records, "cycle_id", form.get("cycle_id")), form, 0)
        : "Missing cycle_id or payroll_id",
  },
  checkin: {
    getlogs: (form) => {
      const [from, to] = [Number(form.get("start_date")), Number(form.get("end_date"))];
      const isAsked = (log: Row): boolean => Number(log["time"]) >= from && Number(log["time"]) <= to;
      const found = suite().logs.flatMap((row) => {
        const logs = punchesOf(row).filter(isAsked);
        return logs.length > 0 ? [{ ...row, logs }] : [];
      });
      return { logs: found };
    },
  },
  hiring: {
    "opening/list": (form) => pageOf("openings", suite().openings, form, 1),
    "candidate/list": (form) =>
      pageOf("candidates", those(suite().candidates, "opening_id", form.get("opening_id")), form, 1),
  },
});

const handlersOf = (suite: () => Suite, { tokens, now }: SandboxKit) =>
  Object.entries(callsOf(suite)).flatMap(([app, calls]) =>
    Object.entries(calls).map(([call, answer]) =>
      http.post(
        `https://${app}.${domain}/${app === "hiring" ? "publicapi/v2" : "extapi/v1"}/${call}`,
        async ({ request }) => {
          const form = new URLSearchParams(await request.text());
          const token = form.get("access_token_v2") ?? form.get("access_token") ?? "";
          const isRightField = form.has(token.includes("~") ? "access_token_v2" : "access_token");
          const isKnown = isRightField && tokens.accepts(token) && tokens.subject(token) === app;
          const answered = isKnown ? answer(form) : "Invalid access token";
          const response = typeof answered === "string" ? failed(answered) : succeeded(answered);
          response.headers.set("date", now().toUTCString());
          return response;
        },
      ),
    ),
  );

/** Where the rows of a resource stand, and what stands before their ids. */
const tables: Readonly<Record<string, readonly [keyof Suite, string]>> = {
  users: ["users", ""],
  departments: ["teams", "team:"],
  areas: ["areas", "area:"],
  locations: ["offices", ""],
  employees: ["employees", ""],
  leaveTypes: ["groups", ""],
  leaveRequests: ["timeoffs", ""],
  payrollCycles: ["cycles", "cycle:"],
  payrollRuns: ["payrolls", ""],
  payslips: ["records", ""],
  jobOpenings: ["openings", ""],
  candidates: ["candidates", ""],
  applications: ["candidates", ""],
};

const controlOf = (suite: () => Suite, { now }: SandboxKit): SandboxControl => {
  const removed = new Map<string, Row>();
  const table = (resource: string): { rows: Row[]; key: keyof Suite; prefix: string } => {
    const [key, prefix] = tables[resource] ?? [];
    if (!key) throw new Error(`The sandbox has no table of ${resource}`);
    return { rows: suite()[key], key, prefix: prefix ?? "" };
  };
  const find = (resource: string, id: string): Row | undefined => {
    const { rows, prefix } = table(resource);
    return rows.find((row) => `${prefix}${String(row["id"])}` === id);
  };
  const punches = (): string[] =>
    suite().logs.flatMap((row) => punchesOf(row).map((log) => `${String(row["user_id"])}:${String(log["time"])}`));
  return {
    ids(resource) {
      if (resource === "timeEntries") return punches();
      const { rows, prefix } = table(resource);
      return rows.map(({ id }) => `${prefix}${String(id)}`);
    },
    touch(resource, id) {
      const row = find(resource, id);
      if (row) row["last_update"] = seconds(now());
    },
    remove(resource, id) {
      if (!["users", "departments", "areas", "locations", "leaveTypes"].includes(resource))
        throw new Error(`Nobody deletes ${resource}: they end, or are cancelled`);
      const row = find(resource, id);
      const { rows, key } = table(resource);
      if (row) removed.set(`${resource} ${id}`, row);
      suite()[key] = rows.filter((each) => each !== row);
    },
    restore(resource, id) {
      const row = removed.get(`${resource} ${id}`);
      if (row) table(resource).rows.push(row);
    },
    insert(resource) {
      if (["timeEntries", "applications", "payslips"].includes(resource))
        throw new Error(`Nobody adds ${resource} by hand`);
      const { rows, prefix } = table(resource);
      const last = rows.at(-1);
      if (!last) throw new Error(`There is no row of ${resource} to follow`);
      const id = String(Math.max(...rows.map((row) => Number(row["id"]))) + 1);
      rows.push({ ...last, id, since: seconds(now()), last_update: seconds(now()) });
      return `${prefix}${id}`;
    },
  };
};

/** Base.vn with the people of the sample company, from what is known of its public calls. */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Suite>({
  id: "base-vn",
  config: { domain, ...access, payrollColumns },
  state(company, { tokens }) {
    for (const [name, token] of Object.entries(access)) tokens.admit(token, name.replace("Token", ""));
    return suiteOf(company);
  },
  handlers: handlersOf,
  control: controlOf,
  rateLimited: tooMany,
});
