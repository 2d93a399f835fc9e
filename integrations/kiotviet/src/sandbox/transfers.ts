import type { Company } from "@opensme/testing";
import { first, type Ids } from "./ids.ts";
import { type Base, listed } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

/** Goods that were received at one branch and moved on to the next. The list tells no times. */
export const transfersOf = (company: Company, ids: Ids): Base =>
  listed(
    company.purchases.slice(0, 12).map((purchase, index) => {
      const to = company.locations.find(({ id }) => id !== purchase.locationId)?.id ?? purchase.locationId;
      const id = first.transfer + index;
      return {
        changedAt: localTime(purchase.updatedAt),
        row: {
          id,
          code: `TRF${String(index + 1).padStart(6, "0")}`,
          status: [3, 2, 1, 4][index % 4],
          fromBranchId: ids.branchId(purchase.locationId),
          toBranchId: ids.branchId(to),
          retailerId,
          description: "Chuyển hàng theo tuần",
          transferDetails: purchase.lines.map((line) => {
            const product = ids.productOf(line.itemId, line.unit);
            return {
              transferId: id,
              productId: product.id,
              productCode: product.unit.code,
              sendQuantity: line.quantity,
              receiveQuantity: index % 4 === 0 ? line.quantity : 0,
              price: line.unitPrice,
              sendPrice: line.unitPrice,
              receivePrice: line.unitPrice,
            };
          }),
        },
      };
    }),
  );
