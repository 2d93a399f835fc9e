import { codec, fields, pick, ref, required, resource, row, withoutSensitive } from "@opensme/core";
import * as z from "zod";
import {
  amountOf,
  currency,
  customOf,
  dateOf,
  day,
  FormField,
  listOf,
  moment,
  objectOf,
  otherId,
  ownId,
  word,
} from "./codecs.ts";
import { employeeList } from "./people.ts";

const Employee = row({
  id: required(ownId),
  ...fields(otherId, "user_id", "employee_type_id", "position_id", "office_id", "area_id", "team_id"),
  ...fields(word, "code", "phone", "salary", "ssn_no", "tax_no", "dob_day", "dob_month", "dob_year"),
  ...fields(z.string(), "first_name", "last_name", "name", "title", "email"),
  gender: codec.choice({ female: "female", male: "male" }),
  ...fields(day, "start_date", "official_start_date", "terminated_date"),
  status: codec.choice({ 1: "active", 0: "inactive" }),
  // In the profile, or in three parts on the row.
  profile: objectOf(row({ dob: day, address: z.string() })).optional(),
  bank: objectOf(row({ number: word })).optional(),
  form: listOf(FormField).optional(),
  since: moment,
  last_update: moment,
});

type Employee = z.output<typeof Employee>;

/** The department, or where the firm has none above its areas, the area. */
const departmentOf = ({ team_id, area_id }: Employee) =>
  ref((team_id && `team:${team_id}`) || (area_id && `area:${area_id}`));

/** A salary that was never written down is 0. */
const salaryOf = ({ salary }: Employee): string | undefined => {
  const amount = amountOf(salary);
  return amount === "0" ? undefined : amount;
};

const sensitive = [
  ...["gender", "salary", "basic_salary", "ssn_no", "tax_no", "inso_no", "profile", "bank", "form"],
  ...["dob_day", "dob_month", "dob_year"],
];

/** People in Base HRM. The list is asked for in no order, since none can be chosen. */
export const employees = resource({ entity: "employee", raw: Employee }).define({
  id: (employee) => employee.id,
  read: (employee) => ({
    number: employee.code,
    firstName: employee.first_name,
    lastName: employee.last_name,
    displayName: employee.name || `${employee.last_name ?? ""} ${employee.first_name ?? ""}`.trim(),
    status: employee.status,
    workEmail: employee.email,
    mobilePhone: employee.phone,
    jobTitle: employee.title,
    department: departmentOf(employee),
    location: ref(employee.office_id),
    hireDate: employee.start_date,
    terminationDate: employee.terminated_date,
    birthDate: employee.profile?.dob || dateOf(employee.dob_year, employee.dob_month, employee.dob_day),
    gender: employee.gender,
    nationalId: employee.ssn_no,
    taxId: employee.tax_no,
    homeAddress: { line1: employee.profile?.address },
    bankAccount: employee.bank?.number,
    payRate: salaryOf(employee),
    payCurrency: salaryOf(employee) && currency,
    createdAt: employee.since,
    updatedAt: employee.last_update,
    custom: customOf(employee.form),
    unmapped: {
      user_id: employee.user_id,
      employee_type_id: employee.employee_type_id,
      position_id: employee.position_id,
      area_id: employee.team_id ? employee.area_id : undefined,
      official_start_date: employee.official_start_date,
      payRate: amountOf(employee.salary) ? undefined : employee.salary,
    },
  }),
  list: withoutSensitive(employeeList, (field) => sensitive.includes(field)),
  get: {
    path: "/hrm/employee/get",
    method: "post",
    request: (id) => ({ form: { id: decodeURIComponent(id) } }),
    row: pick(
      z.looseObject({ employee: z.unknown().optional(), data: z.unknown().optional() }),
      ({ employee, data }) => employee ?? data,
    ),
  },
});
