import type { Company } from "@opensme/testing";
import { midnight, seconds } from "./wire.ts";

type Value = string | null | readonly Value[] | { readonly [key: string]: Value };

/** A row as it goes out; what changes is replaced whole. */
export type Row = Record<string, Value>;

const isRow = (value: Value): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** The punches of a person's day. */
export const punchesOf = ({ logs }: Row): Row[] => (Array.isArray(logs) ? logs.filter(isRow) : []);

/** Everything that the simulated apps hold, by the name of the list. */
export type Suite = Record<
  | "users"
  | "employees"
  | "teams"
  | "areas"
  | "offices"
  | "groups"
  | "timeoffs"
  | "cycles"
  | "payrolls"
  | "records"
  | "logs"
  | "openings"
  | "candidates",
  Row[]
>;

type Employee = Company["employees"][number];

const loginId = (employeeId: number): string => String(1000 + employeeId);

const usernameOf = ({ workEmail }: Employee): string => workEmail.replace(/@.*/, "").replace(".", "");

const nameOf = ({ familyName, middleName, givenName }: Employee) => ({
  first_name: givenName,
  last_name: `${familyName} ${middleName}`.trim(),
});

const stamps = ({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }) => ({
  since: seconds(createdAt),
  last_update: seconds(updatedAt),
});

const isHere = ({ terminationDate }: Employee, day: string): boolean =>
  terminationDate === undefined || terminationDate >= day;

const userRow = (employee: Employee, { employees, today }: Company): Row => {
  const manager = employees.find(({ id }) => id === employee.jobs.at(-1)?.managerId);
  return {
    id: loginId(employee.id),
    uid: loginId(employee.id),
    hid: `h${employee.id}`,
    token: `u-${employee.id}`,
    metatype: "user",
    ...nameOf(employee),
    name: employee.fullName,
    email: employee.workEmail,
    username: usernameOf(employee),
    // Nobody above is null for some and an empty list for others.
    manager: manager ? [usernameOf(manager)] : employee.id % 2 === 0 ? [] : null,
    title: employee.jobs.at(-1)?.title ?? "",
    phone: employee.phone,
    address: "",
    role: employee.id === 1 ? "50" : "0",
    status: isHere(employee, today) ? "1" : "0",
    since: seconds(employee.createdAt),
    keywords: "",
  };
};

const monthlyPay = (employee: Employee): number => {
  const pay = employee.pays.at(-1);
  return pay ? (pay.per === "month" ? pay.rate : pay.rate * 120) : 0;
};

const employeeRow = (employee: Employee, { today }: Company): Row => {
  const job = employee.jobs.at(-1);
  const official = employee.statuses.find(({ status }) => status === "full-time" || status === "part-time");
  return {
    id: String(employee.id),
    user_id: loginId(employee.id),
    code: employee.number,
    ...nameOf(employee),
    // Base sends names apart into letters and marks.
    name: employee.fullName.normalize("NFD"),
    title: job?.title ?? "",
    email: employee.workEmail,
    phone: employee.phone,
    gender: employee.gender,
    employee_type_id: employee.type === "full-time" ? "11" : "12",
    position_id: "0",
    office_id: String(30 + (job?.locationId ?? 1)),
    area_id: "41",
    team_id: String(50 + (job?.departmentId ?? 1)),
    start_date: midnight(employee.hireDate),
    official_start_date: official ? midnight(official.date) : "0",
    terminated_date: employee.terminationDate ? midnight(employee.terminationDate) : "0",
    status: isHere(employee, today) ? "1" : "0",
    salary: String(monthlyPay(employee)),
    basic_salary: "5310000",
    ssn_no: employee.nationalId,
    tax_no: "",
    inso_no: "",
    profile: { dob: midnight(employee.birthDate), address: employee.address.street },
    bank: employee.id % 5 === 0 ? [] : [{ name: "Ngân hàng Mẫu", number: `00000${10_000 + employee.id}`, holder: "" }],
    form: [{ id: "co_ao", name: "Cỡ áo", value: ["S", "M", "L"][employee.id % 3] ?? "M" }],
    ...stamps(employee),
  };
};

const metatypes = ["annual", "sick", "personal", "unpaid"];

const states = { approved: "approved", denied: "rejected", requested: "pending", cancelled: "canceled" } as const;

