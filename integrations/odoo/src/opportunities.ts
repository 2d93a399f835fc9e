import { fields, phone, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, type Part, records } from "./records.ts";
import {
  amount,
  choice,
  currency,
  day,
  flag,
  label,
  link,
  maybe,
  moment,
  nameOfLink,
  plainText,
  provenance,
  row,
  text,
} from "./wire.ts";

/** One model, `crm.lead`, holds leads and what becomes of them. */

const Tag = z.object({ name: text });
const tags: Readonly<Record<"tags", Part>> = {
  tags: { model: "crm.tag", row: Tag, through: ["id"], ids: ({ tag_ids }) => idsIn(tag_ids) },
};

/** Whom a deal is with: a firm, or a person who buys for himself. */
const Party = z.object({ is_company: flag });
const parties: Readonly<Record<"parties", Part>> = {
  parties: {
    model: "res.partner",
    row: Party,
    through: ["id"],
    ids: ({ commercial_partner_id, partner_id }) => {
      const firm = idsIn(commercial_partner_id);
      return firm.length > 0 ? firm : idsIn(partner_id);
    },
  },
};

const ofType = (wanted: string) => ({
  model: "crm.lead",
  domain: [["type", "=", wanted] as const],
  parts: tags,
  also: ["tag_ids"],
  holds: ({ type }: Readonly<Record<string, unknown>>) => typeof type !== "string" || type === wanted,
});

const Lead = row({
  name: label,
  ...fields(text, "contact_name", "partner_name", "function", "email_from", "phone", "mobile", "street", "street2"),
  ...fields(text, "city", "zip", "website"),
  ...fields(nameOfLink, "state_id", "source_id", "stage_id"),
  ...fields(link, "country_id", "user_id", "partner_id"),
  active: flag,
  expected_revenue: amount,
  company_currency: currency,
  tags: maybe(z.array(Tag)),
  description: plainText,
});

/** Leads that are no deals yet; a lead that becomes one keeps its id and is then listed there. Lost leads are archived. */
export const leads = resource({ entity: "lead", raw: Lead }).define({
  id: (lead) => lead.id,
  read: (lead) => ({
    name: lead.contact_name || lead.partner_name || lead.name,
    companyName: lead.partner_name,
    jobTitle: lead.function,
    emails: [lead.email_from],
    phones: [phone(lead.phone), phone(lead.mobile, "mobile")],
    addresses: [
      {
        line1: lead.street,
        line2: lead.street2,
        city: lead.city,
        province: lead.state_id,
        postalCode: lead.zip,
        countryName: lead.country_id?.name,
      },
    ],
    website: lead.website,
    source: lead.source_id,
    status: lead.active === true ? "open" : lead.active === false ? "unqualified" : undefined,
    stage: lead.stage_id,
    owner: lead.user_id,
    contact: lead.partner_id,
    amount: lead.expected_revenue,
    currency: lead.company_currency,
    tags: lead.tags?.map(({ name }) => name),
    note: lead.description,
    ...provenance(lead),
    unmapped: { title: lead.name },
  }),
  ...records({ row: Lead, ...ofType("lead") }),
});

const Deal = row({
  name: label,
  // From Odoo 17 on.
  won_status: choice({ pending: "open", won: "won", lost: "lost" }),
  active: flag,
  ...fields(amount, "probability", "expected_revenue", "prorated_revenue"),
  ...fields(link, "team_id", "stage_id", "commercial_partner_id", "partner_id", "user_id"),
  company_currency: currency,
  date_deadline: day,
  date_closed: moment,
  ...fields(nameOfLink, "lost_reason_id", "source_id"),
  // Until Odoo 15.
  lost_reason: nameOfLink,
  priority: text,
  tags: maybe(z.array(Tag)),
  parties: maybe(z.array(Party)),
  description: plainText,
});

type Deal = z.output<typeof Deal>;

/** Before Odoo 17 a deal is lost when it is archived, and won when nothing is left to chance. */
const statusOf = ({ active, probability }: Deal): "open" | "won" | "lost" | undefined => {
  if (active === false) return "lost";
  return active && probability ? (probability === "100" ? "won" : "open") : undefined;
};

/** The firm, and the person at it or instead of it. */
const partiesOf = ({ commercial_partner_id, partner_id, parties }: Deal) => {
  const firm = commercial_partner_id ?? partner_id;
  if (parties?.[0]?.is_company === false) return { contacts: firm ? [{ contact: firm }] : undefined };
  const isAnother = partner_id && partner_id.id !== firm?.id;
  return { company: firm, contacts: isAnother ? [{ contact: partner_id }] : undefined };
};

/** Opportunities. */
export const deals = resource({ entity: "deal", raw: Deal }).define({
  id: (deal) => deal.id,
  read: (deal) => ({
    name: deal.name,
    status: deal.won_status ?? statusOf(deal),
    pipeline: deal.team_id,
    stage: deal.stage_id?.name,
    stageId: deal.stage_id?.id,
    probability: deal.probability,
    amount: deal.expected_revenue,
    expectedRevenue: deal.prorated_revenue,
    currency: deal.company_currency,
    ...partiesOf(deal),
    owner: deal.user_id,
    expectedCloseDate: deal.date_deadline,
    closedAt: deal.date_closed,
    lostReason: deal.lost_reason_id || deal.lost_reason,
    source: deal.source_id,
    priority: deal.priority,
    tags: deal.tags?.map(({ name }) => name),
    note: deal.description,
    ...provenance(deal),
  }),
  ...records({ row: Deal, ...ofType("opportunity"), parts: { ...tags, ...parties } }),
});
