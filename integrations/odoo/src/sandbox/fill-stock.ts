import type { Company } from "@opensme/testing";
import { type Database, odooTime } from "./database.ts";
import { founded, ids, named, stampOf } from "./seeds.ts";

/** Warehouses, products, and what lies where. */
export const fillStock = (database: Database, company: Company): void => {
  database.add(
    "stock.location",
    { id: ids.suppliers, name: "Vendors", complete_name: "Partners/Vendors", usage: "supplier", active: true },
    founded,
  );
  database.add(
    "stock.location",
    { id: ids.customers, name: "Customers", complete_name: "Partners/Customers", usage: "customer", active: true },
    founded,
  );
  for (const { id, names, ...location } of company.locations) {
    database.add("stock.warehouse", { id, name: names.shop, code: `WH${id}`, active: true }, stampOf(location));
    database.add(
      "stock.location",
      {
        id: ids.stockOf(id),
        name: "Stock",
        complete_name: `WH${id}/Stock`,
        usage: "internal",
        warehouse_id: id,
        active: true,
      },
      stampOf(location),
    );
  }
  for (const [code, name] of [
    ["incoming", "Receipts"],
    ["outgoing", "Delivery Orders"],
  ])
    database.add("stock.picking.type", { name, code }, founded);

  const firstOf = new Map<number, number>();
  for (const item of company.items) {
    const group = item.group?.id ?? item.id;
    if (!firstOf.has(group)) {
      firstOf.set(group, item.id);
      database.add("product.template", { id: group, name: item.group?.name ?? item.name, active: true }, stampOf(item));
    }
    const options = item.group?.attributes.map(
      ({ name, value }) =>
        database.add(
          "product.template.attribute.value",
          { name: value, attribute_id: named(database, "product.attribute", name) },
          founded,
        ).id,
    );
    const levels = company.stockLevels.filter(({ itemId }) => itemId === item.id);
    database.add(
      "product.product",
      {
        id: item.id,
        name: item.name,
        default_code: item.code,
        barcode: item.barcode,
        active: item.isActive,
        type: item.kind === "goods" ? "consu" : item.kind,
        is_storable: item.isStocked,
        tracking: "none",
        uom_id: named(database, "uom.uom", item.units[0]?.name ?? "Units"),
        categ_id: named(
          database,
          "product.category",
          company.categories.find(({ id }) => id === item.categoryId)?.name ?? "All",
        ),
        product_tmpl_id: group,
        product_variant_id: firstOf.get(group),
        product_variant_count: company.items.filter((other) => (other.group?.id ?? other.id) === group).length,
        product_template_attribute_value_ids: options,
        lst_price: item.price,
        standard_price: item.cost,
        currency_id: ids.vnd,
        sale_ok: item.isForSale,
        purchase_ok: item.kind === "goods",
        weight: item.weight ? item.weight / 1000 : undefined,
        weight_uom_name: "kg",
        qty_available: levels.reduce((sum, { onHand }) => sum + onHand, 0),
        total_value: levels.reduce((sum, { onHand, cost }) => sum + onHand * cost, 0),
      },
      stampOf(item),
    );
  }
  for (const level of company.stockLevels)
    database.add(
      "stock.quant",
      {
        product_id: level.itemId,
        location_id: ids.stockOf(level.locationId),
        quantity: level.onHand,
        reserved_quantity: level.reserved,
        available_quantity: level.onHand - level.reserved,
      },
      stampOf(level),
    );
  for (const purchase of company.purchases) {
    for (const line of purchase.lines)
      database.add(
        "stock.move",
        {
          product_id: line.itemId,
          product_uom_qty: line.quantity,
          quantity: purchase.status === "completed" ? line.quantity : 0,
          reference: `WH/IN/${purchase.number}`,
          origin: purchase.number,
          picking_code: "incoming",
          is_inventory: false,
          state: purchase.status === "completed" ? "done" : purchase.status === "draft" ? "draft" : "cancel",
          location_id: ids.suppliers,
          location_usage: "supplier",
          location_dest_id: ids.stockOf(purchase.locationId),
          location_dest_usage: "internal",
          product_uom: named(database, "uom.uom", line.unit),
          price_unit: line.unitPrice,
          date: odooTime(purchase.at),
        },
        stampOf(purchase),
      );
  }
};
