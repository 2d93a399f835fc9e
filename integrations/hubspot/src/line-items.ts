import { codec, fields, multiply, pick, type Row, ref, required, row } from "@opensme/core";
import * as z from "zod";
import { linksOf } from "./associations.ts";
import type { Beside } from "./objects.ts";

const properties = {
  ...fields(codec.identifier, "hs_product_id", "hs_sku"),
  ...fields(z.string(), "name", "description"),
  ...fields(codec.decimal, "quantity", "price", "hs_total_discount", "discount", "hs_discount_percentage"),
  ...fields(codec.decimal, "hs_tax_rate", "hs_tax_amount", "amount"),
};

const ofOrders = { ...properties, hs_tax_label: z.string() };
const ofInvoices = { ...properties, hs_tax_rate_group_id: codec.identifier };

const lineItem = <const Properties extends z.ZodRawShape>(own: Properties) =>
  row({ id: codec.identifier, properties: required(row(own)) });

/** https://developers.hubspot.com/docs/guides/api/crm/objects/line-items */
export const OrderLine = lineItem(ofOrders);
export const InvoiceLine = lineItem(ofInvoices);

type Line = z.output<Row<typeof properties>>;

/** The whole discount of a line; `discount` is that of one unit. */
const discountOf = ({ hs_total_discount: whole, discount, quantity }: Line) =>
  whole || (discount && quantity ? multiply(discount, quantity) : undefined);

const readLine = (id: string | null | undefined, line: Line) => ({
  id,
  item: ref(line.hs_product_id),
  code: line.hs_sku,
  description: line.name || line.description,
  quantity: line.quantity,
  unitPrice: line.price,
  discount: discountOf(line),
  discountRate: line.hs_discount_percentage,
  tax: line.hs_tax_amount,
  total: line.amount,
  note: line.name ? line.description : undefined,
});

export const readOrderLine = ({ id, properties: line }: z.output<typeof OrderLine>) => ({
  ...readLine(id, line),
  taxRate: line.hs_tax_rate,
  taxName: line.hs_tax_label,
});

export const readInvoiceLine = ({ id, properties: line }: z.output<typeof InvoiceLine>) => ({
  ...readLine(id, line),
  taxRate: ref(line.hs_tax_rate_group_id),
  taxPercent: line.hs_tax_rate,
});

const To = z.object({ toObjectId: codec.identifier });
const Identified = z.object({ id: codec.identifier });
const Found = z.object({ results: z.array(z.unknown()) });

/** The most records that are read by their ids at a time. */
const batchSize = 100;

/** Its line items. */
export const besideLines =
  (type: string): Beside =>
  async (api, signal) =>
  async (rows) => {
    const links = await linksOf({ from: type, to: "line_items", ids: rows.map(({ id }) => id) }, api, signal);
    const idsOf = (id: string): string[] =>
      (links.get(id) ?? []).flatMap((link) => To.safeParse(link).data?.toObjectId ?? []);
    const ids = rows.flatMap(({ id }) => idsOf(id));
    const lines = new Map<string, unknown>();
    for (let start = 0; start < ids.length; start += batchSize) {
      const inputs = ids.slice(start, start + batchSize).map((id) => ({ id }));
      const body = { inputs, properties: Object.keys({ ...ofOrders, ...ofInvoices }) };
      const path = "/crm/v3/objects/line_items/batch/read";
      const answer = await api.request({ method: "post", idempotent: true, path, body }, { signal });
      for (const line of pick(Found, ({ results }) => results)(answer.body)) {
        const id = Identified.safeParse(line).data?.id;
        if (id) lines.set(id, line);
      }
    }
    return ({ id }) => ({ lineItems: idsOf(id).flatMap((line) => lines.get(line) ?? []) });
  };
