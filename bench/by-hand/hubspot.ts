import { hubspot } from "@opensme/hubspot";
import { decimal, instant, type Mapping, ref, text } from "../by-hand.ts";
import { dayOf, pad } from "../records.ts";

const contact = (index: number) => {
  const day = dayOf(index);
  return {
    id: String(110_000_000_000 + index),
    properties: {
      address: "412 Sample Avenue, building 7",
      associatedcompanyid: String(29_000_000_000 + (index % 800)),
      city: "Boston",
      company: `Sample Company ${index % 800}`,
      country: "United States",
      createdate: `${day}T11:48:03.785Z`,
      email: `person${index}@example.com`,
      fax: null,
      firstname: "Sample",
      gender: null,
      hs_additional_emails: `person${index}@home.example.com`,
      hs_country_region_code: "US",
      hs_object_id: String(110_000_000_000 + index),
      hubspot_owner_id: "70150007",
      jobtitle: "Office manager",
      lastmodifieddate: `${day}T19:26:18.036Z`,
      lastname: `Person ${index}`,
      lifecyclestage: "customer",
      mobilephone: `+1 202 555 ${pad(index % 10_000, 4)}`,
      phone: `+1 617 555 ${pad(index % 10_000, 4)}`,
      state: "MA",
      total_revenue: `${index % 9000}.50`,
      website: "https://company.example.com",
      zip: "02101",
      favourite_roast: "dark",
      brewing_methods: "filter;espresso;cold brew",
      wants_catalogue: "true",
      cups_a_day: "2.5",
      delivery_wish: "Before nine in the morning, at the side door; ring twice and wait for somebody to come down",
      hs_merged_object_ids: null,
    },
    createdAt: `${day}T11:48:03.785Z`,
    updatedAt: `${day}T19:26:18.036Z`,
    archived: false,
    url: `https://app.hubspot.com/contacts/44237000/record/0-1/${110_000_000_000 + index}`,
    own: [
      ...["favourite_roast", "select", "brewing_methods", "checkbox", "wants_catalogue", "booleancheckbox"],
      ...["cups_a_day", "number", "delivery_wish", "textarea"],
    ],
    companies: [
      {
        toObjectId: 29_000_000_000 + (index % 800),
        associationTypes: [
          { category: "HUBSPOT_DEFINED", typeId: 1, label: "Primary" },
          { category: "HUBSPOT_DEFINED", typeId: 279, label: null },
        ],
      },
    ],
  };
};

const roles: Record<string, string> = {
  lead: "lead",
  marketingqualifiedlead: "lead",
  salesqualifiedlead: "lead",
  opportunity: "lead",
  customer: "customer",
  evangelist: "customer",
};

const genders: Record<string, string> = { male: "male", female: "female" };

/** A contact with the properties that the account has added. */
export const mapping: Mapping = {
  resource: hubspot.resources.contacts,
  text: (index) => JSON.stringify(contact(index)),
  byHand: (row) => {
    const { properties } = row;
    const phones: object[] = [];
    if (properties.phone) phones.push({ number: properties.phone });
    if (properties.mobilephone) phones.push({ number: properties.mobilephone, kind: "mobile" });
    if (properties.fax) phones.push({ number: properties.fax, kind: "fax" });
    const custom: Record<string, unknown> = {};
    for (let place = 0; place < row.own.length; place += 2) {
      const [name, kind] = [row.own[place], row.own[place + 1]];
      const value = properties[name];
      if (!value) continue;
      custom[name] = kind === "booleancheckbox" ? value === "true" : kind === "checkbox" ? value.split(";") : value;
    }
    return {
      id: `contact:${row.id}`,
      name: `${properties.firstname ?? ""} ${properties.lastname ?? ""}`.trim() || properties.email,
      kind: "person",
      roles: properties.lifecyclestage ? [roles[properties.lifecyclestage]] : undefined,
      firstName: text(properties.firstname),
      lastName: text(properties.lastname),
      companyName: text(properties.company),
      gender: properties.gender ? genders[properties.gender.toLowerCase()] : undefined,
      emails: [properties.email, ...(properties.hs_additional_emails?.split(";") ?? [])],
      phones,
      addresses: [
        {
          line1: text(properties.address),
          city: text(properties.city),
          province: text(properties.state),
          postalCode: text(properties.zip),
          country: properties.hs_country_region_code,
        },
      ],
      website: text(properties.website),
      employer: ref(properties.associatedcompanyid ?? row.companies[0]?.toObjectId, undefined, "company:"),
      totalSales: decimal(properties.total_revenue),
      url: row.url,
      createdAt: instant(row.createdAt),
      updatedAt: instant(row.updatedAt),
      custom,
      unmapped: {
        owner: text(properties.hubspot_owner_id),
        lifecycleStage: text(properties.lifecyclestage),
        jobTitle: text(properties.jobtitle),
      },
    };
  },
};
