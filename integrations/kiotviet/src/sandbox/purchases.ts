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

const orderStates = {
  draft: { status: 0, statusValue: "Phiếu tạm" },
  completed: { status: 3, statusValue: "Hoàn thành" },
  cancelled: { status: 4, statusValue: "Đã hủy" },
} as const;

/** What was ordered before it was received, as the same goods from the same suppliers. */
export const orderSuppliersOf = (company: Company, ids: Ids): Base =>
  listed(
    company.purchases.map((purchase, index) => {
      const id = first.orderSupplier + index;
      const supplier = ids.suppliers.find((candidate) => candidate.id === purchase.supplierId);
      const createdDate = localTime(purchase.createdAt);
      const details = purchase.lines.map((line, position) => {
        const detailId = id * 10 + position;
        const { name: _, value: __, ...tax } = lineTaxOf(line, detailId);
        return {
          id: detailId,
          orderSupplierId: id,
          productId: ids.productOf(line.itemId, line.unit).id,
          quantity: line.quantity,
          price: line.unitPrice,
          discount: 0,
          allocation: 0,
          createdDate,
          orderQuantity: line.quantity,
          subTotal: line.net,
          orderSupplierDetailTaxes: [tax],
        };
      });
      return {
        changedAt: localTime(purchase.updatedAt),
        row: {
          id,
          code: purchase.number.replace("PN", "PDN"),
          orderDate: createdDate,
          branchId: ids.branchId(purchase.locationId),
          retailerId,
          userId: ids.userId(purchase.receivedById),
          ...orderStates[purchase.status],
          discountRatio: "0",
          discount: 0,
          createdDate,
          createdBy: ids.userId(purchase.receivedById),
          totalTax: purchase.tax,
          orderSupplierDetails: details,
          total: purchase.total,
          totalQuantity: purchase.lines.reduce((sum, { quantity }) => sum + quantity, 0),
          subTotal: purchase.net,
          paidAmount: 0,
          toComplete: false,
          purchaseOrderCodes: purchase.status === "completed" ? purchase.number : "",
          supplierId: ids.supplierId(purchase.supplierId),
          supplierCode: supplier?.shop.code,
          supplierName: supplier?.shop.name,
        },
      };
    }),
  );

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
