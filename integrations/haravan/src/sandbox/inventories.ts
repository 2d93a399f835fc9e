import type { Company } from "@opensme/testing";
import { locationId } from "./parties.ts";
import { variantId } from "./products.ts";
import { type Row, utc } from "./wire.ts";

type Purchase = Company["purchases"][number];

/** A line as papers of the stock have it: what all of it costs, not one. */
const lineOf = ({ items }: Company, line: Purchase["lines"][number], id: number) => {
  const item = items.find((found) => found.id === line.itemId);
  return {
    id,
    product_id: 1_028_000_000 + (item?.group?.id ?? line.itemId),
    product_variant_id: item ? variantId(item, line.unit) : null,
    product_name: item?.group?.name ?? item?.name ?? null,
    variant_title: line.unit,
    sku: item?.units.find(({ name }) => name === line.unit)?.code ?? null,
    barcode: null,
    quantity: line.quantity,
    cost_amount: line.net,
  };
};

/** Goods ordered from suppliers: https://docs.haravan.com/docs/omni-apis/inventory-purchase-orders/ */
export const purchaseOrdersOf = (company: Company): Row[] =>
  company.purchases.map((purchase, index) => {
    const id = 1_000_350_000 + index;
    const isReceived = purchase.status === "completed";
    const status = isReceived ? "Hoàn thành" : "Chưa nhận hàng";
    const lines = purchase.lines.map((line, position) => ({
      ...lineOf(company, line, id * 10 + position),
      status,
      receive_id: isReceived ? id + 500_000 : null,
      receive_date: isReceived ? utc(purchase.at) : null,
    }));
    return {
      id,
      purchase_number: `PO${100_000 + index}`,
      notes: "",
      status,
      tran_date: utc(purchase.at),
      created_at: utc(purchase.createdAt),
      updated_at: utc(purchase.updatedAt),
      completed_at: isReceived ? utc(purchase.at) : null,
      closed_at: null,
      ref_number: purchase.number,
      supplier: company.suppliers.find((found) => found.id === purchase.supplierId)?.shop.name ?? null,
      location: { id: locationId(purchase.locationId) },
      line_item: {
        received_items: isReceived ? lines : null,
        not_received_items: isReceived ? null : lines,
      },
    };
  });

/** What was moved on to another place: https://docs.haravan.com/docs/omni-apis/inventory-transfer/ */
export const transfersOf = (company: Company): Row[] =>
  company.purchases.slice(0, 8).map((purchase, index) => {
    const id = 1_001_030_000 + index;
    const to = company.locations.find((found) => found.id !== purchase.locationId)?.id ?? purchase.locationId;
    return {
      id,
      transfer_number: `IT${100_000 + index}`,
      from_loc_id: locationId(purchase.locationId),
      to_loc_id: locationId(to),
      reason: "transfer",
      tran_date: utc(purchase.at),
      note: "Chuyển hàng theo tuần",
      total: purchase.lines.length,
      created_at: utc(purchase.createdAt),
      updated_at: utc(purchase.updatedAt),
      status: "Received",
      received_at: utc(purchase.at),
      tags: null,
      line_items: purchase.lines.map((line, position) => {
        const { cost_amount, ...moved } = lineOf(company, line, id * 10 + position);
        return moved;
      }),
    };
  });

/** What was found to be less than it should be: https://docs.haravan.com/docs/omni-apis/inventory-adjustment/ */
export const adjustmentsOf = (company: Company): Row[] =>
  company.purchases.slice(0, 4).map((purchase, index) => {
    const id = 1_206_850_000 + index;
    const broken = purchase.lines.slice(0, 1).map((line) => {
      const { product_name, variant_title, ...found } = lineOf(company, line, id * 10);
      return { ...found, quantity: -1, cost_amount: -line.unitPrice };
    });
    return {
      id,
      adjust_number: `IA${100_000 + index}`,
      location_id: locationId(purchase.locationId),
      type: null,
      reason: "damaged",
      tran_date: utc(purchase.at),
      note: null,
      total_quantity: -1,
      total_cost: broken[0]?.cost_amount,
      created_at: utc(purchase.createdAt),
      updated_at: utc(purchase.updatedAt),
      tags: null,
      line_items: broken,
    };
  });
