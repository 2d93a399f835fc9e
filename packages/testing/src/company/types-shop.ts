import type { Address, Dong, Instant, LocalDate, Quantity, Stamped, Vat } from "./types-common.ts";

export interface Category extends Stamped {
  id: number;
  name: string;
  parentId?: number;
}

/** A unit an item is sold or bought in. */
export interface Unit {
  name: string;
  /** How many base units it holds; 1 for the base unit. */
  factor: number;
  /** Code of the item in this unit; the base unit has the item's own code. */
  code: string;
  barcode?: string;
}

/** One stockable or sellable thing; variants of one product share a `group`. */
export interface Item extends Stamped {
  id: number;
  code: string;
  barcode?: string;
  /** Full name, with the variant. */
  name: string;
  kind: "goods" | "service" | "combo";
  categoryId: number;
  /** Product the item is a variant of, and what tells it apart. `id` is the id of the first variant. */
  group?: { id: number; name: string; attributes: { name: string; value: string }[] };
  /** The base unit first. Prices and costs are per base unit unless said otherwise. */
  units: Unit[];
  vat: Vat;
  /** Cost of one base unit, without VAT. */
  cost: Dong;
  /** Retail price of one base unit, without VAT; 0 when it is not for sale. */
  price: Dong;
  isForSale: boolean;
  /** Whether stock is kept; drinks and services have none. */
  isStocked: boolean;
  isActive: boolean;
  /** Grams of one base unit. */
  weight?: number;
  /** What a combo holds, in base units. */
  components?: { itemId: number; quantity: Quantity }[];
  /** Revenue account in the books. */
  salesAccount: string;
}

export interface PriceBook extends Stamped {
  id: number;
  name: string;
  kind: "retail" | "wholesale";
  /** Price of one `unit`, without VAT. */
  prices: { itemId: number; unit: string; price: Dong }[];
}

export interface Customer extends Stamped {
  id: number;
  /** `wholesale` buys on credit; `masked` comes from a marketplace that hides names and phones. */
  kind: "wholesale" | "person" | "masked";
  /** Legal or full name; what the shop has when it is masked. */
  legalName: string;
  /** 10 digits with a right check digit, `-001` after them for a branch, or 12 digits for a household business; firms only. */
  taxCode?: string;
  /** National form without spaces, `0900000xxx`; absent when masked. */
  phone?: string;
  email?: string;
  gender?: "male" | "female";
  birthDate?: LocalDate;
  address?: Address;
  /** As the shop software has it. */
  shop: {
    code: string;
    name: string;
    organization?: string;
    taxCode?: string;
    phone?: string;
    email?: string;
    group: string;
  };
  /** As the books have it; absent for people who only ever bought at the counter. At least one of tax code and phone is in both. */
  books?: { name: string; taxCode?: string; phone?: string; email?: string; contactPerson?: string };
  /** The same firm, entered twice in the shop: id of the other entry, which alone is in the books. */
  duplicateOf?: number;
  /** Days a wholesale customer has to pay. */
  creditDays?: number;
  isActive: boolean;
}

export interface Supplier extends Stamped {
  id: number;
  legalName: string;
  taxCode: string;
  phone: string;
  email: string;
  address: Address;
  shop: { code: string; name: string; phone: string };
  books: { name: string; taxCode: string; phone?: string };
  /** Whether goods come from it (known to the shop) or only services and rent (known to the books). */
  sellsGoods: boolean;
}

/** A line of a sale, an order or a refund. `net = quantity * unitPrice - discount`, `total = net + tax`. */
export interface SaleLine {
  itemId: number;
  /** Name of one of the item's units. */
  unit: string;
  quantity: Quantity;
  /** Price of one unit, without VAT, before discount. */
  unitPrice: Dong;
  /** Discount of the whole line. */
  discount: Dong;
  vat: Vat;
  net: Dong;
  tax: Dong;
  total: Dong;
}

