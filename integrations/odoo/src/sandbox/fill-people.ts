import type { Company } from "@opensme/testing";
import { type Database, odooTime } from "./database.ts";
import { founded, ids, named, stampOf } from "./seeds.ts";

export const place = (database: Database, address: { street: string; ward: string; province: string }) => ({
  street: address.street,
  street2: address.ward,
  city: address.province,
  state_id: named(database, "res.country.state", address.province),
  country_id: ids.vietnam,
  country_code: "VN",
});

const leaveStates = { approved: "validate", denied: "refuse", requested: "confirm", cancelled: "cancel" } as const;

/** The company, its people, and what they do. */
export const fillPeople = (database: Database, company: Company): void => {
  const partner = database.add(
    "res.partner",
    {
      id: 1,
      name: company.legalName,
      is_company: true,
      type: "contact",
      active: true,
      currency_id: ids.vnd,
      vat: company.taxCode,
      phone: company.phone,
      email: company.email,
      website: company.website,
      ...place(database, company.address),
    },
    founded,
  );
  const closed = lastOfMonth(company.from);
  database.add(
    "res.company",
    {
      id: ids.company,
      name: partner["name"],
      currency_id: ids.vnd,
      vat: company.taxCode,
      company_registry: company.taxCode,
      phone: company.phone,
      email: company.email,
      zip: "",
      fiscalyear_last_month: "12",
      fiscalyear_last_day: 31,
      fiscalyear_lock_date: closed,
      user_fiscalyear_lock_date: closed,
      ...place(database, company.address),
    },
    founded,
  );
  for (const [id, login, active] of [
    [1, "__system__", false],
    [2, "admin", true],
  ] as const)
    database.add(
      "res.users",
      {
        id,
        name: id === 1 ? "OdooBot" : "Administrator",
        login,
        active,
        share: false,
        role: "group_system",
        partner_id: 1,
      },
      founded,
    );
  database.add(
    "res.users",
    { id: 3, name: "Public user", login: "public", active: false, share: true, partner_id: 1 },
    founded,
  );

  for (const { names, ...location } of company.locations)
    database.add(
      "hr.work.location",
      {
        id: location.id,
        name: names.people,
        location_type: "office",
        location_number: `L${location.id}`,
        active: true,
      },
      stampOf(location),
    );
  for (const department of company.departments)
    database.add("hr.department", { id: department.id, name: department.name, active: true }, stampOf(department));

  for (const employee of company.employees) {
    const job = employee.jobs.at(-1);
    const pay = employee.pays.at(-1);
    const stamp = stampOf(employee);
    const login = employee.booksUser ?? employee.shopUser;
    if (login)
      database.add(
        "res.users",
        {
          id: ids.user(employee.id),
          name: employee.fullName,
          login: employee.workEmail,
          email: employee.workEmail,
          phone: employee.phone,
          active: login.isActive,
          share: false,
          role: "group_user",
          partner_id: 1,
          employee_id: employee.id,
          login_date: odooTime(company.now),
        },
        stamp,
      );
    database.add(
      "hr.employee",
      {
        id: ids.employee(employee.id),
        name: employee.fullName,
        barcode: employee.number,
        active: employee.terminationDate === undefined,
        employee_type: "employee",
        work_email: employee.workEmail,
        private_email: employee.personalEmail,
        work_phone: employee.phone,
        mobile_phone: employee.phone,
        job_title: job?.title,
        job_id: job && named(database, "hr.job", job.title),
        department_id: job?.departmentId,
        work_location_id: job?.locationId,
        parent_id: job?.managerId,
        contract_date_start: employee.hireDate,
        departure_date: employee.terminationDate,
        birthday: employee.birthDate,
        sex: employee.gender,
        marital: "single",
        country_id: ids.vietnam,
        identification_id: employee.nationalId,
        private_street: employee.address.street,
        private_city: employee.address.ward,
        private_state_id: named(database, "res.country.state", employee.address.province),
        private_country_id: ids.vietnam,
        company_country_code: "VN",
        wage: pay?.per === "month" ? pay.rate : undefined,
        currency_id: ids.vnd,
      },
      stamp,
    );
    for (const version of employee.jobs) {
      const then = employee.pays.findLast(({ date }) => date <= version.date) ?? pay;
      database.add(
        "hr.version",
        {
          employee_id: employee.id,
          date_version: version.date,
          job_title: version.title,
          department_id: version.departmentId,
          work_location_id: version.locationId,
          employee_type: "employee",
          wage: then?.per === "month" ? then.rate : undefined,
          currency_id: ids.vnd,
          active: true,
        },
        stamp,
      );
    }
  }
  for (const job of database.all("hr.job"))
    Object.assign(job, {
      active: true,
      no_of_recruitment: job.id === 1 ? 2 : 0,
      user_id: 2,
      department_id: 1,
      description: "<p>Làm việc tại xưởng</p>",
    });

  for (const type of company.leaveTypes)
    database.add(
      "hr.leave.type",
      { id: type.id, name: type.name, request_unit: "day", unpaid: !type.isPaid, active: true },
      stampOf(type),
    );
  for (const leave of company.leaveRequests)
    database.add(
      "hr.leave",
      {
        id: leave.id,
        employee_id: leave.employeeId,
        holiday_status_id: leave.leaveTypeId,
        request_date_from: leave.start,
        request_date_to: leave.end,
        date_from: `${leave.start} 01:00:00`,
        date_to: `${leave.end} 10:00:00`,
        tz: "Asia/Ho_Chi_Minh",
        state: leaveStates[leave.status],
        number_of_days: leave.amount,
        number_of_hours: leave.amount * 8,
        leave_type_request_unit: "day",
        private_name: leave.employeeNote,
        name: leave.employeeNote,
        notes: leave.managerNote,
      },
      stampOf(leave),
    );
  for (const entry of company.timeEntries)
    database.add(
      "hr.attendance",
      {
        employee_id: entry.employeeId,
        date: entry.date,
        check_in: odooTime(entry.startedAt),
        check_out: odooTime(entry.endedAt),
        worked_hours: entry.hours,
      },
      stampOf(entry),
    );
  // Of the clocked days, some were spent on a project. What it costs is an analytic line, too.
  const project = named(database, "project.project", "Mở quán mới");
  const task = database.add("project.task", { name: "Tập huấn", project_id: project }, founded).id;
  for (const entry of company.timeEntries.filter(({ id }) => id % 10 === 0))
    database.add(
      "account.analytic.line",
      {
        name: entry.id % 20 === 0 ? "/" : "Tập huấn nhân viên",
        date: entry.date,
        employee_id: entry.employeeId,
        project_id: project,
        task_id: entry.id % 20 === 0 ? undefined : task,
        unit_amount: 2,
        product_uom_id: named(database, "uom.uom", "Hours"),
      },
      stampOf(entry),
    );
  database.add(
    "account.analytic.line",
    { name: "Thuê loa", date: company.now.slice(0, 10), amount: -500_000, unit_amount: 1 },
    company.now,
  );
  for (const [index, name] of ["Phạm Thử", "Đỗ Mẫu", "Vũ Thị Thử"].entries())
    database.add(
      "hr.applicant",
      {
        partner_name: name,
        email_from: `ung-vien-${index + 1}@example.com`,
        partner_phone: `090000070${index}`,
        job_id: 1,
        stage_id: named(database, "hr.recruitment.stage", "New"),
        application_status: index === 2 ? "refused" : "ongoing",
        active: index !== 2,
        refuse_date: index === 2 ? odooTime(company.now) : undefined,
        salary_expected: 9_000_000,
        user_id: 2,
        categ_ids: [named(database, "hr.applicant.category", "Pha chế")],
      },
      company.now,
    );
};

/** The last day of the month that a day lies in. */
const lastOfMonth = (day: string): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10);
