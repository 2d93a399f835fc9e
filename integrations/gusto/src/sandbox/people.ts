import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { jobsOf, terminationsOf } from "./jobs.ts";
import { type Account, newcomer, type Person, type PersonFields } from "./state.ts";
import { cannot, companyId, type Desk, host, notFound, outOfDate, uuid, versioned, wrong } from "./wire.ts";

/** The version is that of what can be written. */
const versionOf = (person: Person): string =>
  versioned({ ...person.fields, hasSsn: person.hasSsn, uuid: person.uuid }).version;

const NewHome = z.object({
  street_1: z.string(),
  street_2: z.string().nullable().default(null),
  city: z.string(),
  state: z.string().length(2),
  zip: z.string().regex(/^\d{5}$/),
  effective_date: z.iso.date().default("2026-10-31"),
});

const homeOf = ({ home }: Person) =>
  home ? { ...home, country: home.state === "HCM" ? "VNM" : "USA", active: true } : undefined;

const personRow = (person: Person, include: readonly string[], account: Account, today: string) => {
  const department = account.departments.get(person.departmentUuid ?? "")?.title ?? null;
  return {
    uuid: person.uuid,
    company_uuid: companyId,
    ...person.fields,
    manager_uuid: person.managerUuid,
    version: versionOf(person),
    department,
    department_uuid: person.departmentUuid,
    terminated: (person.leaving?.effective_date ?? today) < today,
    onboarded: person.isOnboarded,
    onboarding_status: person.isOnboarded ? "onboarding_completed" : "self_onboarding_invited",
    historical: false,
    employee_code: `gm${String(person.n).padStart(4, "0")}`,
    two_percent_shareholder: false,
    current_employment_status: person.isFullTime ? "full_time" : "part_time_twenty_plus_hours",
    payment_method: "Direct Deposit",
    has_ssn: person.hasSsn,
    ssn: "",
    phone: person.phone,
    jobs: jobsOf(person, include.includes("all_compensations"), today),
    eligible_paid_time_off: [],
    terminations: terminationsOf(person, today),
    garnishments: [],
    ...(include.includes("current_home_address") && person.home ? { current_home_address: homeOf(person) } : {}),
    ...(include.includes("custom_fields")
      ? {
          custom_fields: person.shirt
            ? [
                {
                  id: uuid("field", 1000 + person.n),
                  company_custom_field_id: uuid("field", 1),
                  name: "t-shirt size",
                  type: "text",
                  description: null,
                  value: person.shirt,
                  selection_options: null,
                },
              ]
            : [],
        }
      : {}),
  };
};

const Written = z.object({
  first_name: z.string().optional(),
  middle_initial: z.string().nullish(),
  last_name: z.string().optional(),
  preferred_first_name: z.string().nullish(),
  email: z.string().nullish(),
  work_email: z.string().optional(),
  date_of_birth: z.string().optional(),
  ssn: z.string().optional(),
  version: z.string().optional(),
});

/** The fields that were sent, laid over those there are; nothing else is changed. */
const written = (fields: PersonFields, { version: _, ssn: __, ...sent }: z.output<typeof Written>): PersonFields => ({
  ...fields,
  ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
});

const includeOf = (request: Request): readonly string[] =>
  new URL(request.url).searchParams.get("include")?.split(",") ?? [];

export const peopleHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => {
  const today = (): string => kit.company.today;
  const row = (person: Person, include: readonly string[]) => personRow(person, include, account(), today());
  const all = (): Person[] => [...account().people.values()];
  const emailTaken = (email: string | null | undefined, but: string | undefined): boolean =>
    Boolean(email) && all().some((person) => person.uuid !== but && person.fields.work_email === email);

  return [
    http.get(`${host}/v1/companies/:company/employees`, ({ request }) =>
      desk.enter(request, () => {
        const include = includeOf(request);
        return desk.list(
          request,
          all().map((person) => row(person, include)),
        );
      }),
    ),
    http.get<{ id: string }>(`${host}/v1/employees/:id`, ({ request, params }) =>
      desk.enter(request, () => {
        const person = account().people.get(params.id);
        return person ? desk.json(row(person, includeOf(request))) : desk.fail(404, notFound);
      }),
    ),
    http.post(`${host}/v1/companies/:company/employees`, ({ request }) =>
      desk.enter(request, async () => {
        const body = Written.parse(await request.json());
        if (!body.first_name) return desk.fail(422, wrong("first_name", "First name is required"));
        if (!body.last_name) return desk.fail(422, wrong("last_name", "Last name is required"));
        if (emailTaken(body.work_email, undefined))
          return desk.fail(422, wrong("work_email", `Work email ${body.work_email} is already taken`));
        const person = newcomer(Math.max(...all().map(({ n }) => n)) + 1);
        person.fields = written({ ...person.fields, email: null }, body);
        person.hasSsn = Boolean(body.ssn);
        account().people.set(person.uuid, person);
        return desk.json(row(person, []), 201);
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/employees/:id`, ({ request, params }) =>
      desk.enter(request, async () => {
        const person = account().people.get(params.id);
        if (!person) return desk.fail(404, notFound);
        const body = Written.parse(await request.json());
        if (body.version === undefined) return desk.fail(422, wrong("version", "Version is required"));
        if (body.version !== versionOf(person)) return desk.fail(409, outOfDate);
        if (emailTaken(body.work_email, person.uuid))
          return desk.fail(422, wrong("work_email", `Work email ${body.work_email} is already taken`));
        person.fields = written(person.fields, body);
        person.hasSsn ||= Boolean(body.ssn);
        return desk.json(row(person, []));
      }),
    ),
    http.post<{ id: string }>(`${host}/v1/employees/:id/home_addresses`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), async (person) => {
        const { data, error } = NewHome.safeParse(await request.json());
        if (error) return desk.misfit(error);
        const { effective_date, ...home } = data;
        person.home = home;
        const owner = { uuid: uuid("home", person.n), employee_uuid: person.uuid };
        return desk.json(versioned({ ...owner, ...homeOf(person), effective_date }), 201);
      }),
    ),
    http.delete<{ id: string }>(`${host}/v1/employees/:id`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), (person) => {
        if (person.isOnboarded) return desk.fail(422, cannot("Cannot delete an onboarded employee."));
        account().people.delete(person.uuid);
        return desk.json(undefined, 204);
      }),
    ),
  ];
};
