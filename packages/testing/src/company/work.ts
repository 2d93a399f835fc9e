import { addDays, type Day, dateOf, holidays, instantAt, instantOf, type Period, weekday } from "./calendar.ts";
import { departmentIds } from "./cast.ts";
import { sumOf } from "./lists.ts";
import { heldOn, isEmployedOn } from "./people.ts";
import { drawer, randomFor, streams } from "./random.ts";
import type { Employee, LeaveBalance, LeaveRequest, LeaveType, TimeEntry } from "./types-people.ts";

const founded = { createdAt: "2025-11-04T03:30:00.000Z", updatedAt: "2025-11-04T03:30:00.000Z" };

const annual = 1;
const sick = 2;

export const leaveTypes: readonly LeaveType[] = [
  { id: annual, name: "Nghỉ phép năm", unit: "days", isPaid: true, daysPerYear: 12, ...founded },
  { id: sick, name: "Nghỉ ốm", unit: "days", isPaid: true, daysPerYear: 30, ...founded },
  { id: 3, name: "Nghỉ việc riêng", unit: "days", isPaid: true, ...founded },
  { id: 4, name: "Nghỉ không lương", unit: "days", isPaid: false, ...founded },
];

/** Start and end in minutes after midnight, unpaid break in minutes. */
interface Shift {
  start: number;
  end: number;
  rest: number;
}

const shifts = {
  office: { start: 510, end: 1050, rest: 60 },
  saturday: { start: 510, end: 720, rest: 0 },
  roastery: { start: 420, end: 960, rest: 60 },
  online: { start: 480, end: 1020, rest: 60 },
  morning: { start: 405, end: 915, rest: 30 },
  evening: { start: 795, end: 1305, rest: 30 },
  evenings: { start: 990, end: 1305, rest: 0 },
  weekend: { start: 405, end: 720, rest: 0 },
} as const satisfies Record<string, Shift>;

/** What somebody is to work on a day, before leave; undefined on days off. */
function shiftOn(employee: Employee, day: Day): Shift | undefined {
  const date = dateOf(day);
  if (!isEmployedOn(employee, date)) return undefined;
  const department = heldOn(employee.jobs, date)?.departmentId;
  const isSunday = weekday(day) === 0;
  const isSaturday = weekday(day) === 6;
  if (department === departmentIds.shops) {
    if (employee.type === "part-time") {
      if ((day + employee.id) % 7 < 3) return undefined;
      return isSunday ? shifts.weekend : shifts.evenings;
    }
    if ((day + employee.id * 2) % 7 === 0) return undefined;
    return (Math.floor(day / 7) + employee.id) % 2 === 0 ? shifts.morning : shifts.evening;
  }
  if (isSunday || holidays.has(date)) return undefined;
  if (department === departmentIds.roasting) return shifts.roastery;
  if (department === departmentIds.online) return shifts.online;
  return isSaturday ? shifts.saturday : shifts.office;
}

const drawType = drawer([annual, sick, 3, 4], (type) => (type === annual ? 6 : type === sick ? 3 : 1));

const reasons = ["Việc gia đình", "Về quê", "Khám bệnh", "Đám cưới em", "Đi du lịch"] as const;

