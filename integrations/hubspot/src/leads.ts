import { codec, fields, ref, refuse, resource } from "@opensme/core";
import * as z from "zod";
import { besideStages } from "./beside.ts";
import { crmObject, linkedIds, partyLinks, readRecord, stageFields } from "./records.ts";
import { meaningOf, wordFor } from "./words.ts";
import { associate, RecordBody, writing, written } from "./writes.ts";

/** Ids of the stages that HubSpot sets up; those that an account adds have numbers. */
const judgement = codec.meanings({
  open: ["new-stage-id", "attempting-stage-id", "connected-stage-id"],
  qualified: ["qualified-stage-id"],
  unqualified: ["unqualified-stage-id"],
});

const Lead = crmObject({
  type: "leads",
  beside: [besideStages("leads", { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" })],
  fields: { ...partyLinks, ...stageFields },
  properties: {
    ...fields(z.string(), "hs_lead_name", "hs_lead_source", "hs_lead_label", "hs_lead_type"),
    ...fields(z.string(), "hs_lead_disqualification_reason", "hs_lead_disqualification_note"),
    ...fields(
      codec.identifier,
      "hs_pipeline",
      "hs_pipeline_stage",
      "hs_primary_contact_id",
      "hs_primary_company_id",
      "hubspot_owner_id",
    ),
  },
});

/** https://developers.hubspot.com/docs/guides/api/crm/objects/leads */
export const leads = resource({ entity: "lead", raw: Lead.row, body: RecordBody }).define({
  ...Lead.reading,
  read: ({ properties: lead, ...row }) => {
    const [person] = linkedIds(row, "contacts") ?? [];
    const [firm] = linkedIds(row, "companies") ?? [];
    const { meant, word } = meaningOf(judgement, lead.hs_pipeline_stage);
    const contact = lead.hs_primary_contact_id || person;
    const employer = lead.hs_primary_company_id || firm;
    return {
      name: lead.hs_lead_name?.trim() || row.id,
      source: lead.hs_lead_source,
      status: meant,
      stage: row.stageLabels?.[0],
      owner: ref(lead.hubspot_owner_id),
      contact: ref(contact && `contact:${contact}`),
      employer: ref(employer && `company:${employer}`),
      tags: [lead.hs_lead_label],
      note: lead.hs_lead_disqualification_note,
      ...readRecord(row, lead),
      unmapped: {
        status: word,
        pipeline: lead.hs_pipeline,
        type: lead.hs_lead_type,
        disqualificationReason: lead.hs_lead_disqualification_reason,
      },
    };
  },
  write: (lead, operation) => {
    const parties = [lead.contact ?? [], lead.employer ?? []].flat();
    if (operation === "create" && parties.length === 0) throw refuse("contact", "or employer is needed for a lead");
    return written(
      {
        hs_lead_name: lead.name,
        hs_pipeline_stage: wordFor(judgement, "status", lead.status, lead.unmapped?.["status"]),
        hs_lead_label: lead.tags && (lead.tags[0] ?? ""),
        hubspot_owner_id: lead.owner?.id,
      },
      lead.custom,
      operation === "create" ? associate(parties, { contact: 578, company: 610 }) : undefined,
    );
  },
  ...writing("leads"),
  scopes: {
    read: ["crm.objects.leads.read", "crm.objects.contacts.read", "crm.objects.companies.read"],
    write: ["crm.objects.leads.write"],
  },
});
