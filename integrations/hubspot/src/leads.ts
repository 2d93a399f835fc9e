import { codec, fields, ref, resource } from "@opensme/core";
import * as z from "zod";
import { besideStages } from "./beside.ts";
import { crmObject, linkedIds, partyLinks, readRecord, stageFields } from "./records.ts";

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
    ...fields(codec.identifier, "hs_pipeline", "hs_primary_contact_id", "hs_primary_company_id", "hubspot_owner_id"),
    hs_pipeline_stage: judgement,
  },
});

/** https://developers.hubspot.com/docs/guides/api/crm/objects/leads */
export const leads = resource({ entity: "lead", raw: Lead.row }).define({
  ...Lead.reading,
  read: ({ properties: lead, ...row }) => {
    const [person] = linkedIds(row, "contacts") ?? [];
    const [firm] = linkedIds(row, "companies") ?? [];
    const contact = lead.hs_primary_contact_id || person;
    const employer = lead.hs_primary_company_id || firm;
    return {
      name: lead.hs_lead_name?.trim() || row.id,
      source: lead.hs_lead_source,
      status: lead.hs_pipeline_stage,
      stage: row.stageLabels?.[0],
      owner: ref(lead.hubspot_owner_id),
      contact: ref(contact && `contact:${contact}`),
      employer: ref(employer && `company:${employer}`),
      tags: [lead.hs_lead_label],
      note: lead.hs_lead_disqualification_note,
      ...readRecord(row, lead),
      unmapped: {
        pipeline: lead.hs_pipeline,
        type: lead.hs_lead_type,
        disqualificationReason: lead.hs_lead_disqualification_reason,
      },
    };
  },
  scopes: { read: ["crm.objects.leads.read", "crm.objects.contacts.read", "crm.objects.companies.read"] },
});
