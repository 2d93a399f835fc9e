import { codec, fields, type Json, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./address.ts";
import { onePerson, peopleList } from "./people.ts";
import { Termination } from "./terminations.ts";
import { company, currency, day, payPeriod } from "./wire.ts";
import { changing } from "./writing.ts";

const Job = row({
  primary: z.boolean(),
  ...fields(z.string(), "title", "location_uuid", "current_compensation_uuid"),
  hire_date: day,
  location: row({ country: z.string() }),
  rate: codec.decimal,
  payment_unit: payPeriod,
  compensations: z.array(row({ uuid: z.string(), flsa_status: z.string() })),
});

const Home = row({ ...Address.shape, active: z.boolean() });

const CustomField = row({ name: required(z.string()), value: z.json() });

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-employees. `ssn` is always empty text. */
const Employee = row({
  uuid: required(z.string().min(1)),
  ...fields(z.string(), "version", "first_name", "middle_initial", "last_name", "preferred_first_name"),
  ...fields(z.string(), "current_employment_status", "work_email", "email", "title", "department_uuid", "department"),
  ...fields(z.string(), "manager_uuid", "flsa_status"),
  employee_code: codec.identifier,
  terminated: codec.choice({ true: "inactive", false: "active" }),
  phone: codec.identifier,
  hired_at: day,
  date_of_birth: day,
  jobs: z.array(Job),
  terminations: z.array(row({ ...Termination.pick({ effective_date: true }).shape, active: z.boolean() })),
  // One of these, by what was asked for; the last in old answers.
  current_home_address: Address,
  all_home_addresses: z.array(Home),
  home_address: Address,
  custom_fields: z.array(CustomField),
});

/** Companies keep in fields of their own what nobody else may see. */
const sensitive = "current_home_address,custom_fields";

const Identified = Employee.pick({ uuid: true });

/** The last day of who has left, or is going to. Those who came back keep the termination that they came back from. */
const lastDay = ({ terminated, terminations }: z.output<typeof Employee>): string | undefined =>
  terminations
    ?.filter(({ active }) => terminated === "inactive" || active === false)
    .map(({ effective_date }) => effective_date ?? "")
    .sort()
    .at(-1);

const EmployeeBody = Employee.partial().extend({ ssn: z.string().optional() });

const path = (id: string) => `/v1/employees/${id}`;

/** Holds from `effectiveDate` on, or at once. */
const NewHome = z.strictObject({
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  province: z.string(),
  postalCode: z.string(),
  effectiveDate: z.iso.date().optional(),
});

/** https://docs.gusto.com/app-integrations/reference/post-v1-employees-employee_id-home_addresses */
const moveHome = {
  path: (id: string) => `${path(id)}/home_addresses`,
  choices: NewHome,
  body: (_: string, __: object, home: Readonly<Record<string, Json>>): Json => ({
    street_1: home["line1"],
    street_2: home["line2"],
    city: home["city"],
    state: home["province"],
    zip: home["postalCode"],
    effective_date: home["effectiveDate"],
  }),
};

export const employees = resource({ entity: "employee", raw: Employee, body: EmployeeBody }).define({
  id: ({ uuid }) => uuid,
  read: (person) => {
    const job = person.jobs?.find(({ primary }) => primary) ?? person.jobs?.[0];
    const home =
      person.current_home_address ?? person.all_home_addresses?.find(({ active }) => active) ?? person.home_address;
    const pay = job?.compensations?.find(({ uuid }) => uuid === job.current_compensation_uuid);
    return {
      number: person.employee_code,
      firstName: person.first_name,
      middleName: person.middle_initial,
      lastName: person.last_name,
      preferredName: person.preferred_first_name,
      status: person.terminated,
      employmentKind: person.current_employment_status,
      workEmail: person.work_email,
      personalEmail: person.email,
      // The vendor does not say of which kind; it stands with what is private.
      homePhone: person.phone,
      jobTitle: job?.title || person.title,
      department: ref(person.department_uuid, person.department),
      location: ref(job?.location_uuid),
      manager: ref(person.manager_uuid),
      hireDate: job?.hire_date || person.hired_at,
      terminationDate: lastDay(person),
      birthDate: person.date_of_birth,
      homeAddress: readAddress(home, "home"),
      workCountry: job?.location?.country === "USA" ? "US" : undefined,
      payRate: job?.rate,
      payCurrency: job?.rate ? currency : undefined,
      payPeriod: job?.payment_unit,
      payKind: person.flsa_status || pay?.flsa_status,
      version: person.version,
      custom: Object.fromEntries(person.custom_fields?.map(({ name, value }) => [name, value]) ?? []),
      unmapped: {
        // Some answers have the name alone, and names are not unique.
        department: person.department_uuid ? undefined : person.department,
        workCountry: job?.location?.country === "USA" ? undefined : job?.location?.country,
      },
    };
  },
  write: (person) => ({
    version: person.version,
    first_name: person.firstName,
    middle_initial: person.middleName,
    last_name: person.lastName,
    preferred_first_name: person.preferredName,
    email: person.personalEmail,
    work_email: person.workEmail,
    date_of_birth: person.birthDate,
    ssn: person.nationalId,
  }),
  list: peopleList({ sensitive }),
  get: { listing: (id) => onePerson(id, sensitive) },
  // https://docs.gusto.com/app-integrations/reference/post-v1-employees
  create: {
    path: `${company}/employees`,
    wrap: ({ version: _, ...person }) => person,
    id: ({ body }) => Identified.parse(body).uuid,
  },
  update: changing(path),
  // Only who has not begun yet: https://docs.gusto.com/app-integrations/reference/delete-v1-employee
  remove: { path },
  actions: { moveHome },
  scopes: { read: ["employees:read"], write: ["employees:manage", "employees:write"] },
});