/** Requests of past and coming days; two per person at most. Nobody decides on their own, and only the past is settled. */
export function leaveRequestsOf(seed: number, period: Period, employees: readonly Employee[]): LeaveRequest[] {
  const requests: LeaveRequest[] = [];
  const managers = (employee: Employee): number => heldOn(employee.jobs, period.today)?.managerId ?? 2;
  for (const employee of employees) {
    const random = randomFor(seed, streams.leave, employee.id);
    const plans = [
      random.integer(3, Math.max(3, period.dayCount - 8)),
      ...(employee.id % 3 === 0 ? [period.dayCount + 6] : [random.integer(3, Math.max(3, period.dayCount - 8))]),
    ];
    for (const [order, position] of plans.entries()) {
      const first = period.firstDay + position;
      const isHalf = random.chance(0.15);
      const length = isHalf ? 1 : random.integer(1, 3);
      const days = Array.from({ length }, (_, index) => first + index)
        .filter((day) => shiftOn(employee, day))
        .map((day) => ({ date: dateOf(day), amount: isHalf ? 0.5 : 1 }));
      const start = days[0]?.date;
      const end = days.at(-1)?.date;
      if (
        !start ||
        !end ||
        requests.some((other) => other.employeeId === employee.id && other.start <= end && start <= other.end)
      )
        continue;
      const isPast = start <= period.today;
      const draw = random.next();
      const status = !isPast
        ? "requested"
        : order === 0 || draw < 0.5
          ? "approved"
          : draw < 0.75
            ? "denied"
            : "cancelled";
      const requestedOn = addDays(isPast ? start : period.today, -random.integer(1, 6));
      const createdAt = instantAt(requestedOn, "20:05");
      const decided =
        status === "approved" || status === "denied" || status === "cancelled" ? addDays(requestedOn, 1) : undefined;
      requests.push({
        id: requests.length + 1,
        employeeId: employee.id,
        leaveTypeId: drawType(random),
        start,
        end,
        days,
        amount: sumOf(days, (day) => day.amount),
        status,
        requestedOn,
        ...(decided && { decidedOn: decided, decidedById: status === "cancelled" ? employee.id : managers(employee) }),
        employeeNote: random.pick(reasons),
        ...(status === "denied" && { managerNote: "Trùng lịch cao điểm, vui lòng đổi ngày" }),
        createdAt,
        updatedAt: decided ? instantAt(decided, "09:20") : createdAt,
      });
    }
  }
  return requests;
}

/** A day of annual leave accrues each month of the year; sick leave is granted at once. */
export function leaveBalancesOf(
  period: Period,
  employees: readonly Employee[],
  requests: readonly LeaveRequest[],
): LeaveBalance[] {
  const yearStart = `${period.today.slice(0, 4)}-01-01`;
  return employees
    .filter((employee) => isEmployedOn(employee, period.today))
    .flatMap((employee) =>
      [annual, sick].map((leaveTypeId): LeaveBalance => {
        const own = requests.filter(
          (request) =>
            request.employeeId === employee.id && request.leaveTypeId === leaveTypeId && request.status === "approved",
        );
        const used = sumOf(own, (request) =>
          sumOf(
            request.days.filter((day) => day.date >= yearStart && day.date <= period.today),
            (day) => day.amount,
          ),
        );
        const since = employee.hireDate > yearStart ? employee.hireDate : yearStart;
        const granted = leaveTypeId === sick ? 30 : Number(period.today.slice(5, 7)) - Number(since.slice(5, 7)) + 1;
        return { employeeId: employee.id, leaveTypeId, asOf: period.today, balance: granted - used, used };
      }),
    );
}

/** Clocked days of everybody, in order of day and person. A week is approved on the Monday after. */
export function timeEntriesOf(
  seed: number,
  period: Period,
  employees: readonly Employee[],
  requests: readonly LeaveRequest[],
): TimeEntry[] {
  const absences = new Map<string, number>();
  for (const request of requests) {
    if (request.status !== "approved") continue;
    for (const day of request.days) absences.set(`${request.employeeId} ${day.date}`, day.amount);
  }
  const entries: TimeEntry[] = [];
  for (let day = period.firstDay; day < period.firstDay + period.dayCount; day += 1) {
    const date = dateOf(day);
    const approval = instantOf(day + ((8 - weekday(day)) % 7 || 7), 9 * 3600);
    for (const employee of employees) {
      const shift = shiftOn(employee, day);
      const absence = absences.get(`${employee.id} ${date}`) ?? 0;
      if (!shift || absence === 1) continue;
      const random = randomFor(seed, streams.shift, employee.id, day);
      const start = shift.start + random.integer(-6, 4) + (absence ? 270 : 0);
      const end = shift.end + random.integer(-3, 9);
      const breakMinutes = absence ? 0 : shift.rest;
      const endedAt = instantOf(day, end * 60);
      const isApproved = approval <= period.now;
      const corrected = random.chance(0.01) ? instantOf(day + 1, 10 * 3600) : endedAt;
      entries.push({
        id: entries.length + 1,
        employeeId: employee.id,
        locationId: heldOn(employee.jobs, date)?.locationId ?? 0,
        date,
        startedAt: instantOf(day, start * 60),
        endedAt,
        breakMinutes,
        hours: Math.round(((end - start - breakMinutes) / 60) * 100) / 100,
        isApproved,
        ...(isApproved && { approvedAt: approval }),
        createdAt: endedAt,
        updatedAt: isApproved ? approval : corrected <= period.now ? corrected : endedAt,
      });
    }
  }
  return entries;
}