const timeoffRow = (request: Company["leaveRequests"][number], { employees, leaveTypes }: Company): Row => {
  const employee = employees.find(({ id }) => id === request.employeeId);
  const decider = employees.find(({ id }) => id === request.decidedById);
  return {
    id: String(5000 + request.id),
    name: leaveTypes.find(({ id }) => id === request.leaveTypeId)?.name ?? "",
    content: request.employeeNote ?? "",
    username: employee ? usernameOf(employee) : "",
    user_id: loginId(request.employeeId),
    group_id: String(60 + request.leaveTypeId),
    state: states[request.status],
    metatype: metatypes[request.leaveTypeId - 1] ?? "annual",
    paid_timeoff: request.leaveTypeId === 4 ? "0" : "1",
    start_date: midnight(request.start),
    end_date: midnight(request.end),
    cut_off: "0",
    workflow: "1",
    approvals: decider ? [usernameOf(decider)] : [],
    followers: [],
    form: [],
    shifts: request.days.map(({ date, amount }) => ({
      date: midnight(date),
      shifts: [{ id: "1", name: "Ca ngày", num_leave: String(amount) }],
    })),
    // An object with nothing in it is a list.
    data:
      decider && request.decidedOn
        ? { final_approved: { username: usernameOf(decider), time: midnight(request.decidedOn) } }
        : [],
    ...stamps(request),
  };
};

/** What an employee gets for a month, by the columns of the firm. */
const pay = (employee: Employee): Row[] => {
  const salary = monthlyPay(employee);
  const insured = 5_310_000;
  const [social, health, unemployment] = [insured * 0.08, insured * 0.015, insured * 0.01].map(Math.round);
  const taken = (social ?? 0) + (health ?? 0) + (unemployment ?? 0);
  const column = (id: string, name: string, value: number | string): Row => ({ id, name, value: String(value) });
  return [
    column("luong", "Lương tháng", salary),
    column("cong", "Ngày công", "26"),
    column("tong_thu_nhap", "Tổng thu nhập", salary.toLocaleString("en-US")),
    column("bhxh", "BHXH (8%)", social ?? 0),
    column("bhyt", "BHYT (1,5%)", health ?? 0),
    column("bhtn", "BHTN (1%)", unemployment ?? 0),
    column("bhxh_cty", "BHXH công ty (17,5%)", Math.round(insured * 0.175)),
    column("thue_tncn", "Thuế TNCN", 0),
    column("thuc_linh", "Thực lĩnh", salary - taken),
    column("ghi_chu", "Ghi chú", ""),
  ];
};

const groupsOfPay = [
  { name: "Khối văn phòng", holds: (type: Employee["type"]) => type === "full-time" },
  { name: "Khối thời vụ", holds: (type: Employee["type"]) => type === "part-time" },
] as const;

const payrollOf = ({ months, employees }: Company): Pick<Suite, "cycles" | "payrolls" | "records"> => {
  const times = (month: string) => ({
    since: seconds(`${month}-28T02:00:00Z`),
    last_update: seconds(`${month}-28T09:00:00Z`),
  });
  const payrolls = months.flatMap((month, index) =>
    groupsOfPay.map(({ name, holds }, group) => ({
      month,
      cycleId: String(71 + index),
      id: String(81 + index * groupsOfPay.length + group),
      name: `${name} ${month}`,
      staff: employees.filter(
        (each) => holds(each.type) && each.hireDate <= `${month}-01` && isHere(each, `${month}-01`),
      ),
    })),
  );
  return {
    cycles: months.map((month, index) => ({
      id: String(71 + index),
      name: `Bảng lương ${month}`,
      report_month: midnight(`${month}-01`),
      report_year: month.slice(0, 4),
      status: "1",
      username: "ketoan",
      ...times(month),
    })),
    payrolls: payrolls.map(({ id, cycleId, name, month }) => ({
      id,
      cycle_id: cycleId,
      name,
      status: "1",
      ...times(month),
    })),
    records: payrolls.flatMap(({ id, cycleId, month, staff }) =>
      staff.map((employee) => ({
        id: `${id}${String(employee.id).padStart(3, "0")}`,
        payroll_id: id,
        cycle_id: cycleId,
        employee_id: String(employee.id),
        username: usernameOf(employee),
        status: "1",
        form: pay(employee),
        ...times(month),
      })),
    ),
  };
};