export interface SalePayment {
  /** Number in the shop, `TTHD000001-1`; `TTDH000001` when it was paid on the order. */
  number: string;
  at: Instant;
  method: "cash" | "card" | "transfer" | "cash-on-delivery";
  amount: Dong;
}

export interface Delivery {
  carrier: { code: string; name: string };
  trackingNumber: string;
  status: "pending" | "in-transit" | "delivered" | "returned" | "cancelled";
  receiver: string;
  phone: string;
  address: Address;
  /** What the customer pays for it; part of the sale's total, outside VAT (KKKNT). */
  fee: Dong;
  isCashOnDelivery: boolean;
  /** What the carrier collects; 0 unless cash on delivery. */
  cashOnDelivery: Dong;
  /** Grams. */
  weight: number;
  deliveredAt?: Instant;
}

interface SaleDocument extends Stamped {
  id: number;
  number: string;
  at: Instant;
  /** Vietnamese day of `at`. */
  date: LocalDate;
  locationId: number;
  customerId?: number;
  lines: SaleLine[];
  /** Sums of the lines: without VAT and after discount; their VAT. */
  net: Dong;
  tax: Dong;
}

/** Goods sold ("hóa đơn" of the shop software). `total = net + tax + deliveryFee`. */
export interface Sale extends SaleDocument {
  channel: "shop" | "online" | "wholesale";
  /** Where an online sale came from. */
  source?: "Facebook" | "Shopee" | "Website";
  /** Employee who sold. */
  sellerId: number;
  status: "completed" | "cancelled" | "in-progress";
  deliveryFee: Dong;
  total: Dong;
  payments: SalePayment[];
  /** Sum of the payments; what is still owed is `total - paid - (refund?.total ?? 0)` for a completed credit sale. */
  paid: Dong;
  delivery?: Delivery;
  /** Number of the order it came from. Wholesale and online sales always have one. */
  orderNumber?: string;
  refund?: Refund;
  note?: string;
}

/** Goods ordered ("đặt hàng"), to become a sale. `total = net + tax + deliveryFee`. */
export interface Order extends SaleDocument {
  channel: "online" | "wholesale";
  source?: "Facebook" | "Shopee" | "Website";
  sellerId: number;
  status: "draft" | "in-progress" | "completed" | "cancelled";
  deliveryFee: Dong;
  total: Dong;
  /** Money paid in advance; the sale has the same payments again. */
  payments: SalePayment[];
  paid: Dong;
  /** Number of the sale it became. */
  saleNumber?: string;
  /** Day the goods are wanted. */
  expectedOn: LocalDate;
  note?: string;
}

/** Goods taken back and money given back for them. `total = net + tax`. */
export interface Refund extends SaleDocument {
  saleId: number;
  saleNumber: string;
  receivedById: number;
  total: Dong;
  /** How the money went back; `credit` takes it off what a wholesale customer owes. */
  method: "cash" | "transfer" | "credit";
  reason: string;
}

export interface StockLevel extends Stamped {
  locationId: number;
  itemId: number;
  /** In base units; may be negative. */
  onHand: Quantity;
  reserved: Quantity;
  /** Level to reorder at. */
  minimum: Quantity;
  /** Cost of one base unit at this place. */
  cost: Dong;
}

/** Goods received from a supplier. `net = quantity * unitPrice` a line; `total = net + tax`. */
export interface Purchase extends Stamped {
  id: number;
  number: string;
  at: Instant;
  date: LocalDate;
  supplierId: number;
  locationId: number;
  receivedById: number;
  lines: { itemId: number; unit: string; quantity: Quantity; unitPrice: Dong; vat: Vat; net: Dong; tax: Dong }[];
  net: Dong;
  tax: Dong;
  total: Dong;
  payments: { number: string; at: Instant; method: "cash" | "transfer"; amount: Dong }[];
  paid: Dong;
  status: "completed" | "draft" | "cancelled";
}
