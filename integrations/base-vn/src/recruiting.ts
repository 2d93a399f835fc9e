import { codec, each, phone, ref, resource } from "@opensme/core";
import * as z from "zod";
import { customOf, dateOf, day, FormField, listOf, moment, otherId, ownId, word } from "./codecs.ts";
import { baseList, withoutSensitive } from "./lists.ts";

const Opening = z.object({
  id: ownId,
  name: z.string().nullish(),
  codename: z.string().nullish(),
  dept_id: otherId.nullish(),
  salary: z.string().nullish(),
  period: z.string().nullish(),
  // The other numbers are not documented.
  status: codec.choice({ 10: "open" }).nullish(),
  metatype: z.string().nullish(),
  num_positions: word.nullish(),
  company_name: z.string().nullish(),
  office_name: z.string().nullish(),
  content: z.string().nullish(),
  deadline: day.nullish(),
  stime: moment.nullish(),
  etime: moment.nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
});

type Opening = z.output<typeof Opening>;

const headcountOf = ({ num_positions }: Opening): number | undefined =>
  /^[1-9]\d{0,6}$/.test(num_positions ?? "") ? Number(num_positions) : undefined;

const openingList = baseList({
  path: "/hiring/opening/list",
  keys: ["openings", "opening"],
  firstPage: 1,
  deletes: "absent",
});

/** Openings in Base E-Hiring, which has departments and offices of its own. */
export const jobOpenings = resource({ entity: "jobOpening", raw: Opening }).define({
  id: (opening) => opening.id,
  read: (opening) => ({
    name: opening.name || opening.codename || opening.id,
    code: opening.codename,
    status: opening.status,
    headcount: headcountOf(opening),
    employmentType: opening.period,
    description: opening.content,
    openedAt: opening.stime,
    deadline: opening.deadline,
    createdAt: opening.since,
    updatedAt: opening.last_update,
    unmapped: {
      dept_id: opening.dept_id,
      salary: opening.salary,
      metatype: opening.metatype,
      company_name: opening.company_name,
      office_name: opening.office_name,
      etime: opening.etime,
      num_positions: headcountOf(opening) === undefined ? opening.num_positions : undefined,
    },
  }),
  list: openingList,
});

/** The rows of all openings, with the person and what became of the application in one. */
const candidateList = each({
  of: openingList,
  parent: (row) => z.object({ id: ownId }).safeParse(row).data?.id,
  list: (id) =>
    baseList({
      path: "/hiring/candidate/list",
      keys: ["candidates", "candidate"],
      form: { opening_id: id },
      firstPage: 1,
      deletes: "absent",
    }),
  deletes: "absent",
  rowsIn: baseList({ path: "", keys: ["candidates", "candidate"], deletes: "absent" }).rowsIn,
});

const sensitive = ["gender", "ssn", "address", "form", "dob_day", "dob_month", "dob_year"];

const Candidate = z.object({
  id: ownId,
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: word.nullish(),
  dob_day: word.nullish(),
  dob_month: word.nullish(),
  dob_year: word.nullish(),
  gender: word.nullish(),
  address: z.string().nullish(),
  title: z.string().nullish(),
  source: z.string().nullish(),
  campaign: z.string().nullish(),
  cvs: listOf(z.string()).optional(),
  form: listOf(FormField).optional(),
  since: moment.nullish(),
  last_update: moment.nullish(),
});

type Candidate = z.output<typeof Candidate>;

/** Numbers stand for something that is not documented. */
const genderOf = ({ gender }: Candidate) => (gender === "female" || gender === "male" ? gender : undefined);

/** People who apply. Who applies for two openings is two candidates in Base. */
export const candidates = resource({ entity: "candidate", raw: Candidate }).define({
  id: (candidate) => candidate.id,
  read: (candidate) => ({
    name: candidate.name || `${candidate.last_name ?? ""} ${candidate.first_name ?? ""}`.trim() || candidate.id,
    firstName: candidate.first_name,
    lastName: candidate.last_name,
    emails: [candidate.email],
    phones: [phone(candidate.phone)],
    birthDate: dateOf(candidate.dob_year, candidate.dob_month, candidate.dob_day),
    gender: genderOf(candidate),
    address: candidate.address,
    jobTitle: candidate.title,
    source: candidate.source,
    resumeUrl: candidate.cvs?.[0],
    createdAt: candidate.since,
    updatedAt: candidate.last_update,
    custom: customOf(candidate.form),
    unmapped: {
      gender: genderOf(candidate) ? undefined : candidate.gender,
      campaign: candidate.campaign,
      cvs: candidate.cvs?.slice(1).join(" "),
    },
  }),
  list: withoutSensitive(candidateList, sensitive),
});

const Application = z.object({
  id: ownId,
  name: z.string().nullish(),
  opening_id: otherId.nullish(),
  status: word.nullish(),
  stage_id: otherId.nullish(),
  stage_name: z.string().nullish(),
  source: z.string().nullish(),
  assign_username: z.string().nullish(),
  interview_count: word.nullish(),
  reason: z.string().nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
  last_time_stage: moment.nullish(),
  time_apply: moment.nullish(),
  time_offered: moment.nullish(),
  time_hired: moment.nullish(),
  time_rejected: moment.nullish(),
});

type Application = z.output<typeof Application>;

/** By what happened: the numbers of `status` are not documented. A time that is "0" has not come, one that is missing is not known. */
const statusOf = ({ time_hired, time_rejected }: Application) =>
  time_hired ? "hired" : time_rejected ? "rejected" : time_hired === "" && time_rejected === "" ? "open" : undefined;

/** The same rows, as applications. */
export const applications = resource({ entity: "application", raw: Application }).define({
  id: (application) => application.id,
  read: (application) => ({
    candidate: { id: application.id, name: application.name },
    jobOpening: ref(application.opening_id),
    status: statusOf(application),
    stage: application.stage_name,
    stageId: application.stage_id,
    source: application.source,
    appliedAt: application.time_apply,
    decidedAt: application.time_hired || application.time_rejected,
    rejectionReason: application.reason,
    createdAt: application.since,
    updatedAt: application.last_update,
    unmapped: {
      status: application.status,
      assign_username: application.assign_username,
      interview_count: application.interview_count,
      last_time_stage: application.last_time_stage,
      time_offered: application.time_offered,
    },
  }),
  list: withoutSensitive(candidateList, sensitive),
});