/** A day of a person: in, and out again. */
const logRow = (entry: Company["timeEntries"][number], { employees }: Company): Row => {
  const employee = employees.find(({ id }) => id === entry.employeeId);
  return {
    user_id: loginId(entry.employeeId),
    code: employee?.number ?? "",
    name: employee?.fullName ?? "",
    email: employee?.workEmail ?? "",
    date: midnight(entry.date),
    logs: [
      { id: String(entry.id * 2 - 1), time: seconds(entry.startedAt), ip: "10.0.0.9", checkout: "0", note: "" },
      { id: String(entry.id * 2), time: seconds(entry.endedAt), ip: "10.0.0.9", checkout: "1", note: "" },
    ],
  };
};

const openings = [
  { id: "301", name: "Nhân viên pha chế", status: "10", people: 23 },
  { id: "302", name: "Nhân viên kho", status: "10", people: 4 },
  { id: "303", name: "Kế toán viên", status: "-10", people: 0 },
];

const surnames = ["Lê", "Trần", "Phạm", "Vũ", "Đỗ"];

const candidateRow = (openingId: string, number: number, now: string): Row => {
  const name = { first_name: `Ứng ${number}`, last_name: `${surnames[number % surnames.length]} Văn` };
  const isHired = number % 9 === 8;
  return {
    id: `${openingId}${String(number).padStart(3, "0")}`,
    ...name,
    name: `${name.last_name} ${name.first_name}`,
    email: `ung.${openingId}.${number}@example.com`,
    phone: `0900000${String(400 + number).padStart(3, "0")}`,
    status: "10",
    dob_day: number % 4 === 0 ? "0" : "17",
    dob_month: number % 4 === 0 ? "0" : "5",
    dob_year: number % 4 === 0 ? "" : "1999",
    gender: "1",
    ssn: "",
    address: "",
    opening_id: openingId,
    stage_id: "501",
    stage_name: "Phỏng vấn",
    last_time_stage: seconds(now),
    source: number % 2 === 0 ? "facebook" : "website",
    campaign: "",
    since: seconds(now),
    last_update: seconds(now),
    assign_username: "nhansu",
    interview_count: "1",
    time_apply: seconds(now),
    time_offered: "0",
    time_hired: isHired ? seconds(now) : "0",
    time_rejected: number % 9 === 4 ? seconds(now) : "0",
    reason: number % 9 === 4 ? "Không phù hợp" : "",
    cvs: [],
    form: [],
  };
};

export const suiteOf = (company: Company): Suite => ({
  users: company.employees.map((employee) => userRow(employee, company)),
  employees: company.employees.map((employee) => employeeRow(employee, company)),
  teams: company.departments.map((department) => ({
    id: String(50 + department.id),
    name: department.name,
    code: department.code,
    parent_id: department.id === 1 ? "0" : "51",
    ...stamps(department),
  })),
  areas: [{ id: "41", name: "Miền Nam", code: "MN", since: seconds(company.now), last_update: seconds(company.now) }],
  offices: company.locations.map((location) => ({
    id: String(30 + location.id),
    name: location.names.people,
    code: "",
    ...stamps(location),
  })),
  groups: company.leaveTypes.map((type) => ({
    id: String(60 + type.id),
    name: type.name,
    metatype: metatypes[type.id - 1] ?? "annual",
    username: "nhansu",
    since: seconds(type.createdAt),
  })),
  timeoffs: company.leaveRequests.map((request) => timeoffRow(request, company)),
  ...payrollOf(company),
  logs: company.timeEntries.map((entry) => logRow(entry, company)),
  openings: openings.map(({ id, name, status }) => ({
    id,
    name,
    codename: `nvm-${id}`,
    starred: "0",
    dept_id: "0",
    salary: "10-15 triệu",
    period: "fulltime",
    status,
    metatype: "public",
    num_positions: "2",
    company_name: company.legalName,
    office_name: "TP Hồ Chí Minh",
    offices: ["TP Hồ Chí Minh"],
    content: "<p>Pha cà phê</p>",
    deadline: midnight(company.today),
    stime: seconds(company.now),
    etime: midnight(company.today),
    talent_pool_id: "0",
    since: seconds(company.now),
    last_update: seconds(company.now),
  })),
  candidates: openings.flatMap(({ id, people }) =>
    Array.from({ length: people }, (_, number) => candidateRow(id, number, company.now)),
  ),
});
