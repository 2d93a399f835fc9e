import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { fieldOf } from "./fields.ts";
import { type Account, type TimeOff, today, userId } from "./state.ts";
import { type Desk, host } from "./wire.ts";

/** Ids and amounts are text here, and an object with nothing in it is a list. */
const wireOf = (request: TimeOff, account: Account, kit: SandboxKit) => {
  const person = account.people.get(request.employeeId);
  const type = account.types.find(({ id }) => id === request.typeId);
  const isOpen = request.status === "requested";
  return {
    id: String(request.id),
    employeeId: String(request.employeeId),
    status: {
      lastChanged: request.lastChanged,
      lastChangedByUserId: String(request.lastChangedByUserId),
      status: request.status,
    },
    name: person ? fieldOf(person, "displayName", account, kit) : "",
    start: request.start,
    end: request.end,
    created: request.created,
    type: { id: String(request.typeId), name: type?.name ?? "", icon: type?.icon ?? "" },
    amount: { unit: "days", amount: String([...request.dates.values()].reduce((sum, amount) => sum + amount, 0)) },
    actions: { view: true, edit: isOpen, cancel: isOpen, approve: isOpen, deny: isOpen, bypass: false },
    dates: Object.fromEntries([...request.dates].map(([date, amount]) => [date, String(amount)])),
    notes: request.notes.size > 0 ? Object.fromEntries(request.notes) : [],
  };
};

interface NewRequest {
  status?: string;
  start?: string;
  end?: string;
  timeOffTypeId?: number;
  amount?: number;
  dates?: { ymd: string; amount: number }[];
  notes?: { from: string; note: string }[];
}

const decisions: Readonly<Record<string, string>> = {
  approved: "approved",
  denied: "denied",
  declined: "denied",
  canceled: "canceled",
  cancelled: "canceled",
};

const Adjustment = z.object({ date: z.iso.date(), timeOffTypeId: z.int(), amount: z.number() });

const isDay = (text: string | null | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");

/** Who decides is the user behind the key: the director. */
const keyOwner = userId(1);

export const timeOffHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.get(`${host}/api/v1/meta/time_off/types`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    return desk.json({
      timeOffTypes: account().types.map(({ id, name, color, icon }) => ({
        id,
        name,
        units: "days",
        color,
        icon,
        source: "internal",
      })),
      defaultHours: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].map((name) => ({
        name,
        amount: name === "Saturday" ? "4" : "8",
      })),
    });
  }),

  http.get(`${host}/api/v1/time_off/requests`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const query = new URL(request.url).searchParams;
    const [start, end] = [query.get("start"), query.get("end")];
    if (!isDay(start) || !isDay(end)) return desk.refuse(400, "Invalid or missing start or end date");
    const isAsked = (name: string, value: string): boolean =>
      !query.has(name) || query.get(name)?.split(",").includes(value) === true;
    return desk.json(
      [...account().requests.values()]
        .filter((each) => account().people.has(each.employeeId) && each.end >= start && each.start <= end)
        .filter((each) => isAsked("id", String(each.id)) && isAsked("employeeId", String(each.employeeId)))
        .filter((each) => isAsked("type", String(each.typeId)) && isAsked("status", each.status))
        .map((each) => wireOf(each, account(), kit)),
    );
  }),

  http.put<{ id: string }, NewRequest>(`${host}/api/v1/employees/:id/time_off/request`, async ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const body = await request.json();
    if (!account().people.has(Number(params.id))) return desk.refuse(404, "Employee not found");
    const { status = "", start, end, timeOffTypeId, amount = 0 } = body;
    if (!account().types.some(({ id }) => id === timeOffTypeId)) return desk.refuse(400, "Invalid time off type");
    if (!isDay(start) || !isDay(end) || end < start) return desk.refuse(400, "Invalid start or end date");
    if (!["approved", "denied", "declined", "requested"].includes(status)) return desk.refuse(400, "Invalid status");
    const day = today(kit);
    const made: TimeOff = {
      id: Math.max(0, ...account().requests.keys()) + 1,
      employeeId: Number(params.id),
      typeId: timeOffTypeId ?? 0,
      start,
      end,
      created: day,
      status: decisions[status] ?? status,
      lastChanged: day,
      lastChangedByUserId: keyOwner,
      dates: new Map(body.dates ? body.dates.map((each) => [each.ymd, each.amount]) : [[start, amount]]),
      notes: new Map((body.notes ?? []).map(({ from, note }) => [from, note])),
    };
    account().requests.set(made.id, made);
    return desk.json(wireOf(made, account(), kit), 201, { location: `${host}/api/v1/time_off/requests/${made.id}` });
  }),

  http.put<{ id: string }, { status?: string; note?: string }>(
    `${host}/api/v1/time_off/requests/:id/status`,
    async ({ request, params }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const asked = account().requests.get(Number(params.id));
      if (!asked) return desk.refuse(404, "Time off request not found");
      const { status = "", note } = await request.json();
      const decision = decisions[status];
      if (!decision) return desk.refuse(400, "Invalid status");
      if (asked.status !== decision) {
        asked.status = decision;
        asked.lastChanged = today(kit);
        asked.lastChangedByUserId = keyOwner;
      }
      if (note) asked.notes.set("manager", note);
      return desk.empty(200);
    },
  ),

  http.put<{ id: string }>(`${host}/api/v1/employees/:id/time_off/balance_adjustment`, async ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    if (!account().people.has(Number(params.id))) return desk.refuse(404, "Employee not found");
    const { data } = Adjustment.safeParse(await request.json());
    const found = account().balances.find(
      ({ employeeId, leaveTypeId }) => String(employeeId) === params.id && 70 + leaveTypeId === data?.timeOffTypeId,
    );
    if (!data || !found) return desk.refuse(400, "Invalid date, amount or time off type");
    account().balances = account().balances.map((each) =>
      each === found ? { ...each, balance: each.balance + data.amount } : each,
    );
    return desk.empty(201);
  }),

  http.get<{ id: string }>(`${host}/api/v1/employees/:id/time_off/calculator`, ({ request, params }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    if (!account().people.has(Number(params.id))) return desk.refuse(404, "Employee not found");
    const end = new URL(request.url).searchParams.get("end") ?? today(kit);
    return desk.json(
      account()
        .balances.filter(({ employeeId }) => String(employeeId) === params.id)
        .map(({ leaveTypeId, balance, used }) => {
          const type = account().types.find(({ id }) => id === 70 + leaveTypeId);
          return {
            timeOffType: String(70 + leaveTypeId),
            name: type?.name ?? "",
            units: "days",
            balance: balance.toFixed(2),
            end,
            policyType: type?.policyType ?? "manual",
            usedYearToDate: used.toFixed(2),
          };
        }),
    );
  }),
];
