import { codec, compare, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { CustomerDocument, readCustomerDocument } from "./customer-documents.ts";
import { type SaleDelivery, shippingAddress } from "./delivery.ts";
import { vietnamTime } from "./wire.ts";

/** What orders ("đặt hàng") and invoices ("hóa đơn", the sale) have in common. Neither is the legal e-invoice. */
export const Sale = row({
  ...CustomerDocument.shape,
  purchaseDate: vietnamTime,
  soldById: codec.numericId,
  ...fields(codec.decimal, "total", "discount", "discountRatio"),
  // How the shop enters prices; `price` is before tax in every mode.
  pricingMode: codec.identifier,
  usingCod: z.boolean(),
  invoiceOrderSurcharges: z.array(
    row({ surchargeId: codec.identifier, surchargeName: z.string(), ...fields(codec.decimal, "surValue", "price") }),
  ),
  saleChannelId: codec.identifier,
  SaleChannel: row({ Id: codec.identifier, Name: z.string() }),
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
) => {
  const { unmapped, ...document } = readCustomerDocument(sale);
  return {
    ...document,
    paymentStatus: paymentStatus(sale, sale.status),
    fulfillmentStatus: delivery?.status,
    placedAt: sale.purchaseDate,
    expectedAt: delivery?.expectedDelivery,
    seller: ref(sale.soldById, sale.soldByName),
    channel: sale.SaleChannel?.Name,
    channelId: sale.saleChannelId ?? sale.SaleChannel?.Id,
    discount: sale.discount,
    discountRate: sale.discountRatio,
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
    unmapped: { ...unmapped, pricingMode: sale.pricingMode },
  };
};
