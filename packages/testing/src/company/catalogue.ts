import { nth, padded } from "./lists.ts";
import type { Dong, Stamped, Vat } from "./types.ts";
import type { Category, Item, PriceBook, Unit } from "./types-shop.ts";

const founded: Stamped = { createdAt: "2025-11-05T02:00:00.000Z", updatedAt: "2025-11-05T02:00:00.000Z" };
const repriced: Stamped = { createdAt: "2025-11-05T02:00:00.000Z", updatedAt: "2026-01-05T01:30:00.000Z" };

export const categories: readonly Category[] = [
  { id: 1, name: "Cà phê hạt và bột", ...founded },
  { id: 2, name: "Đóng gói", parentId: 1, ...founded },
  { id: 3, name: "Cân ký", parentId: 1, ...founded },
  { id: 4, name: "Đồ uống", ...founded },
  { id: 5, name: "Dụng cụ pha chế", ...founded },
  { id: 6, name: "Quà tặng và khóa học", ...founded },
  { id: 7, name: "Nguyên vật liệu", ...founded },
];

/** EAN-13 in a range of Vietnam's prefix that is not in use. */
function barcodeOf(serial: number): string {
  const digits = `8930000${padded(serial, 5)}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Revenue accounts of TT133: goods for resale, own products, services. */
const revenue = { goods: "5111", products: "5112", services: "5113" } as const;

const blends = [
  { code: "ACD", name: "Arabica Cầu Đất", price: 128_000, cost: 71_000 },
  { code: "RBM", name: "Robusta Buôn Ma Thuột", price: 82_000, cost: 44_000 },
  { code: "MSA", name: "Mây Sáng (phối)", price: 98_000, cost: 53_000 },
  { code: "ESP", name: "Espresso Đậm (phối)", price: 108_000, cost: 58_000 },
] as const;
const roasts = [
  { code: "V", name: "Rang vừa" },
  { code: "D", name: "Rang đậm" },
] as const;
const grinds = [
  { code: "H", name: "Nguyên hạt" },
  { code: "P", name: "Xay phin" },
] as const;

/** Four coffees, each in two roasts and two grinds: by the 250 g bag, the kilogram and the box of twelve. */
function packedBeans(firstId: number): Item[] {
  const variants = blends.flatMap((blend) =>
    roasts.flatMap((roast) => grinds.map((grind) => ({ blend, roast, grind }))),
  );
  return variants.map(({ blend, roast, grind }, index): Item => {
    const code = `${blend.code}-${roast.code}${grind.code}`;
    const units: Unit[] = [
      { name: "Gói 250g", factor: 1, code, barcode: barcodeOf(index * 3 + 1) },
      { name: "Túi 1kg", factor: 4, code: `${code}-1KG`, barcode: barcodeOf(index * 3 + 2) },
      { name: "Thùng 12 gói", factor: 12, code: `${code}-T12` },
    ];
    return {
      id: firstId + index,
      code,
      barcode: barcodeOf(index * 3 + 1),
      name: `${blend.name} - ${roast.name} - ${grind.name}`,
      kind: "goods",
      categoryId: 2,
      group: {
        id: firstId + Math.floor(index / 4) * 4,
        name: blend.name,
        attributes: [
          { name: "Rang", value: roast.name },
          { name: "Xay", value: grind.name },
        ],
      },
      units,
      vat: "8",
      cost: blend.cost,
      price: blend.price,
      isForSale: true,
      isStocked: true,
      isActive: true,
      weight: 250,
      salesAccount: revenue.products,
      ...(index % 4 === 0 ? repriced : founded),
    };
  });
}

/** Code, name, base unit, category, VAT, price and cost of the base unit without VAT, grams (0 when it has no weight). */
type Row = readonly [string, string, string, number, Vat, Dong, Dong, number];

/** Steel ware and spirits are left out of the temporary 8% and carry 10%; courses are not subject to VAT. */
const rows: readonly Row[] = [
  ["CK-A", "Arabica rang mộc cân ký", "kg", 3, "8", 460_000, 262_000, 1000],
  ["CK-R", "Robusta rang mộc cân ký", "kg", 3, "8", 298_000, 161_000, 1000],
  ["DU-DEN", "Cà phê đen đá", "Ly", 4, "8", 32_000, 7_500, 0],
  ["DU-SUA", "Cà phê sữa đá", "Ly", 4, "8", 37_000, 9_800, 0],
  ["DU-BAC", "Bạc xỉu", "Ly", 4, "8", 41_000, 12_000, 0],
  ["DU-ESP", "Espresso", "Ly", 4, "8", 41_000, 9_000, 0],
  ["DU-CAP", "Cappuccino", "Ly", 4, "8", 55_000, 16_500, 0],
  ["DU-LAT", "Latte", "Ly", 4, "8", 55_000, 17_000, 0],
  ["DU-DAO", "Trà đào cam sả", "Ly", 4, "8", 50_000, 15_000, 0],
  ["CB-330", "Cold brew đóng chai 330ml", "Chai", 4, "8", 56_000, 24_000, 380],
  ["DC-PHIN", "Phin inox 6oz", "Cái", 5, "10", 85_000, 46_000, 180],
  ["DC-V60", "Phễu sứ V60", "Cái", 5, "8", 290_000, 172_000, 420],
  ["DC-GIAY", "Giấy lọc V60 (100 tờ)", "Gói", 5, "8", 95_000, 55_000, 150],
  ["DC-XAY", "Máy xay tay", "Cái", 5, "8", 1_250_000, 820_000, 700],
  ["DC-AM", "Ấm rót cổ ngỗng inox", "Cái", 5, "10", 690_000, 430_000, 850],
  ["DC-MAY", "Máy pha espresso gia đình", "Cái", 5, "8", 7_900_000, 5_900_000, 9500],
  ["QT-RUOU", "Rượu cà phê Mây 500ml", "Chai", 6, "10", 410_000, 250_000, 900],
  ["QT-COMBO", "Hộp quà Phin và Arabica", "Hộp", 6, "8", 205_000, 117_000, 520],
  ["KH-BAR", "Khóa pha chế căn bản (3 buổi)", "Suất", 6, "KCT", 1_800_000, 0, 0],
  ["NL-XA", "Nhân xanh Arabica", "kg", 7, "5", 0, 165_000, 1000],
  ["NL-XR", "Nhân xanh Robusta", "kg", 7, "5", 0, 108_000, 1000],
  ["NL-SUA", "Sữa tươi thanh trùng", "Lít", 7, "8", 0, 34_000, 1030],
  ["NL-TUI", "Túi van một chiều 250g", "Cái", 7, "8", 0, 1_900, 12],
  ["NL-LY", "Ly giấy 12oz", "Cái", 7, "8", 0, 1_150, 11],
  ["DC-BINH", "Bình lắc sữa (ngừng bán)", "Cái", 5, "8", 140_000, 90_000, 300],
];

function furtherItem([code, name, unit, categoryId, vat, price, cost, weight]: Row, id: number): Item {
  const isDrink = code.startsWith("DU-");
  const isCourse = code.startsWith("KH-");
  const isStopped = code === "DC-BINH";
  const units: Unit[] = [{ name: unit, factor: 1, code }];
  if (code === "CB-330") units.push({ name: "Lốc 6 chai", factor: 6, code: "CB-330-L6", barcode: barcodeOf(901) });
  const barcode = isDrink || isCourse || categoryId === 3 || categoryId === 7 ? undefined : barcodeOf(500 + id);
  if (barcode) Object.assign(nth(units, 0), { barcode });
  return {
    id,
    code,
    ...(barcode && { barcode }),
    name,
    kind: isCourse ? "service" : code === "QT-COMBO" ? "combo" : "goods",
    categoryId,
    units,
    vat,
    cost,
    price,
    isForSale: price > 0 && !isStopped,
    isStocked: !isDrink && !isCourse && code !== "QT-COMBO",
    isActive: !isStopped,
    ...(weight > 0 && { weight }),
    salesAccount: isCourse
      ? revenue.services
      : categoryId === 5 || code === "QT-RUOU"
        ? revenue.goods
        : revenue.products,
    ...(isStopped ? { createdAt: founded.createdAt, updatedAt: "2026-01-20T09:00:00.000Z" } : founded),
  };
}

const beans = packedBeans(1);
const others = rows.map((row, index) => furtherItem(row, beans.length + index + 1));
const phin = others.find((item) => item.code === "DC-PHIN")?.id ?? 0;

/** 41 items: 16 variants of packed coffee, coffee by weight, drinks, equipment, a combo, a service, raw materials. */
export const items: readonly Item[] = [...beans, ...others].map((item) =>
  item.kind === "combo"
    ? {
        ...item,
        components: [
          { itemId: phin, quantity: 1 },
          { itemId: 1, quantity: 1 },
        ],
      }
    : item,
);

export function itemOf(id: number): Item {
  return nth(items, id - 1);
}

const thousands = (amount: number): Dong => Math.round(amount / 1000) * 1000;

/** Larger packs are a little cheaper by weight. */
function retailPrice(item: Item, unit: Unit): Dong {
  return unit.factor === 1 ? item.price : thousands(item.price * unit.factor * (unit.factor >= 12 ? 0.9 : 0.94));
}

const forSale = items.filter((item) => item.isForSale);

/** The general price list, and one for cafés and firms: coffee, cold brew and filters at 78%. */
export const priceBooks: readonly PriceBook[] = [
  {
    id: 1,
    name: "Bảng giá chung",
    kind: "retail",
    prices: forSale.flatMap((item) =>
      item.units.map((unit) => ({ itemId: item.id, unit: unit.name, price: retailPrice(item, unit) })),
    ),
    ...founded,
  },
  {
    id: 2,
    name: "Bảng giá sỉ",
    kind: "wholesale",
    prices: forSale
      .filter((item) => item.categoryId === 2 || item.categoryId === 3 || ["CB-330", "DC-GIAY"].includes(item.code))
      .flatMap((item) =>
        item.units.map((unit) => ({
          itemId: item.id,
          unit: unit.name,
          price: thousands(retailPrice(item, unit) * 0.78),
        })),
      ),
    ...repriced,
  },
];

/** What can be bought at a price, ready to be drawn from. */
export interface Offer {
  item: Item;
  unit: Unit;
  price: Dong;
}

export function offersOf(kind: "retail" | "wholesale"): Offer[] {
  const prices = priceBooks.find((book) => book.kind === kind)?.prices ?? [];
  return prices.flatMap(({ itemId, unit: name, price }) => {
    const item = itemOf(itemId);
    const unit = item.units.find((candidate) => candidate.name === name);
    return unit ? [{ item, unit, price }] : [];
  });
}
