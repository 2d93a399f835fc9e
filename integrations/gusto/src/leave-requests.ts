import { codec, fields, ref, refuse, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { company, pagedList } from "./wire.ts";

const Person = row({ uuid: z.string(), full_name: z.string() });

/** https://docs.gusto.com/embedded-payroll/reference/get-v1-companies-company_uuid-time_off-requests: hours by day, and no other dates. */
const LeaveRequest = row({
  uuid: required(z.string().min(1)),
  employee: required(row({ uuid: required(z.string().min(1)), full_name: z.string() })),
  // Consumed is what a payroll has paid. Denied is the older word; what is deleted may stay: https://docs.gusto.com/embedded-payroll/docs/time-off-request-events
  status: codec.meanings({
    requested: ["pending"],
    approved: ["approved", "consumed"],
    declined: ["declined", "denied"],
    cancelled: ["deleted"],
  }),
  ...fields(z.string(), "policy_uuid", "policy_type", "request_type", "employee_note", "employer_note"),
  days: required(z.record(z.string(), codec.decimal.nullish())),
  approver: Person,
});

const LeaveRequestBody = z.object({
  decision: z.enum(["request", "approve", "decline"]),
  employee_uuid: z.string().optional(),
  policy_uuid: z.string().optional(),
  start_date: z.string().optional(),
  end_date: z.string().optional(),
  days: z.record(z.string(), z.string()).optional(),
  employee_note: z.string().optional(),
  employer_note: z.string().optional(),
});

const decisions: Readonly<Record<string, z.output<typeof LeaveRequestBody>["decision"]>> = {
  requested: "request",
  approved: "approve",
  declined: "decline",
};

export const leaveRequests = resource({ entity: "leaveRequest", raw: LeaveRequest, body: LeaveRequestBody }).define({
  id: ({ uuid }) => uuid,
  read: (request) => {
    const days = Object.entries(request.days)
      .flatMap(([date, amount]) => (amount ? [{ date, amount }] : []))
      .sort((one, other) => one.date.localeCompare(other.date));
    return {
      employee: { id: request.employee.uuid, name: request.employee.full_name },
      startDate: days[0]?.date ?? "",
      endDate: days.at(-1)?.date ?? "",
      leaveType: ref(request.policy_uuid),
      status: request.status,
      statusChangedBy: ref(request.approver?.uuid, request.approver?.full_name),
      amount: sum(...days.map(({ amount }) => amount)),
      unit: "hours" as const,
      days,
      employeeNote: request.employee_note,
      managerNote: request.employer_note,
      unmapped: { leaveType: request.policy_uuid ? undefined : request.policy_type || request.request_type },
    };
  },
  write: (request, operation) => {
    const { status = operation === "create" ? "requested" : undefined, unit = "hours", days } = request;
    const decision = status && decisions[status];
    if (!decision || (operation === "create" && decision === "decline"))
      throw refuse("status", `is ${status ?? "missing"}, which Gusto does not take here`);
    if (unit !== "hours") throw refuse("unit", "is not hours, in which Gusto takes time off");
    const hours = days && Object.fromEntries(days.map(({ date, amount }) => [date, amount]));
    if (operation === "update") {
      if (decision === "request")
        throw refuse("status", "is requested, and Gusto takes no decision back: approve or decline the request");
      // The days of what is declined cannot be changed any more.
      return {
        decision,
        ...(decision === "approve" && hours ? { days: hours } : {}),
        employer_note: request.managerNote,
      };
    }
    if (!hours) throw refuse("days", "is missing: Gusto needs the hours of each day");
    return {
      decision,
      employee_uuid: request.employee?.id,
      policy_uuid: request.leaveType?.id,
      start_date: request.startDate,
      end_date: request.endDate,
      days: hours,
      // Who asks writes the one, who grants it unasked the other.
      ...(decision === "request" ? { employee_note: request.employeeNote } : { employer_note: request.managerNote }),
    };
  },
  list: pagedList({ path: `${company}/time_off/requests`, query: { sort_order: "asc" }, order: "start_date" }),
  get: { path: (id) => `/v1/time_off/requests/${id}` },
  create: {
    path: ({ decision }) => `${company}/time_off/${decision === "approve" ? "admin_approved_requests" : "requests"}`,
    wrap: ({ decision: _, ...body }) => body,
    row: (answer) => answer,
  },
  update: {
    path: (id, { decision }) => `/v1/time_off/requests/${id}/${decision}`,
    method: "put",
    semantics: "merge",
    wrap: ({ decision: _, ...body }) => body,
    row: (answer) => answer,
  },
  remove: { path: (id) => `/v1/time_off/requests/${id}` },
  scopes: { read: ["time_off_requests:read"], write: ["time_off_requests:write", "time_off_requests:manage"] },
});
