import { codec, fields, phone, type RecordChanges, ref, refuse, resource } from "@opensme/core";
import * as z from "zod";
import { mainPhone, partyProperties, readAddress, rolesOf, writeAddress, writePhones } from "./parties.ts";
import { companyLinks, crmObject, linkedIds, readRecord } from "./records.ts";
import { parts } from "./wire.ts";
import { RecordBody, writing, written } from "./writes.ts";

const Contact = crmObject({
  type: "contacts",
  // Of all objects only contacts call it so.
  modified: "lastmodifieddate",
  fields: companyLinks,
  properties: {
    ...fields(z.string(), "firstname", "lastname", "email", "hs_additional_emails", "hs_country_region_code"),
    ...fields(z.string(), "jobtitle", "company"),
    ...partyProperties,
    ...fields(codec.identifier, "mobilephone", "fax", "associatedcompanyid"),
    gender: codec.choice({ male: "male", female: "female" }),
  },
});

type Contact = z.output<typeof Contact.row>;

/** HubSpot keeps the parts of a name, and makes the whole of them. A name alone goes into the first, when the contact is made. */
const nameOf = (contact: RecordChanges<"contact">, operation: "create" | "update") => {
  const { firstName, lastName } = contact;
  const isNamed = firstName !== undefined || lastName !== undefined;
  if (operation === "update" && !isNamed) return {};
  const { name } = contact;
  return isNamed ? { firstname: firstName, lastname: lastName } : { firstname: name };
};

/** The further addresses may have the main one among them. */
const emailsOf = ({ email, hs_additional_emails }: Contact["properties"]) => {
  const main = email?.trim().toLowerCase();
  return [email, ...(parts(hs_additional_emails) ?? []).filter((further) => further.toLowerCase() !== main)];
};

const companyOf = ({ employer }: RecordChanges<"contact">): string | undefined => {
  const id = employer && /^company:(.+)$/.exec(employer.id)?.[1];
  if (employer && !id) throw refuse("employer", "must be a company");
  return id;
};

/** https://developers.hubspot.com/docs/guides/api/crm/objects/contacts */
export const contacts = resource({ entity: "contact", raw: Contact.row, body: RecordBody }).define({
  ...Contact.reading,
  prefix: "contact",
  read: ({ properties: contact, ...row }) => {
    const name = [contact.firstname?.trim(), contact.lastname?.trim()].filter(Boolean).join(" ");
    const [linked] = linkedIds(row, "companies") ?? [];
    // The main one of several.
    const employer = contact.associatedcompanyid || linked;
    return {
      name: name || contact.email?.trim() || contact.phone?.trim() || row.id,
      kind: "person",
      roles: rolesOf(contact),
      firstName: contact.firstname,
      lastName: contact.lastname,
      companyName: contact.company,
      gender: contact.gender,
      emails: emailsOf(contact),
      phones: [mainPhone(contact), phone(contact.mobilephone, "mobile"), phone(contact.fax, "fax")],
      addresses: [readAddress(contact, contact.hs_country_region_code)],
      website: contact.website,
      employer: ref(employer && `company:${employer}`),
      totalSales: contact.total_revenue,
      ...readRecord(row, contact),
      // The model has no place for these.
      unmapped: {
        owner: contact.hubspot_owner_id,
        lifecycleStage: contact.lifecyclestage,
        leadStatus: contact.hs_lead_status,
        jobTitle: contact.jobtitle,
      },
    };
  },
  write: (contact, operation) =>
    written(
      {
        ...nameOf(contact, operation),
        email: contact.emails && (contact.emails[0] ?? ""),
        hs_additional_emails: contact.emails?.slice(1).join(";"),
        ...writePhones(contact.phones, { main: "phone", mobile: "mobilephone", fax: "fax" }),
        ...writeAddress(contact.addresses, { code: "hs_country_region_code" }),
        website: contact.website,
        gender: contact.gender,
        company: contact.companyName,
        associatedcompanyid: companyOf(contact),
      },
      contact.custom,
    ),
  ...writing("contacts"),
  scopes: {
    read: ["crm.objects.contacts.read", "crm.objects.companies.read"],
    write: ["crm.objects.contacts.write"],
  },
});
