import type { Company } from "@opensme/testing";
import { lineTaxOf } from "./documents.ts";
import { first, type Ids, paymentId } from "./ids.ts";
import { bankAccountLabel } from "./parties.ts";
import { namesOf } from "./products.ts";
import { type Base, listed } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

const states = {
  draft: { status: 1, statusValue: "Phiếu tạm" },
  completed: { status: 3, statusValue: "Đã nhập hàng" },
  cancelled: { status: 4, statusValue: "Đã hủy" },
} as const;

/** Goods received from suppliers. Their rows tell no time of change. */
export const purchaseOrdersOf = (company: Company, ids: Ids): Base =>
  listed(
    company.purchases.map((purchase, index) => {
      const id = first.purchaseOrder + index;
      const supplier = ids.suppliers.find((candidate) => candidate.id === purchase.supplierId);
      return {
        changedAt: localTime(purchase.updatedAt),
        row: {
          id,
          retailerId,
          code: purchase.number,
          branchId: ids.branchId(purchase.locationId),
          branchName: company.locations.find((location) => location.id === purchase.locationId)?.names.shop,
          purchaseDate: localTime(purchase.at),
          discountRatio: 0,
          discount: 0,
          total: purchase.total,
          totalPayment: purchase.paid,
          totalTax: purchase.tax,
          supplierId: ids.supplierId(purchase.supplierId),
          supplierName: supplier?.shop.name,
          supplierCode: supplier?.shop.code,
          partnerType: "S",
          purchaseById: ids.userId(purchase.receivedById),
          purchaseName: ids.userName(purchase.receivedById),
          ...states[purchase.status],
          purchaseOrderDetails: purchase.lines.map((line, position) => {
            const product = ids.productOf(line.itemId, line.unit);
            const { name: _, value: __, ...tax } = lineTaxOf(line, id * 10 + position);
            return {
              productId: product.id,
              productCode: product.unit.code,
              productName: namesOf(product).fullName,
              quantity: line.quantity,
              price: line.unitPrice,
              discount: 0,
              purchaseOrderDetailTaxes: [{ ...tax, retailerId }],
            };
          }),
          payments: purchase.payments.map((payment, position) => ({
            id: paymentId.purchase(purchase.id, position),
            code: payment.number,
            amount: payment.amount,
            method: payment.method === "cash" ? "Cash" : "Transfer",
            status: 0,
            statusValue: "Đã thanh toán",
            transDate: localTime(payment.at),
            ...(payment.method === "cash" ? {} : { bankAccount: bankAccountLabel, accountId: first.bankAccount }),
          })),
        },
      };
    }),
  );
