import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { flag, label, link, nameOfLink, provenance, row, text, wholeNumber } from "./wire.ts";

const Job = row({
  name: label,
  active: flag,
  ...fields(link, "department_id", "user_id"),
  no_of_recruitment: wholeNumber,
  contract_type_id: nameOfLink,
  description: text,
});

/** Positions. One that nobody is wanted for stays in Odoo with a headcount of 0. */
export const jobOpenings = resource({ entity: "jobOpening", raw: Job }).define({
  id: (job) => job.id,
  read: (job) => ({
    name: job.name,
    status: job.active === true ? "open" : job.active === false ? "closed" : undefined,
    department: job.department_id,
    recruiter: job.user_id,
    headcount: job.no_of_recruitment,
    employmentType: job.contract_type_id,
    description: job.description,
    ...provenance(job),
  }),
  ...records({ model: "hr.job", row: Job }),
});
