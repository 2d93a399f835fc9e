import * as z from "zod";
import { taxById } from "./products.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import type { Row } from "./table.ts";
import { fullTime, retailerId } from "./wire.ts";
import { newCustomer } from "./write-customers.ts";

/** What is taken of an order; other members are passed over. */
const Body = z.object({
  purchaseDate: z.string().nullish(),
  branchId: z.number(),
  soldById: z.number().nullish(),
  discount: z.number().nullish(),
  description: z.string().nullish(),
  method: z.string().nullish(),
  totalPayment: z.number().nullish(),
  accountId: z.number().nullish(),
  saleChannelId: z.number().nullish(),
  orderDetails: z
    .array(
      z.object({
        productId: z.number().nullish(),
        productCode: z.string().nullish(),
        quantity: z.number(),
        price: z.number().nullish(),
        discount: z.number().nullish(),
        discountRatio: z.number().nullish(),
        note: z.string().nullish(),
        OrderDetailTaxs: z.array(z.object({ TaxId: z.number() })).nullish(),
      }),
    )
    .min(1),
  orderDelivery: z
    .object({
      deliveryCode: z.string().nullish(),
      type: z.number().nullish(),
      price: z.number().nullish(),
      receiver: z.string().nullish(),
      contactNumber: z.string().nullish(),
      address: z.string().nullish(),
      locationId: z.number().nullish(),
      locationName: z.string().nullish(),
      wardName: z.string().nullish(),
      weight: z.number().nullish(),
      length: z.number().nullish(),
      width: z.number().nullish(),
      height: z.number().nullish(),
      partnerDeliveryId: z.number().nullish(),
      partnerDelivery: z.object({ code: z.string(), name: z.string() }).partial().nullish(),
    })
    .nullish(),
  customer: z
    .object({
      id: z.number().nullish(),
      name: z.string().nullish(),
      contactNumber: z.string().nullish(),
      email: z.string().nullish(),
      address: z.string().nullish(),
    })
    .nullish(),
  surchages: z.array(z.object({ id: z.number().nullish(), code: z.string().nullish(), price: z.number() })).nullish(),
});

type Body = z.output<typeof Body>;

const ProductTaxes = z.looseObject({ productTaxs: z.array(z.looseObject({ taxId: z.number() })).nullish() });
const Paid = z.looseObject({ payments: z.array(z.looseObject({ amount: z.number() })) });

const lineOf = (shop: Shop, line: Body["orderDetails"][number], detailId: number) => {
  const product =
    line.productId != null
      ? shop.products.get(line.productId)
      : shop.products.page({ offset: 0, size: 1, where: (row) => row["code"] === line.productCode }).rows[0];
  if (!product) throw new Refusal("Hàng hóa không tồn tại trong hệ thống");
  const price = line.price ?? Number(product["basePrice"]);
  const discount = line.discount ?? (line.discountRatio ? (price * line.discountRatio) / 100 : 0);
  const net = Math.round((price - discount) * line.quantity);
  const taxIds =
    line.OrderDetailTaxs?.map(({ TaxId }) => TaxId) ??
    ProductTaxes.parse(product).productTaxs?.map(({ taxId }) => taxId) ??
    [];
  const taxes = taxIds.map((taxId) => {
    const { name, value } = taxById(taxId);
    const detailTax = Math.round((net * (value ?? 0)) / 100);
    return { id: detailId, detailId, taxId, detailTax, retailerId, taxName: name, taxValue: value };
  });
  return {
    net,
    tax: taxes.reduce((sum, { detailTax }) => sum + detailTax, 0),
    row: {
      productId: product.id,
      productCode: product["code"],
      productName: product["fullName"],
      quantity: line.quantity,
      price,
      discount,
      discountRatio: line.discountRatio ?? undefined,
      isMaster: true,
      note: line.note ?? undefined,
      orderDetailTaxs: taxes,
    },
  };
};

/** The customer named by id, or a new one. */
const customerOf = (shop: Shop, customer: Body["customer"], time: string): Row | undefined => {
  if (!customer) return undefined;
  if (customer.id == null) {
    const row = newCustomer(shop, customer, time);
    shop.customers.put(row, time);
    return row;
  }
  const row = shop.customers.get(customer.id);
  if (!row) throw new Refusal("Khách hàng không tồn tại");
  return row;
};

/** The order that a body asks for, in the place of the present one where there is one. A change replaces all that can be changed. */
export const writtenOrder = (shop: Shop, body: unknown, time: string, present?: Row): Row => {
  const fields = Body.parse(body);
  const branch = shop.branches.get(fields.branchId);
  if (!branch) throw new Refusal("Chi nhánh không tồn tại");
  const id = present?.id ?? shop.orders.nextId;
  const customer = customerOf(shop, fields.customer, time);
  const lines = fields.orderDetails.map((line, index) => lineOf(shop, line, id * 10 + index));
  const surcharges = fields.surchages ?? [];
  const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  const tax = sumOf(lines.map((line) => line.tax));
  const payments = present ? Paid.parse(present).payments : [];
  const added = (fields.totalPayment ?? 0) - sumOf(payments.map(({ amount }) => amount));
  const number = present?.["code"] ?? `DH${String(id - 80_000_000).padStart(6, "0")}`;
  return {
    id,
    code: number,
    purchaseDate: fields.purchaseDate ? fullTime(fields.purchaseDate) : time,
    branchId: branch.id,
    branchName: branch["branchName"],
    soldById: fields.soldById ?? undefined,
    soldByName: fields.soldById ? shop.users.get(fields.soldById)?.["givenName"] : undefined,
    customerId: customer?.id,
    customerCode: customer?.["code"],
    customerName: customer?.["name"],
    total:
      sumOf(lines.map(({ net }) => net)) + tax + sumOf(surcharges.map(({ price }) => price)) - (fields.discount ?? 0),
    totalPayment: sumOf(payments.map(({ amount }) => amount)) + Math.max(0, added),
    discount: fields.discount ?? 0,
    totalTax: tax,
    pricingMode: 0,
    status: present?.["status"] ?? 1,
    statusValue: present?.["statusValue"] ?? "Phiếu tạm",
    description: fields.description ?? undefined,
    usingCod: fields.orderDelivery != null,
    payments:
      added > 0
        ? [
            ...payments,
            {
              id: 350_000_000 + id * 10 + payments.length,
              code: `TT${number}`,
              amount: added,
              method: fields.method ?? "Cash",
              status: 0,
              statusValue: "Đã thanh toán",
              transDate: time,
              accountId: fields.accountId ?? undefined,
            },
          ]
        : payments,
    orderDetails: lines.map(({ row }) => row),
    orderDelivery: fields.orderDelivery ?? undefined,
    invoiceOrderSurcharges: surcharges.map(({ id: surchargeId, price }, index) => ({
      id: 7_500_000 + (id % 1_000_000) * 10 + index,
      surchargeId,
      surchargeName: "Phí giao hàng",
      surValue: price,
      price,
      createdDate: time,
    })),
    retailerId,
    saleChannelId: fields.saleChannelId ?? undefined,
    createdDate: present?.["createdDate"] ?? time,
    modifiedDate: present ? time : undefined,
  };
};
