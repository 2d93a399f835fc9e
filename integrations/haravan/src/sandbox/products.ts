import type { Company } from "@opensme/testing";
import { locationId } from "./parties.ts";
import { type Row, utc } from "./wire.ts";

type Item = Company["items"][number];

/** Every unit that an item is sold in is a variant. */
export const variantId = (item: Item, unit: string): number =>
  1_061_000_000 +
  item.id * 10 +
  Math.max(
    0,
    item.units.findIndex(({ name }) => name === unit),
  );

/** What sets variants of one product apart: what the items differ in, and the unit where there are several. */
const optionsOf = (items: readonly Item[]): string[] => {
  const attributes = items[0]?.group?.attributes.map(({ name }) => name) ?? [];
  const named = items.some(({ units }) => units.length > 1) ? [...attributes, "Quy cách"] : attributes;
  return named.length > 0 ? named : ["Title"];
};

const variantsOf = (item: Item, options: readonly string[], productId: number): Row[] =>
  item.units.map((unit, index) => {
    const attributes = item.group?.attributes.map(({ value }) => value) ?? [];
    const values = options.includes("Quy cách") ? [...attributes, unit.name] : attributes;
    const [option1 = "Default Title", option2 = null, option3 = null] = values;
    return {
      barcode: unit.barcode ?? null,
      compare_at_price: 0,
      created_at: utc(item.createdAt),
      fulfillment_service: null,
      grams: (item.weight ?? 0) * unit.factor,
      id: variantId(item, unit.name),
      inventory_management: item.isStocked && index === 0 ? "haravan" : null,
      inventory_policy: "deny",
      inventory_quantity: 0,
      position: index + 1,
      price: item.price * unit.factor,
      product_id: productId,
      requires_shipping: item.kind === "goods",
      sku: unit.code,
      taxable: item.vat !== "KCT" && item.vat !== "KKKNT",
      title: values.join(" / ") || "Default Title",
      updated_at: utc(item.updatedAt),
      image_id: null,
      option1,
      option2,
      option3,
      inventory_advance: null,
    };
  });

/** Products, with the items of a group as variants of one. */
export const productsOf = ({ items, categories }: Company): Row[] => {
  const groups = Map.groupBy(items, (item) => item.group?.id ?? item.id);
  return [...groups].map(([groupId, members]): Row => {
    const [first] = members;
    const id = 1_028_000_000 + groupId;
    const options = optionsOf(members);
    const created = utc(members.map(({ createdAt }) => createdAt).sort()[0] ?? "");
    const updatedAt =
      members
        .map((item) => item.updatedAt)
        .sort()
        .at(-1) ?? "";
    return {
      body_html: null,
      body_plain: null,
      created_at: created,
      handle: `san-pham-${groupId}`,
      id,
      images: [],
      product_type: categories.find((category) => category.id === first?.categoryId)?.name ?? null,
      published_at: created,
      published_scope: "global",
      tags: null,
      template_suffix: "product",
      title: first?.group?.name ?? first?.name,
      updated_at: utc(updatedAt),
      variants: members.flatMap((item) => variantsOf(item, options, id)),
      vendor: "Khác",
      options: options.map((name, index) => ({
        name,
        id: 2_353_000_000 + groupId * 10 + index,
        position: index + 1,
        product_id: id,
      })),
      only_hide_from_list: false,
      not_allow_promotion: false,
    };
  });
};

/** Stock of the variant in the item's own unit. */
export const balancesOf = ({ stockLevels, items }: Company): Row[] =>
  stockLevels.flatMap(({ itemId, ...level }, index) => {
    const item = items.find(({ id }) => id === itemId);
    return item
      ? [
          {
            id: 1_003_000_000 + index,
            loc_id: locationId(level.locationId),
            product_id: 1_028_000_000 + (item.group?.id ?? item.id),
            variant_id: variantId(item, item.units[0]?.name ?? ""),
            qty_onhand: level.onHand,
            qty_commited: level.reserved,
            qty_incoming: 0,
            qty_available: Math.round((level.onHand - level.reserved) * 1000) / 1000,
            updated_at: utc(level.updatedAt),
          },
        ]
      : [];
  });
