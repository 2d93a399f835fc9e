import { type Listing, listing, mapRows, required, row, single } from "@opensme/core";
import * as z from "zod";
import { company, pagedList } from "./wire.ts";

const Person = row({
  uuid: required(z.string()),
  first_name: z.string(),
  jobs: z.array(z.looseObject({})),
  terminations: z.array(z.looseObject({})),
});

const Job = row({ employee_uuid: z.string(), compensations: z.array(z.looseObject({})) });

const Row = z.looseObject({});

/** Leaves out of a job what it pays. */
export const withoutPay = (job: unknown): unknown => {
  const { data } = Row.safeParse(job);
  if (!data) return job;
  const { rate: _, payment_unit: __, current_compensation_uuid: ___, compensations: ____, ...rest } = data;
  return rest;
};

/** Leaves out of a person what Gusto sends to everybody, and nobody is to have who did not ask for it: pay, garnishments and the date of birth. */
const discreet = (element: unknown): unknown => {
  const { data } = Row.safeParse(element);
  if (!data) return element;
  const { date_of_birth: _, garnishments: __, jobs, ...person } = data;
  if (jobs === undefined) return person;
  return { ...person, jobs: Array.isArray(jobs) ? jobs.map(withoutPay) : jobs };
};

const discreetly = (list: Listing): Listing =>
  mapRows(list, (rows, { sensitive }) => (sensitive ? rows : rows.map(discreet)));

/**
 * Onboarding, active and terminated people: https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-employees. In the order in which
 * they were created, so that new ones come last.
 */
export const peopleList = (wanted: { include?: string; sensitive?: string } = {}): Listing =>
  discreetly(
    pagedList({
      path: `${company}/employees`,
      query: { sort_by: "created_at", ...(wanted.include ? { include: wanted.include } : {}) },
      order: "created_at",
      ...(wanted.sensitive ? { sensitive: { include: wanted.sensitive } } : {}),
    }),
  );

export const onePerson = (id: string, sensitive: string): Listing =>
  discreetly(
    listing({
      path: `/v1/employees/${encodeURIComponent(id)}`,
      page: z.looseObject({ uuid: z.string() }),
      items: (person) => [person],
      paging: single(),
      deletes: "absent",
      sensitive: { query: { include: sensitive } },
    }),
  );

/** What stands within people, by itself. The count is that of the people. */
export const partsList = (
  parts: (person: unknown) => readonly unknown[],
  wanted: { include?: string } = {},
): Listing => {
  const people = peopleList(wanted);
  return {
    ...people,
    async *pages(input, api) {
      for await (const page of people.pages(input, api))
        yield { ...page, rows: page.rows.flatMap(parts), total: undefined };
    },
    rowsIn: (answer) => people.rowsIn(answer)?.flatMap(parts),
    split: parts,
  };
};

/** Those who are known by a name or by what they have; a job or termination by itself is no person. */
const personIn = (element: unknown): z.output<typeof Person> | undefined => {
  const { data } = Person.safeParse(element);
  return data && (data.first_name || data.jobs || data.terminations) ? data : undefined;
};

/** What belongs to a person does not always say so. */
const owned = (employee_uuid: string | null | undefined, parts: readonly object[] | null | undefined): object[] =>
  (parts ?? []).map((part) => ({ ...(employee_uuid ? { employee_uuid } : {}), ...part }));

/** Jobs within a person, or one by itself, as `GET /v1/employees/{id}/jobs` gives them. */
export const jobsIn = (element: unknown): readonly unknown[] => {
  const person = personIn(element);
  return person ? owned(person.uuid, person.jobs) : [element];
};

export const terminationsIn = (element: unknown): readonly unknown[] => {
  const person = personIn(element);
  return person ? owned(person.uuid, person.terminations) : [element];
};

/** Pay within the jobs of a person, within a job, or by itself. */
export const compensationsIn = (element: unknown): readonly unknown[] =>
  jobsIn(element).flatMap((part) => {
    const job = Job.safeParse(part).data;
    if (job?.compensations) return owned(job.employee_uuid, job.compensations);
    return part === element ? [element] : [];
  });
