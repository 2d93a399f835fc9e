import type { Company } from "@opensme/testing";
import {
  channelIdOf,
  headOf,
  lineOf,
  lineTaxOf,
  paidPriceOf,
  paymentOf,
  type Sale,
  surchargesOf,
} from "./documents.ts";
import { first, type Ids, paymentId } from "./ids.ts";
import type { Ledger } from "./ledger.ts";
import { bankAccountLabel, stamps } from "./parties.ts";
import { type Base, numbered } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

const states = {
  completed: { status: 1, statusValue: "Hoàn thành" },
  cancelled: { status: 2, statusValue: "Đã hủy" },
  "in-progress": { status: 3, statusValue: "Đang xử lý" },
  undeliverable: { status: 5, statusValue: "Không giao được" },
} as const;

const deliveryStates = {
  pending: { status: 1, statusValue: "Chờ xử lý" },
  "in-transit": { status: 2, statusValue: "Đang giao hàng" },
  delivered: { status: 3, statusValue: "Giao thành công" },
  returned: { status: 5, statusValue: "Đã chuyển hoàn" },
  cancelled: { status: 6, statusValue: "Đã hủy" },
} as const;

const deliveryOf = ({ delivery }: Sale) =>
  delivery && {
    deliveryCode: delivery.trackingNumber,
    type: 0,
    ...deliveryStates[delivery.status],
    price: delivery.fee,
    receiver: delivery.receiver,
    contactNumber: delivery.phone,
    address: `${delivery.address.street}, ${delivery.address.ward}`,
    locationName: delivery.address.province,
    usingPriceCod: delivery.isCashOnDelivery,
    priceCodPayment: delivery.cashOnDelivery,
    weight: delivery.weight,
    partnerDeliveryId: Number(delivery.carrier.code.replace(/\D/g, "")),
    partnerDelivery: delivery.carrier,
  };

const channelOf = (sale: Sale) =>
  sale.source && {
    IsNotDelete: true,
    RetailerId: retailerId,
    Position: 1,
    IsActivate: true,
    CreatedBy: 0,
    CreatedDate: localTime("2025-11-03T02:15:00Z"),
    Id: channelIdOf(sale),
    Name: sale.source,
  };

export const invoicesOf = (company: Company, ids: Ids, ledger: () => Ledger): Base =>
  numbered({
    firstId: first.invoice,
    count: () => company.saleCount,
    changedAt: (position) => ledger().changedAt[position] ?? "",
    at(position) {
      const sale = company.saleAt(position);
      const id = first.invoice + position;
      const isUndeliverable = sale.delivery?.status === "returned";
      return {
        id,
        code: sale.number,
        orderCode: sale.orderNumber,
        purchaseDate: localTime(sale.at),
        ...headOf(sale, company, ids),
        total: sale.total,
        totalPayment: sale.paid,
        discount: 0,
        totalTax: sale.tax,
        pricingMode: 0,
        ...states[isUndeliverable ? "undeliverable" : sale.status],
        description: sale.note,
        usingCod: sale.delivery !== undefined,
        ...stamps(sale),
        payments: sale.payments.map((payment, index) => paymentOf(payment, sale.id, index)),
        invoiceOrderSurcharges: surchargesOf(sale, id),
        invoiceDetails: sale.lines.map((line, index) => ({
          ...lineOf(line, ids),
          subTotal: line.net,
          invoiceDetailTaxs: [lineTaxOf(line, id * 10 + index)],
        })),
        invoiceDelivery: deliveryOf(sale),
        SaleChannel: channelOf(sale),
      };
    },
  });

/** Goods taken back. Where they are, only the pass over the sales knows. */
export const returnsOf = (company: Company, ids: Ids, ledger: () => Ledger): Base => {
  const refundAt = (index: number) => {
    const position = ledger().returned[index] ?? -1;
    const { refund, sellerId } = company.saleAt(position);
    if (!refund) throw new RangeError(`No return at ${index}`);
    return { refund, sellerId, invoiceId: first.invoice + position };
  };
  return numbered({
    firstId: first.return,
    count: () => ledger().returned.length,
    changedAt: (index) => localTime(refundAt(index).refund.updatedAt),
    at(index) {
      const { refund, sellerId, invoiceId } = refundAt(index);
      const id = first.return + index;
      const isPaid = refund.method !== "credit";
      return {
        id,
        code: refund.number,
        invoiceId,
        returnDate: localTime(refund.at),
        ...headOf(refund, company, ids),
        receivedById: ids.userId(refund.receivedById),
        soldByName: ids.userName(sellerId),
        returnTotal: refund.total,
        returnDiscount: 0,
        returnFee: 0,
        totalTax: refund.tax,
        pricingMode: 0,
        totalPayment: isPaid ? refund.total : 0,
        status: 1,
        statusValue: "Đã trả",
        ...stamps(refund),
        payments: isPaid
          ? [
              {
                id: paymentId.return(refund.id),
                code: `TT${refund.number}`,
                amount: -refund.total,
                method: refund.method === "cash" ? "Cash" : "Transfer",
                status: 0,
                statusValue: "Đã thanh toán",
                transDate: localTime(refund.at),
                ...(refund.method === "cash" ? {} : { bankAccount: bankAccountLabel, accountId: first.bankAccount }),
              },
            ]
          : [],
        returnDetails: refund.lines.map((line, position) => {
          const { name, value, ...tax } = lineTaxOf(line, id * 10 + position);
          const { discount: _, ...fields } = lineOf(line, ids);
          return {
            ...fields,
            price: paidPriceOf(line),
            note: refund.reason,
            subTotal: line.net,
            returnDetailTaxs: [{ ...tax, retailerId, taxName: name, taxValue: value }],
          };
        }),
      };
    },
  });
};
