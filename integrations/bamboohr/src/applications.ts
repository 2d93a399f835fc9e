import { codec, fields, reader, ref, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { applicationList, fullName, oneApplication } from "./application-list.ts";
import { money } from "./money.ts";
import { labelled, orEmptyList } from "./wire.ts";

/** Companies add statuses of their own; these are BambooHR's: https://documentation.bamboohr.com/reference/get-statuses. */
const outcome = reader(
  codec.meanings({
    open: [
      "New",
      "Reviewed",
      "Schedule Phone Screen",
      "Phone Screened",
      "Schedule Interview",
      "Interviewed",
      "Put on Hold",
      "Checking References",
      "Made an Offer",
    ],
    hired: ["Hired"],
    rejected: ["Not a Fit", "Not Qualified", "Over Qualified"],
    withdrawn: ["Declined Offer", "Hired Elsewhere"],
  }),
);

/** A row of the list, or one application with all that is known of it. */
const Application = row({
  id: required(codec.identifier),
  applicant: required(
    row({ id: required(codec.identifier), ...fields(z.string(), "firstName", "lastName", "source") }),
  ),
  job: orEmptyList(row({ id: codec.identifier, title: labelled })),
  status: orEmptyList(row({ ...fields(codec.identifier, "id", "label"), dateChanged: codec.instant })),
  appliedDate: codec.instant,
  desiredSalary: orEmptyList(money),
  questionsAndAnswers: orEmptyList(z.array(row(fields(labelled, "question", "answer")))),
  ...fields(codec.identifier, "rating", "referredBy", "applicationReferences", "resumeFileId", "coverLetterFileId"),
});

const ApplicationBody = row({ status: codec.numericId });

export const applications = resource({ entity: "application", raw: Application, body: ApplicationBody }).define({
  id: (application) => application.id,
  read: (application) => {
    const { applicant, job, status, desiredSalary } = application;
    const word = outcome(status?.label);
    return {
      candidate: { id: applicant.id, name: fullName(applicant) },
      jobOpening: ref(job?.id, job?.title?.label),
      status: word,
      stage: status?.label,
      stageId: status?.id,
      source: applicant.source,
      appliedAt: application.appliedDate,
      decidedAt: word === "hired" || word === "rejected" || word === "withdrawn" ? status?.dateChanged : undefined,
      expectedPay: desiredSalary?.amount,
      currency: desiredSalary?.currency,
      custom: Object.fromEntries(
        (application.questionsAndAnswers ?? []).flatMap(({ question, answer }) =>
          question?.label && answer?.label ? [[question.label, answer.label]] : [],
        ),
      ),
      unmapped: {
        rating: application.rating,
        referredBy: application.referredBy,
        references: application.applicationReferences,
        resumeFileId: application.resumeFileId,
        coverLetterFileId: application.coverLetterFileId,
        expectedPay: desiredSalary?.written,
        currency: desiredSalary?.symbol,
      },
    };
  },
  // Nothing but its status can be changed.
  write: ({ stageId }) => {
    if (!stageId) throw refuse("stageId", "is missing: BambooHR moves an application by the id of its new status");
    return { status: stageId };
  },
  list: applicationList,
  get: { listing: oneApplication },
  // https://documentation.bamboohr.com/reference/update-applicant-status
  update: { path: (id) => `/applicant_tracking/applications/${id}/status`, method: "post", semantics: "merge" },
  scopes: { read: ["hiring:applications"], write: ["hiring:applications.write"] },
});
