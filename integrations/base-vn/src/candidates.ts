import { fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { candidateList } from "./candidate-list.ts";
import { customOf, dateOf, FormField, listOf, moment, ownId, plainText, word } from "./codecs.ts";

const Candidate = row({
  id: required(ownId),
  ...fields(plainText, "first_name", "last_name", "name", "title"),
  ...fields(z.string(), "email", "address", "source", "campaign"),
  ...fields(word, "phone", "dob_day", "dob_month", "dob_year", "gender"),
  cvs: listOf(z.string()).optional(),
  form: listOf(FormField).optional(),
  since: moment,
  last_update: moment,
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
  list: candidateList,
});
