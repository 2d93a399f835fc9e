import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import {
  amountIfAny,
  choice,
  currency,
  day,
  link,
  nameOfLink,
  owner,
  plainText,
  prefixed,
  provenance,
  row,
  text,
} from "./wire.ts";

const Version = row({
  employee_id: owner,
  // date_start and notes in contracts, until Odoo 18.
  ...fields(day, "date_version", "date_start"),
  ...fields(plainText, "additional_note", "notes"),
  ...fields(text, "job_title", "state"),
  ...fields(nameOfLink, "job_id", "contract_type_id", "departure_reason_id"),
  ...fields(link, "department_id", "work_location_id"),
  employee_type: choice({ contractor: "contractor", freelance: "contractor", trainee: "intern", student: "intern" }),
  wage: amountIfAny,
  currency_id: currency,
});

/** What held of a person as of a day: versions of the employee since Odoo 19, contracts before. Templates, which are nobody's, are left out. */
export const employments = resource({ entity: "employment", raw: Version }).define({
  id: (version) => version.id,
  sensitive: true,
  read: (version) => ({
    employee: version.employee_id,
    effectiveDate: version.date_version || version.date_start,
    jobTitle: version.job_title || version.job_id,
    department: version.department_id,
    location: prefixed("work", version.work_location_id),
    employmentStatus: version.contract_type_id || version.state,
    employmentType: version.employee_type,
    endReason: version.departure_reason_id,
    payRate: version.wage,
    payCurrency: version.wage ? version.currency_id : undefined,
    payPeriod: version.wage ? "month" : undefined,
    note: version.additional_note || version.notes,
    ...provenance(version),
  }),
  ...records({ model: ["hr.version", "hr.contract"], row: Version, domain: [["employee_id", "!=", false]] }),
});
