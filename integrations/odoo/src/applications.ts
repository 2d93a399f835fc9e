import { fields, phone, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { amountIfAny, choice, link, maybe, moment, nameOfLink, plainText, provenance, row, text } from "./wire.ts";

const Tag = z.object({ name: text });

const Candidate = row({
  ...fields(text, "partner_name", "display_name", "email_from", "partner_phone", "partner_mobile"),
  source_id: nameOfLink,
  tags: maybe(z.array(Tag)),
});

/** People who apply. Only Odoo 18 keeps them by themselves; elsewhere each application is a candidate, so that one person may be several. */
export const candidates = resource({ entity: "candidate", raw: Candidate }).define({
  id: (candidate) => candidate.id,
  read: (candidate) => ({
    name: candidate.partner_name || candidate.display_name || candidate.email_from || "",
    emails: [candidate.email_from],
    phones: [phone(candidate.partner_phone), phone(candidate.partner_mobile, "mobile")],
    source: candidate.source_id,
    tags: candidate.tags?.map(({ name }) => name),
    ...provenance(candidate),
  }),
  ...records({
    model: ["hr.candidate", "hr.applicant"],
    row: Candidate,
    parts: {
      tags: { model: "hr.applicant.category", row: Tag, through: ["id"], ids: ({ categ_ids }) => idsIn(categ_ids) },
    },
    also: ["categ_ids"],
  }),
});

const Application = row({
  ...fields(link, "candidate_id", "job_id", "stage_id", "user_id", "employee_id"),
  partner_name: text,
  application_status: choice({ ongoing: "open", hired: "hired", refused: "rejected" }),
  ...fields(nameOfLink, "source_id", "refuse_reason_id"),
  ...fields(moment, "date_closed", "refuse_date"),
  salary_expected: amountIfAny,
  applicant_notes: plainText,
});

/** Applications. */
export const applications = resource({ entity: "application", raw: Application }).define({
  id: (application) => application.id,
  read: (application) => ({
    candidate: application.candidate_id ?? { id: application.id, name: application.partner_name },
    jobOpening: application.job_id,
    status: application.application_status,
    stage: application.stage_id?.name,
    stageId: application.stage_id?.id,
    source: application.source_id,
    recruiter: application.user_id,
    appliedAt: application.create_date,
    decidedAt: application.refuse_date || application.date_closed,
    rejectionReason: application.refuse_reason_id,
    employee: application.employee_id,
    expectedPay: application.salary_expected,
    note: application.applicant_notes,
    ...provenance(application),
  }),
  ...records({ model: "hr.applicant", row: Application, sensitive: ["salary_expected"] }),
});
