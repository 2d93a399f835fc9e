import { codec, fields, listing, pick, ref, refuse, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { createdId, orEmptyList } from "./wire.ts";

const status = codec.meanings({
  requested: ["requested"],
  approved: ["approved"],
  declined: ["denied", "declined"],
  cancelled: ["canceled", "cancelled"],
  // The vendor's spelling first.
  superseded: ["superceded", "superseded"],
});
const unit = codec.choice({ hours: "hours", days: "days" });

const Note = row({ from: required(z.string()), note: z.string() });
const Noted = z.union([z.array(Note), Note.transform((note) => [note])]);

/** An object by author, `[]` when there are none, one `{ from, note }` or several, of which an author may have written more than one, or bare text. */
const Notes = z.preprocess((notes) => {
  if (typeof notes === "string") return { unsigned: notes };
  const noted = Noted.safeParse(notes);
  if (!noted.success) return notes;
  const byAuthor = Object.entries(Object.groupBy(noted.data, ({ from }) => from));
  return Object.fromEntries(
    byAuthor.map(([author, some = []]) => [author, some.flatMap(({ note }) => note || []).join("\n")]),
  );
}, row({ employee: z.string(), manager: z.string() }).catchall(z.json()).nullish());

/** An object, or a bare word among those who are out: https://documentation.bamboohr.com/reference/list-whos-out. */
const Type = z.preprocess(
  (given) => (typeof given === "string" ? { name: given } : given),
  orEmptyList(row({ id: codec.identifier, name: z.string() })),
);

/** An object, or the bare word of the statuses. */
const Status = z.preprocess(
  (given) => (typeof given === "string" ? { status: given } : given),
  orEmptyList(row({ status, lastChanged: codec.localDate, lastChangedByUserId: codec.identifier })),
);

/** https://documentation.bamboohr.com/reference/list-time-off-requests; ids and amounts come as text, whatever the description says. */
const LeaveRequest = row({
  ...fields(required(codec.identifier), "id", "employeeId"),
  name: z.string(),
  type: Type,
  ...fields(required(codec.localDate), "start", "end"),
  status: Status,
  created: codec.localDate,
  amount: orEmptyList(row({ amount: codec.decimal, unit })),
  dates: orEmptyList(z.record(z.string(), codec.decimal.nullish())),
  notes: Notes,
});

const LeaveRequestBody = row({
  ...fields(z.string(), "employeeId", "start", "end", "note"),
  timeOffTypeId: codec.numericId,
  status,
  amount: codec.decimal,
  dates: z.array(z.object({ ymd: z.string(), amount: codec.decimal })),
  notes: z.array(z.object({ from: z.enum(["employee", "manager"]), note: z.string() })),
});

/** The statuses that an operation takes. */
const takes = { create: ["requested", "approved", "declined"], update: ["approved", "declined", "cancelled"] };

/** Notes by anybody else. */
const otherNotes = ({ employee: _, manager: __, ...others }: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(others).map(([author, note]) => [`notes.${author}`, note]));

/** The list asks for a window of days. One that holds every request ever made, so that a request is never lost from it by growing old. */
const ever = { start: "2000-01-01", end: "2099-12-31" };

export const leaveRequests = resource({ entity: "leaveRequest", raw: LeaveRequest, body: LeaveRequestBody }).define({
  id: (request) => request.id,
  read: (request) => ({
    employee: { id: request.employeeId, name: request.name },
    startDate: request.start,
    endDate: request.end,
    leaveType: ref(request.type?.id, request.type?.name),
    status: request.status?.status,
    statusChangedOn: request.status?.lastChanged,
    statusChangedBy: ref(request.status?.lastChangedByUserId),
    requestedOn: request.created,
    amount: request.amount?.amount,
    unit: request.amount?.unit,
    days:
      request.dates &&
      Object.entries(request.dates)
        .flatMap(([date, amount]) => (amount ? [{ date, amount }] : []))
        .sort((left, right) => left.date.localeCompare(right.date)),
    employeeNote: request.notes?.employee,
    managerNote: request.notes?.manager,
    unmapped: {
      ...otherNotes(request.notes ?? {}),
      leaveType: request.type?.id ? undefined : request.type?.name,
    },
  }),
  write: (request, operation) => {
    const { employee, status = operation === "create" ? "requested" : undefined, employeeNote, managerNote } = request;
    if (!status || !takes[operation].includes(status))
      throw refuse("status", `is none of those that BambooHR takes here: ${takes[operation].join(", ")}`);
    // Nothing but a decision changes a request.
    if (operation === "update") return { status, note: managerNote };
    if (!employee) throw refuse("employee", "is missing: who is absent?");
    return {
      employeeId: employee.id,
      timeOffTypeId: request.leaveType?.id,
      start: request.startDate,
      end: request.endDate,
      status,
      amount: request.amount,
      dates: request.days?.map(({ date, amount }) => ({ ymd: date, amount })),
      notes: [
        ...(employeeNote ? [{ from: "employee" as const, note: employeeNote }] : []),
        ...(managerNote ? [{ from: "manager" as const, note: managerNote }] : []),
      ],
    };
  },
  list: listing({
    path: "/time_off/requests",
    query: ever,
    page: z.array(z.unknown()),
    paging: single(),
    deletes: "absent",
  }),
  get: {
    path: (id) => `/time_off/requests?id=${id}`,
    query: ever,
    row: pick(z.array(z.unknown()), ([request]) => request),
  },
  // https://documentation.bamboohr.com/reference/create-time-off-request
  create: {
    path: ({ employeeId }) => `/employees/${encodeURIComponent(String(employeeId))}/time_off/request`,
    method: "put",
    wrap: ({ employeeId: _, ...request }) => request,
    id: createdId,
  },
  // https://documentation.bamboohr.com/reference/update-time-off-request-status
  update: {
    path: (id) => `/time_off/requests/${id}/status`,
    method: "put",
    semantics: "merge",
  },
  scopes: { read: ["time_off"], write: ["time_off.write"] },
});
