import type { Company } from "@opensme/testing";
import { first, type Ids, paymentId } from "./ids.ts";
import { bankAccountLabel } from "./parties.ts";
import { namesOf, taxOf } from "./products.ts";
import { channels } from "./setup.ts";
import { localTime } from "./wire.ts";

export type Sale = ReturnType<Company["saleAt"]>;
export type Order = ReturnType<Company["orderAt"]>;
type Line = Sale["lines"][number];
type Payment = Sale["payments"][number];

/** KiotViet keeps amounts with four decimals. */
const decimals = (amount: number): number => Math.round(amount * 10_000) / 10_000;

/** Who and where, as all documents of customers have it. */
export const headOf = (
  document: { locationId: number; customerId?: number; sellerId?: number },
  company: Company,
  ids: Ids,
) => {
  const customer = company.customers.find(({ id }) => id === document.customerId);
  return {
    branchId: ids.branchId(document.locationId),
    branchName: company.locations.find(({ id }) => id === document.locationId)?.names.shop,
    ...(document.sellerId === undefined
      ? {}
      : { soldById: ids.userId(document.sellerId), soldByName: ids.userName(document.sellerId) }),
    customerId: ids.customerId(document.customerId),
    customerCode: customer?.shop.code,
    customerName: customer?.shop.name,
  };
};

/** The fields of a line that all documents share. KiotViet's discount is that of one unit. */
export const lineOf = (line: Line, ids: Ids) => {
  const product = ids.productOf(line.itemId, line.unit);
  return {
    productId: product.id,
    productCode: product.unit.code,
    productName: namesOf(product).fullName,
    quantity: line.quantity,
    price: line.unitPrice,
    discount: line.discount === 0 ? 0 : decimals(line.discount / line.quantity),
  };
};

/** The price of one unit as it was paid, which is what a return has. */
export const paidPriceOf = (line: Line): number => decimals(line.net / line.quantity);

/** The tax of a line: in invoices and purchases under one set of names, in orders and returns under another. */
export const lineTaxOf = (line: { vat: string; tax: number }, detailId: number) => {
  const { taxId, name, value } = taxOf(line.vat);
  return { id: detailId, detailId, taxId, detailTax: line.tax, name, value };
};

const methods = { cash: "Cash", card: "Card", transfer: "Transfer", "cash-on-delivery": "Transfer" } as const;

const idOfPayment = (payment: Payment, saleId: number, position: number): number =>
  payment.number.startsWith("TTDH") ? paymentId.deposit(payment.number) : paymentId.sale(saleId, position);

/** A payment as documents have it. The one made on an order stands on the invoice again, under the same id. */
export const paymentOf = (payment: Payment, saleId: number, position: number) => ({
  id: idOfPayment(payment, saleId, position),
  code: payment.number,
  amount: payment.amount,
  method: methods[payment.method],
  status: 0,
  statusValue: "Đã thanh toán",
  transDate: localTime(payment.at),
  ...(payment.method === "cash" ? {} : { bankAccount: bankAccountLabel, accountId: first.bankAccount }),
});

export const surchargesOf = (document: { id: number; deliveryFee: number; createdAt: string }, invoiceId?: number) =>
  document.deliveryFee === 0
    ? []
    : [
        {
          id: 7_000_000 + document.id,
          ...(invoiceId === undefined ? {} : { invoiceId }),
          surchargeId: 11,
          surchargeName: "Phí giao hàng",
          surValue: document.deliveryFee,
          price: document.deliveryFee,
          createdDate: localTime(document.createdAt),
        },
      ];

export const channelIdOf = ({ source }: { source?: keyof typeof channels }): number | undefined =>
  source && channels[source];
