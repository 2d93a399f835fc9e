import type { Type } from "./wire.ts";

/** A property of an object, as the properties API tells it. */
export interface Definition {
  name: string;
  type: string;
  fieldType: string;
  /** Whether the account has added it. */
  isOwn: boolean;
  isReadOnly: boolean;
}

const texts = (...names: string[]): Definition[] =>
  names.map((name) => ({ name, type: "string", fieldType: "text", isOwn: false, isReadOnly: false }));
const numbers = (...names: string[]): Definition[] =>
  names.map((name) => ({ name, type: "number", fieldType: "number", isOwn: false, isReadOnly: false }));
const moments = (...names: string[]): Definition[] =>
  names.map((name) => ({ name, type: "datetime", fieldType: "date", isOwn: false, isReadOnly: false }));
const choices = (...names: string[]): Definition[] =>
  names.map((name) => ({ name, type: "enumeration", fieldType: "select", isOwn: false, isReadOnly: false }));
const calculated = (...names: string[]): Definition[] =>
  names.map((name) => ({ name, type: "number", fieldType: "calculation_equation", isOwn: false, isReadOnly: true }));
const own = (name: string, type: string, fieldType: string): Definition => ({
  name,
  type,
  fieldType,
  isOwn: true,
  isReadOnly: false,
});

const common = [
  ...calculated("hs_object_id", "hs_lastmodifieddate", "hs_createdate", "hs_merged_object_ids"),
  ...choices("hubspot_owner_id"),
];
const activity = [...common, ...moments("hs_timestamp")];
const party = [
  ...common,
  ...calculated("createdate", "total_revenue", "num_associated_deals"),
  ...texts("phone", "address", "city", "state", "zip", "country", "website"),
  ...choices("lifecyclestage", "hs_lead_status"),
];

