import { ref, resource } from "@opensme/core";
import * as z from "zod";
import { jobsIn, partsList, withoutPay } from "./people.ts";
import { day } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/docs/jobs-and-compensations. Its pay is the matter of `compensations`. */
const Job = z.object({
  uuid: z.string().min(1),
  employee_uuid: z.string().min(1),
  version: z.string().nullish(),
  title: z.string().nullish(),
  hire_date: day.nullish(),
  location_uuid: z.string().nullish(),
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
  list: partsList(jobsIn),
  get: { path: (id) => `/v1/jobs/${id}`, row: withoutPay },
  scopes: { read: ["employees:read", "jobs:read"] },
});
