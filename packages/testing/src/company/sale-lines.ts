import { itemOf, type Offer, offersOf } from "./catalogue.ts";
import { sumOf } from "./lists.ts";
import { drawer, type Random } from "./random.ts";
import type { Dong, Quantity, Vat } from "./types.ts";
import type { SaleLine } from "./types-shop.ts";

/** VAT of a net amount, to the whole đồng, half up. */
export function vatOn(net: Dong, vat: Vat): Dong {
  return vat === "KCT" || vat === "KKKNT" ? 0 : Math.round((net * Number(vat)) / 100);
}

function lineOf(offer: Offer, quantity: Quantity, discountRate = 0): SaleLine {
  const { item, unit, price: unitPrice } = offer;
  const gross = Math.round(quantity * unitPrice);
  const discount = Math.round((gross * discountRate) / 100);
  const net = gross - discount;
  const tax = vatOn(net, item.vat);
  return { itemId: item.id, unit: unit.name, quantity, unitPrice, discount, vat: item.vat, net, tax, total: net + tax };
}

export function totalsOf(lines: readonly SaleLine[]): { net: Dong; tax: Dong } {
  return { net: sumOf(lines, (line) => line.net), tax: sumOf(lines, (line) => line.tax) };
}

/** Part of a line taken back, with its share of the discount. */
export function partOf(line: SaleLine, quantity: Quantity): SaleLine {
  if (quantity === line.quantity) return line;
  const discount = Math.round((line.discount * quantity) / line.quantity);
  const net = Math.round(quantity * line.unitPrice) - discount;
  const tax = vatOn(net, line.vat);
  return { ...line, quantity, discount, net, tax, total: net + tax };
}

const retail = offersOf("retail");

/** Draws one of the offers; dear things sell seldom. */
function drawerOf(belongs: (offer: Offer) => boolean): (random: Random) => Offer {
  return drawer(retail.filter(belongs), ({ price }) => 1 / Math.max(40_000, price));
}

const draw = {
  drink: drawerOf(({ item }) => item.categoryId === 4),
  bag: drawerOf(({ item, unit }) => item.categoryId === 2 && unit.factor <= 4),
  weighed: drawerOf(({ item }) => item.categoryId === 3),
  equipment: drawerOf(({ item }) => item.categoryId === 5),
  gift: drawerOf(({ item }) => item.code.startsWith("QT-")),
  course: drawerOf(({ item }) => item.kind === "service"),
} as const;
type Choice = keyof typeof draw;

/** How often a line of a basket is of each kind. */
function kindDrawer(shares: Partial<Record<Choice, number>>): (random: Random) => Choice {
  const kinds: Choice[] = ["drink", "bag", "weighed", "equipment", "gift", "course"];
  return drawer(kinds, (kind) => shares[kind] ?? 0);
}
const atCounter = kindDrawer({ drink: 40, bag: 32, weighed: 14, equipment: 10, gift: 5, course: 1.5 });
const online = kindDrawer({ bag: 65, equipment: 22, gift: 13 });

function basketLine(random: Random, choice: Choice): SaleLine {
  const offer = draw[choice](random);
  const discountRate = random.chance(0.12) ? random.pick([5, 10]) : 0;
  if (choice === "weighed") return lineOf(offer, random.integer(200, 2_500) / 1000, discountRate);
  return lineOf(
    offer,
    choice === "drink" ? random.integer(1, 4) : choice === "bag" ? random.integer(1, 3) : 1,
    discountRate,
  );
}

/** Different items only: what is bought twice has a higher quantity. */
function distinct(lines: SaleLine[]): SaleLine[] {
  return lines.filter(
    (line, index) => lines.findIndex((other) => other.itemId === line.itemId && other.unit === line.unit) === index,
  );
}

/** A basket at the counter: drinks above all, coffee to take home, now and then equipment, a gift or a course. */
export function counterBasket(random: Random): SaleLine[] {
  return distinct(Array.from({ length: random.integer(1, 4) }, () => basketLine(random, atCounter(random))));
}

/** An online basket holds nothing that must be drunk at once. */
export function onlineBasket(random: Random): SaleLine[] {
  return distinct(Array.from({ length: random.integer(1, 3) }, () => basketLine(random, online(random))));
}

const bulk = offersOf("wholesale").filter(
  ({ item, unit }) => item.categoryId === 3 || unit.factor > 1 || item.code === "DC-GIAY",
);

/** What a café takes at a time: some twenty to eighty kilograms of coffee, and a little beside it. */
export function wholesaleBasket(random: Random): SaleLine[] {
  return distinct(
    Array.from({ length: random.integer(2, 4) }, () => {
      const offer = random.pick(bulk);
      const kilograms = (offer.item.weight ?? 1000) * offer.unit.factor * 0.001;
      const quantity =
        offer.item.categoryId === 3
          ? random.integer(16, 90) / 2
          : Math.max(1, Math.round(random.integer(8, 36) / kilograms));
      return lineOf(
        offer,
        offer.item.code === "DC-GIAY" ? random.integer(5, 20) : quantity,
        random.chance(0.1) ? 3 : 0,
      );
    }),
  );
}

/** Grams of everything in a basket that has a weight. */
export function weightOf(lines: readonly SaleLine[]): number {
  return Math.round(
    sumOf(lines, (line) => {
      const item = itemOf(line.itemId);
      return line.quantity * (item.units.find((unit) => unit.name === line.unit)?.factor ?? 1) * (item.weight ?? 0);
    }),
  );
}