/** What each object has; the real lists are some ten times as long. */
export const definitions: Readonly<Record<Type, readonly Definition[]>> = {
  contacts: [
    ...party,
    ...calculated("lastmodifieddate", "hs_full_name_or_email"),
    ...texts("firstname", "lastname", "email", "hs_additional_emails", "mobilephone", "fax", "jobtitle", "company"),
    ...texts("hs_country_region_code", "gender"),
    ...numbers("associatedcompanyid"),
    own("favourite_roast", "enumeration", "select"),
    own("brewing_methods", "enumeration", "checkbox"),
    own("wants_catalogue", "bool", "booleancheckbox"),
    own("cups_a_day", "number", "number"),
  ],
  companies: [
    ...party,
    ...texts("name", "domain", "address2", "hs_country_code", "description"),
    ...choices("industry", "type"),
    ...numbers("numberofemployees", "annualrevenue"),
    ...calculated("hs_parent_company_id"),
    own("tax_code", "string", "text"),
    own("credit_days", "number", "number"),
  ],
  deals: [
    ...common,
    ...calculated("createdate", "hs_deal_stage_probability", "hs_projected_amount"),
    ...calculated("hs_is_closed", "hs_is_closed_won", "hs_is_closed_lost"),
    ...calculated("hs_primary_associated_company", "notes_last_updated", "hs_analytics_source"),
    ...texts("dealname", "description", "closed_lost_reason", "closed_won_reason"),
    ...choices("pipeline", "dealstage", "dealtype", "hs_priority", "deal_currency_code"),
    ...numbers("amount"),
    ...moments("closedate"),
    own("shop_order_number", "string", "text"),
  ],
  products: [
    ...common,
    ...calculated("createdate"),
    ...texts("name", "hs_sku", "description", "hs_images", "hs_url"),
    ...choices("hs_product_type", "hs_status", "recurringbillingfrequency"),
    ...numbers("price", "hs_cost_of_goods_sold"),
  ],
  line_items: [
    ...common,
    ...calculated("createdate", "amount", "hs_total_discount", "hs_tax_amount"),
    ...texts("name", "hs_sku", "description", "hs_tax_label"),
    ...numbers(
      "hs_product_id",
      "hs_tax_rate_group_id",
      "quantity",
      "price",
      "discount",
      "hs_discount_percentage",
      "hs_tax_rate",
    ),
  ],
  tasks: [
    ...activity,
    ...texts("hs_task_subject", "hs_task_body"),
    ...choices("hs_task_status", "hs_task_priority", "hs_task_type"),
    ...calculated("hs_task_completion_date"),
  ],
  communications: [
    ...activity,
    ...texts("hs_communication_body"),
    ...choices("hs_communication_channel_type", "hs_communication_logged_from"),
  ],
  notes: [...activity, ...texts("hs_note_body")],
  meetings: [
    ...activity,
    ...texts("hs_meeting_title", "hs_meeting_body", "hs_internal_meeting_notes", "hs_meeting_location"),
    ...texts("hs_meeting_external_url"),
    ...choices("hs_meeting_outcome"),
    ...moments("hs_meeting_start_time", "hs_meeting_end_time"),
  ],
  calls: [
    ...activity,
    ...texts("hs_call_title", "hs_call_body", "hs_call_from_number", "hs_call_to_number", "hs_call_recording_url"),
    ...choices("hs_call_direction", "hs_call_status", "hs_call_disposition"),
    ...numbers("hs_call_duration"),
  ],
  emails: [
    ...activity,
    ...texts("hs_email_subject", "hs_email_html", "hs_email_text"),
    ...calculated("hs_email_from_email", "hs_email_to_email", "hs_email_cc_email"),
    ...choices("hs_email_direction", "hs_email_status"),
  ],
  orders: [
    ...common,
    ...texts("hs_order_name", "hs_external_order_id", "hs_external_order_status", "hs_source_store", "hs_order_note"),
    ...texts("hs_payment_status", "hs_fulfillment_status", "hs_shipping_address_name", "hs_shipping_address_street"),
    ...texts("hs_shipping_address_city", "hs_shipping_address_state", "hs_shipping_address_postal_code"),
    ...texts("hs_shipping_address_country", "hs_shipping_address_phone", "hs_shipping_tracking_number"),
    ...texts("hs_shipping_status_url"),
    ...texts("hs_billing_address_email", "hs_billing_address_phone", "hs_discount_codes", "hs_external_order_url"),
    ...choices("hs_pipeline", "hs_pipeline_stage", "hs_currency_code"),
    ...numbers("hs_subtotal_price", "hs_order_discount", "hs_tax", "hs_shipping_cost", "hs_total_price"),
    ...moments("hs_external_created_date"),
  ],
  invoices: [
    ...common,
    ...texts("hs_number", "hs_title", "hs_comments", "hs_purchase_order_number", "hs_invoice_link"),
    ...choices("hs_currency", "hs_invoice_status"),
    ...calculated("hs_subtotal", "hs_discounts_total", "hs_taxes_total", "hs_fees_total", "hs_amount_billed"),
    ...calculated("hs_amount_paid", "hs_balance_due", "hs_payment_date"),
    ...moments("hs_invoice_date", "hs_due_date"),
  ],
  commerce_payments: [
    ...common,
    ...texts("hs_customer_email", "hs_reference_number", "hs_internal_comment"),
    ...choices("hs_currency_code", "hs_latest_status", "hs_payment_method_type", "hs_processor_type"),
    ...numbers("hs_initial_amount", "hs_refunds_amount", "hs_fees_amount"),
    ...calculated("hs_payment_id"),
    ...moments("hs_initiated_date"),
  ],
  leads: [
    ...common,
    ...texts("hs_lead_name", "hs_lead_disqualification_note"),
    ...choices("hs_lead_source", "hs_lead_label", "hs_lead_type", "hs_lead_disqualification_reason"),
    ...choices("hs_pipeline", "hs_pipeline_stage"),
    ...calculated("hs_primary_contact_id", "hs_primary_company_id"),
  ],
};

/** Properties that come whether they are asked for or not. */
export const alwaysGiven = (type: Type): string[] =>
  type === "contacts"
    ? ["createdate", "hs_object_id", "lastmodifieddate"]
    : ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"];
