import { codec, fieldMap, fields, multiply, type RecordChanges, ref, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf, dayOf, noon } from "./account.ts";
import { besideAccount, besideStages } from "./beside.ts";
import { accountFields, crmObject, linkedIds, partyLinks, readRecord, stageFields } from "./records.ts";
import { moment, reckoned } from "./wire.ts";
import { associate, RecordBody, writing, written } from "./writes.ts";

const Deal = crmObject({
  type: "deals",
  beside: [
    besideAccount("currencies", "timeZones"),
    besideStages("deals", { pipeline: "pipeline", stage: "dealstage" }),
  ],
  fields: { ...partyLinks, ...accountFields, ...stageFields },
  properties: {
    ...fields(z.string(), "dealname", "deal_currency_code", "closed_lost_reason", "closed_won_reason"),
    ...fields(z.string(), "hs_analytics_source", "dealtype", "hs_priority", "description"),
    ...fields(codec.flag, "hs_is_closed", "hs_is_closed_won", "hs_is_closed_lost"),
    ...fields(codec.identifier, "pipeline", "dealstage", "hs_primary_associated_company", "hubspot_owner_id"),
    ...fields(reckoned, "hs_deal_stage_probability", "hs_projected_amount"),
    amount: codec.decimal,
    closedate: moment,
    notes_last_updated: moment,
  },
});

const plain = fieldMap({
  stageId: "dealstage",
  amount: "amount",
  lostReason: "closed_lost_reason",
  wonReason: "closed_won_reason",
  kind: "dealtype",
  priority: "hs_priority",
  note: "description",
});

type Deal = z.output<typeof Deal.row>;

/** The stages that HubSpot sets up, which tell where a deal stands when its flags were not asked for. Accounts give those that they add numbers. */
const setUp: Readonly<Record<string, "open" | "won" | "lost">> = {
  appointmentscheduled: "open",
  qualifiedtobuy: "open",
  presentationscheduled: "open",
  decisionmakerboughtin: "open",
  contractsent: "open",
  closedwon: "won",
  closedlost: "lost",
};

/** HubSpot reckons a deal without a stage lost. */
const statusOf = ({ hs_is_closed: isClosed, dealstage: stage, ...deal }: Deal["properties"]) => {
  const { hs_is_closed_won: isWon, hs_is_closed_lost: isLost } = deal;
  if (isWon) return "won";
  if (isClosed || (isLost && stage)) return "lost";
  const isOpen = isClosed === false || (isWon === false && isLost === false);
  return isOpen ? "open" : setUp[stage ?? ""];
};

const associations = ({ company, contacts = [] }: RecordChanges<"deal">) => [
  ...associate(company ? [company] : [], { company: 5 }),
  ...associate(
    contacts.map(({ contact }) => contact),
    { contact: 3 },
  ),
];

/** https://developers.hubspot.com/docs/guides/api/crm/objects/deals */
export const deals = resource({ entity: "deal", raw: Deal.row, body: RecordBody }).define({
  ...Deal.reading,
  read: ({ properties: deal, ...row }) => {
    const status = statusOf(deal);
    const isClosed = status === "won" || status === "lost";
    const [firm, ...otherFirms] = linkedIds(row, "companies") ?? [];
    const company = deal.hs_primary_associated_company || firm;
    const currency = currencyOf(deal.deal_currency_code, row.currencies?.[0]);
    const probability = deal.hs_deal_stage_probability;
    return {
      name: deal.dealname?.trim() || row.id,
      status,
      pipeline: ref(deal.pipeline),
      stage: row.stageLabels?.[0],
      ...plain.read(deal),
      probability: probability && multiply(probability, "100"),
      expectedRevenue: deal.hs_projected_amount,
      currency,
      company: ref(company && `company:${company}`),
      contacts: linkedIds(row, "contacts")?.map((id) => ({
        contact: { id: `contact:${id}` },
      })),
      owner: ref(deal.hubspot_owner_id),
      // The one date is when it is expected to close, and then when it did.
      expectedCloseDate: isClosed ? undefined : dayOf(deal.closedate, row.timeZones),
      closedAt: isClosed ? deal.closedate : undefined,
      source: deal.hs_analytics_source,
      lastActivityAt: deal.notes_last_updated,
      ...readRecord(row, deal),
      unmapped: {
        status: status ? undefined : deal.dealstage,
        companies: otherFirms.length > 0 ? [firm, ...otherFirms] : undefined,
      },
    };
  },
  write: (deal, operation) =>
    written(
      {
        dealname: deal.name,
        pipeline: deal.pipeline?.id,
        ...plain.write(deal),
        // Accounts with one currency do not take it again.
        deal_currency_code: operation === "create" ? deal.currency : undefined,
        hubspot_owner_id: deal.owner?.id,
        closedate: deal.closedAt ?? noon(deal.expectedCloseDate),
      },
      deal.custom,
      operation === "create" ? associations(deal) : undefined,
    ),
  ...writing("deals"),
  scopes: {
    read: ["crm.objects.deals.read", "crm.objects.contacts.read", "crm.objects.companies.read"],
    write: ["crm.objects.deals.write"],
  },
});
