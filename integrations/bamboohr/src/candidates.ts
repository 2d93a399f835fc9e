import { codec, fields, type Listing, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { applicationList, fullName } from "./application-list.ts";
import { labelled, orEmptyList } from "./wire.ts";

/** The person within an application. Telephone, address and what follows come with one application alone. */
const Candidate = row({
  id: required(codec.identifier),
  ...fields(z.string(), "firstName", "lastName", "email", "source"),
  phoneNumber: codec.identifier,
  address: orEmptyList(
    row({
      ...fields(codec.identifier, "addressLine1", "addressLine2", "city", "state", "zipcode"),
      country: orEmptyList(z.string()),
    }),
  ),
  ...fields(z.string(), "linkedinUrl", "websiteUrl", "twitterUsername"),
  availableStartDate: codec.localDate,
  education: orEmptyList(row({ institution: codec.identifier, level: labelled })),
});

const Applied = z.looseObject({ applicant: z.unknown() });
const applicantOf = (application: unknown): unknown => Applied.safeParse(application).data?.applicant ?? application;
const Person = z.object({ id: codec.identifier });

/** Who applies for two openings comes with both applications, and counts once. */
const candidateList: Listing = {
  ...applicationList,
  paging: "custom",
  async *pages(input, api) {
    const seen = new Set<string>();
    for await (const page of applicationList.pages(input, api)) {
      const people = page.rows.map(applicantOf);
      const rows = people.filter((person) => {
        const { data } = Person.safeParse(person);
        const isNew = !data || !seen.has(data.id);
        if (data) seen.add(data.id);
        return isNew;
      });
      yield { ...page, rows };
    }
  },
  rowsIn: (answer) =>
    Applied.safeParse(answer).success ? [applicantOf(answer)] : applicationList.rowsIn(answer)?.map(applicantOf),
  split: (element) => [applicantOf(element)],
};

/** People who apply: there is no call for them but that for their applications. */
export const candidates = resource({ entity: "candidate", raw: Candidate }).define({
  id: (candidate) => candidate.id,
  read: (candidate) => {
    const { addressLine1, addressLine2, city, state, zipcode, country } = candidate.address ?? {};
    return {
      name: fullName(candidate) || candidate.email || candidate.id,
      firstName: candidate.firstName,
      lastName: candidate.lastName,
      emails: [candidate.email],
      phones: [phone(candidate.phoneNumber)],
      address: [addressLine1, addressLine2, city, state, zipcode, country].filter(Boolean).join(", "),
      source: candidate.source,
      unmapped: {
        linkedinUrl: candidate.linkedinUrl,
        websiteUrl: candidate.websiteUrl,
        twitterUsername: candidate.twitterUsername,
        availableStartDate: candidate.availableStartDate,
        institution: candidate.education?.institution,
        education: candidate.education?.level?.label,
      },
    };
  },
  list: candidateList,
  scopes: { read: ["hiring:applications"] },
});
