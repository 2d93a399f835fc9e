import { fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { jobsIn, partsList, withoutPay } from "./people.ts";
import { day } from "./wire.ts";
import { changing, creatingFor, personOf } from "./writing.ts";

const path = (id: string) => `/v1/jobs/${id}`;

/** https://docs.gusto.com/app-integrations/docs/jobs-and-compensations. Its pay is the matter of `compensations`. */
const Job = row({
  uuid: required(z.string().min(1)),
  employee_uuid: required(z.string().min(1)),
  ...fields(z.string(), "version", "title", "location_uuid"),
  hire_date: day,
});

export const jobs = resource({ entity: "employment", raw: Job }).define({
  id: ({ uuid }) => uuid,
  prefix: "job",
  read: (job) => ({
    employee: { id: job.employee_uuid },
    effectiveDate: job.hire_date,
    kind: "job" as const,
    jobTitle: job.title,
    location: ref(job.location_uuid),
    version: job.version,
  }),
  write: (job, operation) => ({
    employee_uuid: personOf(job, "job", operation),
    version: job.version,
    title: job.jobTitle,
    hire_date: job.effectiveDate,
  }),
  list: partsList(jobsIn),
  get: { path, row: withoutPay },
  create: { ...creatingFor("jobs"), row: withoutPay },
  update: { ...changing(path), row: withoutPay },
  remove: { path },
  scopes: { read: ["employees:read", "jobs:read"], write: ["jobs:write"] },
});
