import { phone, resource } from "@opensme/core";
import * as z from "zod";
import { candidateList } from "./candidate-list.ts";
import { customOf, dateOf, FormField, listOf, moment, ownId, plainText, word } from "./codecs.ts";

const Candidate = z.object({
  id: ownId,
  first_name: plainText.nullish(),
  last_name: plainText.nullish(),
  name: plainText.nullish(),
  email: z.string().nullish(),
  phone: word.nullish(),
  dob_day: word.nullish(),
  dob_month: word.nullish(),
  dob_year: word.nullish(),
  gender: word.nullish(),
  address: z.string().nullish(),
  title: plainText.nullish(),
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
  list: candidateList,
});
