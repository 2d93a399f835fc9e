import { codec, compare, ref } from "@opensme/core";
import * as z from "zod";
import { type SaleDelivery, shippingAddress } from "./delivery.ts";
import { currency, otherId, ownId, vietnamTime } from "./wire.ts";

/** What orders ("đặt hàng") and invoices ("hóa đơn", the sale) have in common. Neither is the legal e-invoice. */
export const Sale = z.object({
  id: ownId,
  code: z.string().nullish(),
  purchaseDate: vietnamTime.nullish(),
  branchId: otherId.nullish(),
  branchName: z.string().nullish(),
  soldById: otherId.nullish(),
  soldByName: z.string().nullish(),
  customerId: otherId.nullish(),
  customerCode: z.string().nullish(),
  customerName: z.string().nullish(),
  total: codec.decimal.nullish(),
  totalPayment: codec.decimal.nullish(),
  discount: codec.decimal.nullish(),
  discountRatio: codec.decimal.nullish(),
  totalTax: codec.decimal.nullish(),
  // How the shop enters prices; `price` is before tax in every mode.
  pricingMode: codec.identifier.nullish(),
  description: z.string().nullish(),
  usingCod: z.boolean().nullish(),
  invoiceOrderSurcharges: z
    .array(
      z.object({
        surchargeId: codec.identifier.nullish(),
        surchargeName: z.string().nullish(),
        surValue: codec.decimal.nullish(),
        price: codec.decimal.nullish(),
      }),
    )
    .nullish(),
  saleChannelId: codec.identifier.nullish(),
  SaleChannel: z.object({ Id: codec.identifier.nullish(), Name: z.string().nullish() }).nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});

type Sale = z.output<typeof Sale>;

/** Unpaid, paid in part or in full: follows from what is due and what was paid. */
const paymentStatus = (
  { total, totalPayment }: Sale,
  status: unknown,
): "unpaid" | "partially-paid" | "paid" | undefined => {
  // Of what was cancelled nothing is due.
  if (status === "cancelled" || !total || !totalPayment) return undefined;
  if (compare(totalPayment, total) >= 0) return "paid";
  return totalPayment === "0" ? "unpaid" : "partially-paid";
};

/** What orders and invoices read alike, around the status and lines that differ. */
export const readSale = (
  sale: Sale & { status?: unknown },
  delivery: z.output<typeof SaleDelivery> | null | undefined,
) => ({
  number: sale.code,
  paymentStatus: paymentStatus(sale, sale.status),
  fulfillmentStatus: delivery?.status,
  placedAt: sale.purchaseDate,
  expectedAt: delivery?.expectedDelivery,
  contact: ref(sale.customerId && `customer:${sale.customerId}`, sale.customerName),
  contactCode: sale.customerCode,
  location: ref(sale.branchId, sale.branchName),
  seller: ref(sale.soldById, sale.soldByName),
  channel: sale.SaleChannel?.Name,
  channelId: sale.saleChannelId ?? sale.SaleChannel?.Id,
  currency,
  discount: sale.discount,
  discountRate: sale.discountRatio,
  tax: sale.totalTax,
  taxInclusive: sale.pricingMode ? false : undefined,
  total: sale.total,
  paid: sale.totalPayment,
  isCashOnDelivery: sale.usingCod,
  // Named by the kind of surcharge, which is what a written order asks for.
  charges: sale.invoiceOrderSurcharges?.map(({ surchargeId, surchargeName, price, surValue }) => {
    const amount = price || surValue;
    return amount ? { amount, id: surchargeId, name: surchargeName } : undefined;
  }),
  shippingAddress: delivery ? shippingAddress(delivery) : undefined,
  note: sale.description,
  createdAt: sale.createdDate,
  updatedAt: sale.modifiedDate || sale.createdDate,
});

/** Names that KiotViet gives without the id that a ref needs. */
export const namesAlone = (sale: Sale): Record<string, string | null | undefined> => ({
  "seller.name": sale.soldById ? undefined : sale.soldByName,
  "contact.name": sale.customerId ? undefined : sale.customerName,
  pricingMode: sale.pricingMode,
});
