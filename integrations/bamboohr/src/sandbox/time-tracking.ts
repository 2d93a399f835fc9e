import { http, type SandboxKit } from "@opensme/testing";
import { type Account, today } from "./state.ts";
import { type Desk, host } from "./wire.ts";

const day = 86_400_000;

export const timeTrackingHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.get(`${host}/api/v1/time_tracking/timesheet_entries`, ({ request }) => {
    const closed = desk.gate(request);
    if (closed) return closed;
    const query = new URL(request.url).searchParams;
    const [start, end] = [query.get("start") ?? "", query.get("end") ?? ""];
    const [first, last, now] = [Date.parse(start), Date.parse(end), Date.parse(today(kit))];
    if (Number.isNaN(first) || Number.isNaN(last) || last < first)
      return desk.problem(400, "Invalid start or end date");
    if ([first, last].some((time) => time > now || now - time > 365 * day))
      return desk.problem(400, "Dates must be within the last 365 days");
    const ids = query.get("employeeIds")?.split(",");
    return desk.json(
      account()
        .entries.filter((entry) => entry.date >= start && entry.date <= end && account().people.has(entry.employeeId))
        .filter(({ employeeId }) => !ids || ids.includes(String(employeeId)))
        .map(({ id, employeeId, date, start, end, hours, approvedAt, createdAt, updatedAt }) => ({
          id,
          employeeId,
          type: "clock",
          date,
          start,
          end,
          timezone: kit.company.timeZone,
          hours,
          note: null,
          projectInfo: null,
          approvedAt,
          approved: approvedAt !== null,
          createdAt,
          updatedAt,
        })),
    );
  }),
];
