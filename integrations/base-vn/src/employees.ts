import { codec, pick, ref, resource } from "@opensme/core";
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
import { withoutSensitive } from "./lists.ts";
import { employeeList } from "./people.ts";

const Employee = z.object({
  id: ownId,
  user_id: otherId.nullish(),
  code: word.nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  email: z.string().nullish(),
  phone: word.nullish(),
  gender: codec.choice({ female: "female", male: "male" }).nullish(),
  employee_type_id: otherId.nullish(),
  position_id: otherId.nullish(),
  office_id: otherId.nullish(),
  area_id: otherId.nullish(),
  team_id: otherId.nullish(),
  start_date: day.nullish(),
  official_start_date: day.nullish(),
  terminated_date: day.nullish(),
  status: codec.choice({ 1: "active", 0: "inactive" }).nullish(),
  salary: word.nullish(),
  ssn_no: word.nullish(),
  tax_no: word.nullish(),
  // In the profile, or in three parts on the row.
  profile: objectOf(z.object({ dob: day.nullish(), address: z.string().nullish() })).optional(),
  dob_day: word.nullish(),
  dob_month: word.nullish(),
  dob_year: word.nullish(),
  bank: objectOf(z.object({ number: word.nullish() })).optional(),
  form: listOf(FormField).optional(),
  since: moment.nullish(),
  last_update: moment.nullish(),
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
    },
  }),
  list: withoutSensitive(employeeList, sensitive),
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
