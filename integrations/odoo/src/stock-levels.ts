import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { amount, exactAmount, link, owner, prefixed, provenance, row } from "./wire.ts";

const Quant = row({
  product_id: owner,
  location_id: link,
  quantity: exactAmount,
  ...fields(amount, "reserved_quantity", "available_quantity"),
});

/** Stock by item and place, and where lots, packages or owners are kept apart, by these too. */
export const stockLevels = resource({ entity: "stockLevel", raw: Quant }).define({
  id: (quant) => quant.id,
  read: (quant) => ({
    item: quant.product_id,
    onHand: quant.quantity,
    location: prefixed("stock", quant.location_id),
    reserved: quant.reserved_quantity,
    available: quant.available_quantity,
    ...provenance(quant),
  }),
  ...records({ model: "stock.quant", row: Quant, domain: [["location_id.usage", "in", ["internal", "transit"]]] }),
});
