import type { Company } from "@opensme/testing";
import { channelIdOf, headOf, lineOf, lineTaxOf, type Order, paymentOf, surchargesOf } from "./documents.ts";
import { first, type Ids } from "./ids.ts";
import { stamps } from "./parties.ts";
import { type Base, numbered } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

const states = {
  draft: { status: 1, statusValue: "Phiếu tạm" },
  "in-progress": { status: 2, statusValue: "Đang xử lý" },
  completed: { status: 3, statusValue: "Hoàn thành" },
  cancelled: { status: 4, statusValue: "Đã hủy" },
} as const;

/** What an order says of its delivery: where to, and the fee. The shipment itself belongs to the invoice. */
const deliveryOf = (order: Order, company: Company) => {
  const customer = company.customers.find(({ id }) => id === order.customerId);
  return order.channel === "online" && customer
    ? {
        type: 0,
        price: order.deliveryFee,
        receiver: customer.legalName,
        contactNumber: customer.phone ?? "******00",
        address: customer.address?.street ?? "******",
        locationName: customer.address?.province ?? "Hồ Chí Minh",
        wardName: customer.address?.ward,
      }
    : undefined;
};

export const ordersOf = (company: Company, ids: Ids): Base => {
  let changes: string[] | undefined;
  const changedAt = (position: number): string => {
    changes ??= Array.from(company.eachOrder(), ({ updatedAt }) => localTime(updatedAt));
    return changes[position] ?? "";
  };
  return numbered({
    firstId: first.order,
    count: () => company.orderCount,
    changedAt,
    at(position) {
      const order = company.orderAt(position);
      const id = first.order + position;
      return {
        id,
        code: order.number,
        purchaseDate: localTime(order.at),
        ...headOf(order, company, ids),
        total: order.total,
        totalPayment: order.paid,
        discount: 0,
        totalTax: order.tax,
        pricingMode: 0,
        ...states[order.status],
        description: order.note,
        usingCod: order.channel === "online",
        payments: order.payments.map((payment) => paymentOf(payment, order.id, 0)),
        orderDetails: order.lines.map((line, index) => {
          const { name, value, ...tax } = lineTaxOf(line, id * 10 + index);
          return {
            ...lineOf(line, ids),
            isMaster: true,
            orderDetailTaxs: [{ ...tax, retailerId, taxName: name, taxValue: value }],
          };
        }),
        orderDelivery: deliveryOf(order, company),
        invoiceOrderSurcharges: surchargesOf(order),
        retailerId,
        saleChannelId: channelIdOf(order),
        ...stamps(order),
      };
    },
  });
};
