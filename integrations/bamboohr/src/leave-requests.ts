import { codec, listing, OpenSMEError, pick, ref, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { createdId, missing, orEmptyList } from "./wire.ts";

const status = codec.choice({
  requested: "requested",
  approved: "approved",
  denied: "declined",
  declined: "declined",
  canceled: "cancelled",
  cancelled: "cancelled",
  // The vendor's spelling.
  superceded: "superseded",
  superseded: "superseded",
});

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

/** An object, or the bare word of the statuses. */
const Status = z.preprocess(
  (given) => (typeof given === "string" ? { status: given } : given),
  orEmptyList(
    row({
      status,
      lastChanged: codec.localDate,
      lastChangedByUserId: codec.identifier,
    }),
  ),
);

/** https://documentation.bamboohr.com/reference/list-time-off-requests; ids and amounts come as text, whatever the description says. */
const LeaveRequest = row({
  id: required(codec.identifier),
  employeeId: required(codec.identifier),
  name: z.string(),
  type: orEmptyList(row({ id: codec.identifier, name: z.string() })),
  start: required(codec.localDate),
  end: required(codec.localDate),
  status: Status.optional(),
  created: codec.localDate,
  amount: orEmptyList(
    row({
      amount: codec.decimal,
      unit: codec.choice({ hours: "hours", days: "days" }),
    }),
  ),
  dates: orEmptyList(z.record(z.string(), codec.decimal.nullish())),
  notes: Notes.optional(),
});

/** The vendor's words for the statuses that an operation takes. */
const writable = (words: Readonly<Record<string, string>>): z.ZodCodec<z.ZodString, z.ZodString> =>
  z.codec(z.string(), z.string(), {
    decode: (word) => word,
    encode: (meaning, context) => {
      const word = words[meaning];
      if (word !== undefined) return word;
      const message = `"${meaning}" cannot be written; use one of: ${Object.keys(words).join(", ")}`;
      context.issues.push({ code: "custom", message, input: meaning });
      return z.NEVER;
    },
  });

const LeaveRequestBody = z.object({
  employeeId: z.string().optional(),
  timeOffTypeId: z.codec(z.number(), z.string(), { decode: String, encode: Number }).optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  status: writable({ requested: "requested", approved: "approved", declined: "denied" }).optional(),
  amount: codec.decimal.optional(),
  dates: z.array(z.object({ ymd: z.string(), amount: codec.decimal })).optional(),
  notes: z.array(z.object({ from: z.enum(["employee", "manager"]), note: z.string() })).optional(),
  decision: writable({ approved: "approved", declined: "denied", cancelled: "canceled" }).optional(),
  note: z.string().optional(),
});

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
    unmapped: otherNotes(request.notes ?? {}),
  }),
  write: (request, operation) => {
    if (operation === "update") {
      if (request.status === undefined) {
        throw missing(
          "status",
          "BambooHR changes a leave request only by a decision: give it the status approved, declined or cancelled.",
        );
      }
      return { decision: request.status, note: request.managerNote };
    }
    if (request.employee === undefined) throw missing("employee", "A leave request needs the employee who is absent.");
    return {
      employeeId: request.employee.id,
      timeOffTypeId: request.leaveType?.id,
      start: request.startDate,
      end: request.endDate,
      status: request.status ?? "requested",
      amount: request.amount,
      dates: request.days?.map(({ date, amount }) => ({ ymd: date, amount })),
      notes: [
        ...(request.employeeNote ? [{ from: "employee" as const, note: request.employeeNote }] : []),
        ...(request.managerNote ? [{ from: "manager" as const, note: request.managerNote }] : []),
      ],
    };
  },
  list: listing({
    path: "/time_off/requests",
    query: ever,
    page: z.array(z.unknown()),
    items: (requests) => requests,
    paging: single(),
    deletes: "absent",
  }),
  get: {
    path: (id) => `/time_off/requests?id=${id}`,
    query: ever,
    row: pick(z.array(z.unknown()), ([request]) => {
      if (request !== undefined) return request;
      throw new OpenSMEError("BambooHR has no such leave request, or does not show it to this user. Check the id.", {
        code: "not_found",
      });
    }),
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
    wrap: ({ decision, note }) => ({ status: decision, ...(note === undefined ? {} : { note }) }),
  },
  scopes: { read: ["time_off"], write: ["time_off.write"] },
});
