import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Account, Compensation, Job, Person } from "./state.ts";
import { cannot, type Desk, host, notFound, uuid, versioned, wrong } from "./wire.ts";

const payOf = (person: Person, job: Job, { title, ...pay }: Compensation) =>
  versioned({
    ...pay,
    employee_uuid: person.uuid,
    job_uuid: job.uuid,
    title: title ?? job.title,
    adjust_for_minimum_wage: false,
    minimum_wages: [],
  });

const jobOf = (person: Person, job: Job, isAll: boolean, today: string) => {
  const rows = job.compensations.map((pay) => payOf(person, job, pay));
  const present = rows.findLast(({ effective_date }) => effective_date <= today) ?? rows[0];
  return versioned({
    uuid: job.uuid,
    employee_uuid: person.uuid,
    current_compensation_uuid: present?.uuid ?? "",
    payment_unit: present?.payment_unit ?? null,
    primary: person.jobs[0] === job,
    two_percent_shareholder: false,
    state_wc_covered: null,
    state_wc_class_code: null,
    title: job.title,
    compensations: isAll ? rows : rows.filter((row) => row === present),
    rate: present?.rate ?? "0.00",
    hire_date: job.hire_date,
    location_uuid: job.location_uuid,
  });
};

export const jobsOf = (person: Person, isAll: boolean, today: string) =>
  person.jobs.map((job) => jobOf(person, job, isAll, today));

export const terminationsOf = ({ uuid: employee_uuid, n, leaving }: Person, today: string) => {
  if (!leaving) return [];
  const active = leaving.effective_date < today;
  const cancelable = !active && !leaving.run_termination_payroll;
  return [versioned({ uuid: uuid("termination", n), employee_uuid, active, cancelable, ...leaving })];
};

const JobFields = z.object({ title: z.string(), hire_date: z.iso.date() });
const PayFields = z.object({
  rate: z.string().regex(/^\d+(\.\d+)?$/),
  payment_unit: z.enum(["Hour", "Week", "Month", "Year", "Paycheck"]),
  flsa_status: z.enum(["Exempt", "Salaried Nonexempt", "Nonexempt", "Owner"]),
  effective_date: z.iso.date().optional(),
  title: z.string().optional(),
});
const LeavingFields = z.object({ effective_date: z.iso.date(), run_termination_payroll: z.boolean().default(false) });

const byDay = (one: Compensation, other: Compensation): number =>
  one.effective_date.localeCompare(other.effective_date);

