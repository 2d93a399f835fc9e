import { phone } from "./common.ts";
import { entity, part, ref } from "./record.ts";
import { currency, decimal, instant, integer, list, localDate, oneOf, sensitive, text } from "./scalars.ts";

export const jobOpening = entity(
  { entity: "jobOpening", plural: "jobOpenings" },
  "A position the company wants to fill",
  { name: text("Title of the position") },
  {
    code: text("Code"),
    status: oneOf(["draft", "open", "on-hold", "closed"], "Whether people can apply"),
    department: ref("department", "Department"),
    location: ref("location", "Where the work is"),
    hiringManager: ref("user", "Who decides"),
    recruiter: ref("user", "Who looks for people"),
    headcount: integer("How many people are wanted"),
    employmentType: text("Kind of work relation, in the tool's word"),
    minimumPay: decimal("Pay offered from"),
    maximumPay: decimal("Pay offered up to"),
    currency: currency("Currency of the pay"),
    description: text("Text of the opening; may be HTML"),
    openedAt: instant("When it was opened"),
    deadline: localDate("Last day to apply"),
    closedAt: instant("When it was closed"),
    stages: list(
      part({ name: text("Name of the stage") }, { id: text("The tool's id of the stage") }),
      "Stages that applications run through",
    ),
  },
);

export const candidate = entity(
  { entity: "candidate", plural: "candidates" },
  "A person who applies, or may",
  { name: text("Full name") },
  {
    firstName: text("Given name"),
    lastName: text("Family name"),
    emails: list(text("An e-mail address"), "E-mail addresses, the main one first"),
    phones: list(phone, "Telephone numbers, the main one first"),
    birthDate: sensitive(localDate("Date of birth")),
    gender: sensitive(oneOf(["female", "male"], "Gender")),
    address: sensitive(text("Postal address, as written")),
    jobTitle: text("Present job title"),
    companyName: text("Present employer"),
    source: text("Where the person came from, in the tool's word"),
    resumeUrl: text("Address of the curriculum vitae"),
    tags: list(text("A tag"), "Tags"),
    note: text("Free text"),
  },
);

export const application = entity(
  { entity: "application", plural: "applications" },
  "One person's application for one opening",
  { candidate: ref("candidate", "Who applies") },
  {
    jobOpening: ref("jobOpening", "For what"),
    status: oneOf(["open", "hired", "rejected", "withdrawn"], "How it stands"),
    stage: text("Name of the stage it is in"),
    stageId: text("The tool's id of that stage"),
    source: text("Where it came from, in the tool's word"),
    recruiter: ref("user", "Who looks after it"),
    appliedAt: instant("When the person applied"),
    decidedAt: instant("When it was decided"),
    rejectionReason: text("Why it was rejected"),
    employee: ref("employee", "Who the person became"),
    expectedPay: sensitive(decimal("Pay the person asks for")),
    currency: currency("Currency of the pay"),
    note: text("Free text"),
  },
);
