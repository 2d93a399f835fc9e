import { type DescribedOperation, exampleVendor } from "../../../scripts/specs/example-vendor.ts";
import type { Spec } from "../../../scripts/specs/spec.ts";

const token = { access_token: "string", access_token_v2: "string" } as const;
const page = { page: "string" } as const;
const updated = { updated_from: "string", updated_to: "string" } as const;

const form = "application/x-www-form-urlencoded";

/** Base publishes no description: the calls are those of public clients, the answers the examples of them. */
const call = (
  app: string,
  path: string,
  fields: Readonly<Record<string, "string">>,
  answer: DescribedOperation["answers"][string],
): DescribedOperation => ({
  method: "post",
  path,
  server: `https://${app}.base.vn/${app === "hiring" ? "publicapi/v2" : "extapi/v1"}`,
  body: { mediaType: form, fields: { ...token, ...fields } },
  answers: { "200": answer },
});

const failure = { code: "integer", message: "string", data: "unknown" } as const;
const envelope = { code: "integer", message: "string", data: "unknown" } as const;

/** What public clients read and the examples leave out. */
const stamps = { since: "string", last_update: "string" } as const;
const punched = {
  code: "string",
  name: "string",
  email: "string",
  logs: [{ checkout: "string", note: "string" }],
} as const;

/** The connector as it is held against the examples of the vendor's answers. */
export const spec: Spec = {
  load: (specs) =>
    exampleVendor("base-vn", new URL("base-vn/examples/", specs), {
      server: "https://account.base.vn/extapi/v1",
      answers: { "429": { fields: failure } },
      operations: [
        call("account", "/users", {}, { examples: ["account.users.response.json"] }),
        call("hrm", "/employee/list", { ...page, ...updated }, { examples: ["hrm.employee.list.response.json"] }),
        call("hrm", "/employee/get", { id: "string" }, { fields: { ...envelope, employee: { "*": "unknown" } } }),
        call("hrm", "/area/list", updated, { examples: ["hrm.area.list.response.json"], fields: { areas: [stamps] } }),
        call("hrm", "/team/list", updated, {
          examples: ["hrm.team.list.response.json"],
          fields: { teams: [{ ...stamps, code: "string" }] },
        }),
        call("hrm", "/office/list", updated, { fields: { ...envelope, offices: [{ "*": "unknown" }] } }),
        call("timeoff", "/group/list", {}, { examples: ["timeoff.group.list.response.json"] }),
        call(
          "timeoff",
          "/timeoff/list",
          { ...page, s: "string", start_date_from: "string", start_date_to: "string" },
          { examples: ["timeoff.list.response.json"] },
        ),
        call("payroll", "/cycle/list", { ...page, ...updated }, { examples: ["payroll.cycle.list.response.json"] }),
        call(
          "payroll",
          "/payroll/list",
          { ...page, ...updated, cycle_id: "string" },
          { examples: ["payroll.payroll.list.response.json"] },
        ),
        call(
          "payroll",
          "/record/list",
          { ...page, ...updated, cycle_id: "string", payroll_id: "string" },
          { examples: ["payroll.record.list.response.json"], fields: { records: [stamps] } },
        ),
        call(
          "checkin",
          "/getlogs",
          { start_date: "string", end_date: "string" },
          { examples: ["checkin.getlogs.response.json"], fields: { logs: [punched] } },
        ),
        call("hiring", "/opening/list", page, {
          examples: ["hiring.opening.list.response.json"],
          fields: { openings: [{ content: "string" }] },
        }),
        call(
          "hiring",
          "/candidate/list",
          { ...page, opening_id: "string" },
          {
            examples: ["hiring.candidate.list.response.json"],
            fields: { candidates: [{ cvs: ["string"], form: ["unknown"] }] },
          },
        ),
      ],
    }),
  mappedPaths: {
    "/users": ["users"],
    "/employee/list": ["employees"],
    "/area/list": ["areas"],
    "/team/list": ["departments"],
    "/group/list": ["leaveTypes"],
    "/timeoff/list": ["leaveRequests"],
    "/cycle/list": ["payrollCycles"],
    "/payroll/list": ["payrollRuns"],
    "/record/list": ["payslips"],
    "/getlogs": ["timeEntries"],
    "/opening/list": ["jobOpenings"],
    "/candidate/list": ["candidates", "applications"],
  },
  exceptions: [
    {
      path: "/users",
      where: ["/response/body/users/*/manager"],
      keyword: "type",
      reason: "Who has nobody above has null there; the example of such a person has an empty list.",
      source: "https://github.com/vuanembi/vuanem-basevn, basevn/pipeline/account/users.py",
    },
    {
      path: "/timeoff/list",
      where: ["/response/body/timeoffs/*/data"],
      keyword: "type",
      reason: "An object with nothing in it comes as an empty list, as PHP writes it.",
      source: "Answers of the other apps of the suite, where data is [] or {}",
    },
  ],
};