export const jobHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => {
  const today = (): string => kit.company.today;
  const people = (): Person[] => [...account().people.values()];
  const jobs = () => people().flatMap((person) => person.jobs.map((job) => ({ person, job })));
  const pays = () => jobs().flatMap(({ person, job }) => job.compensations.map((pay) => ({ person, job, pay })));
  const fresh = (kind: "job" | "compensation", taken: readonly unknown[]): string => uuid(kind, 3000 + taken.length);
  const show = (person: Person, job: Job): unknown => jobOf(person, job, false, today());

  return [
    http.get<{ id: string }>(`${host}/v1/jobs/:id`, ({ request, params }) =>
      desk.one(
        request,
        jobs().find(({ job }) => job.uuid === params.id),
        ({ person, job }) => desk.json(show(person, job)),
      ),
    ),
    http.post<{ id: string }>(`${host}/v1/employees/:id/jobs`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), async (person) => {
        const { data, error } = JobFields.safeParse(await request.json());
        if (error) return desk.misfit(error);
        // With it comes pay of nothing, to be changed: https://docs.gusto.com/app-integrations/docs/jobs-and-compensations
        const pay = { rate: "0.00", payment_unit: "Hour", flsa_status: "Nonexempt", effective_date: data.hire_date };
        const compensations = [{ uuid: fresh("compensation", pays()), ...pay }];
        const job = { uuid: fresh("job", jobs()), ...data, location_uuid: undefined, compensations };
        person.jobs.push(job);
        return desk.json(show(person, job), 201);
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/jobs/:id`, ({ request, params }) =>
      desk.one(
        request,
        jobs().find(({ job }) => job.uuid === params.id),
        ({ person, job }) =>
          desk.change(request, jobOf(person, job, false, today()).version, JobFields, (fields) => {
            Object.assign(job, fields);
            return show(person, job);
          }),
      ),
    ),
    http.delete<{ id: string }>(`${host}/v1/jobs/:id`, ({ request, params }) =>
      desk.one(
        request,
        jobs().find(({ job }) => job.uuid === params.id),
        ({ person, job }) => {
          if (person.jobs[0] === job) return desk.fail(422, cannot("Cannot delete the primary job."));
          person.jobs = person.jobs.filter((other) => other !== job);
          return desk.json(undefined, 204);
        },
      ),
    ),

    http.get<{ id: string }>(`${host}/v1/compensations/:id`, ({ request, params }) =>
      desk.one(
        request,
        pays().find(({ pay }) => pay.uuid === params.id),
        ({ person, job, pay }) => desk.json(payOf(person, job, pay)),
      ),
    ),
    http.post<{ id: string }>(`${host}/v1/jobs/:id/compensations`, ({ request, params }) =>
      desk.one(
        request,
        jobs().find(({ job }) => job.uuid === params.id),
        async ({ person, job }) => {
          const { data, error } = PayFields.safeParse(await request.json());
          if (error) return desk.misfit(error);
          const { effective_date = today() } = data;
          if (job.compensations.some((pay) => pay.effective_date === effective_date))
            return desk.fail(422, wrong("effective_date", "Effective date is taken by another compensation"));
          const pay = { uuid: fresh("compensation", pays()), ...data, effective_date };
          job.compensations = [...job.compensations, pay].sort(byDay);
          return desk.json(payOf(person, job, pay), 201);
        },
      ),
    ),
    http.put<{ id: string }>(`${host}/v1/compensations/:id`, ({ request, params }) =>
      desk.one(
        request,
        pays().find(({ pay }) => pay.uuid === params.id),
        ({ person, job, pay }) =>
          desk.change(request, payOf(person, job, pay).version, PayFields, (fields) => {
            Object.assign(pay, fields);
            job.compensations.sort(byDay);
            return payOf(person, job, pay);
          }),
      ),
    ),
    http.delete<{ id: string }>(`${host}/v1/compensations/:id`, ({ request, params }) =>
      desk.one(
        request,
        pays().find(({ pay }) => pay.uuid === params.id),
        ({ job, pay }) => {
          if (pay.effective_date <= today() || job.compensations.length === 1)
            return desk.fail(422, cannot("This compensation has been processed on payroll."));
          job.compensations = job.compensations.filter((other) => other !== pay);
          return desk.json(undefined, 204);
        },
      ),
    ),

    http.post<{ id: string }>(`${host}/v1/employees/:id/terminations`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), async (person) => {
        if (person.leaving) return desk.fail(422, cannot("Employee is already terminated."));
        const { data, error } = LeavingFields.safeParse(await request.json());
        if (error) return desk.misfit(error);
        person.leaving = data;
        return desk.json(terminationsOf(person, today())[0], 201);
      }),
    ),
    http.put<{ id: string }>(`${host}/v1/terminations/:id`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), (person) => {
        const [present] = terminationsOf(person, today());
        if (!present) return desk.fail(404, notFound);
        return desk.change(request, present.version, LeavingFields, (fields) => {
          person.leaving = LeavingFields.parse(fields);
          return terminationsOf(person, today())[0];
        });
      }),
    ),
    http.delete<{ id: string }>(`${host}/v1/employees/:id/terminations`, ({ request, params }) =>
      desk.one(request, account().people.get(params.id), (person) => {
        const [present] = terminationsOf(person, today());
        if (!present) return desk.fail(404, notFound);
        if (!present.cancelable) return desk.fail(422, cannot("This termination can no longer be cancelled."));
        person.leaving = undefined;
        return desk.json(undefined, 204);
      }),
    ),
  ];
};
