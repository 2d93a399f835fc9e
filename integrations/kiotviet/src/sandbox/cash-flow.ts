import type { Company } from "@opensme/testing";
import { first, type Ids } from "./ids.ts";
import type { Ledger } from "./ledger.ts";
import { type Base, numbered, type Row } from "./table.ts";
import { localTime } from "./wire.ts";

interface Voucher {
  code: string;
  locationId: number;
  /** Money out is negative. */
  amount: number;
  method: "Cash" | "Card" | "Transfer";
  at: string;
  employeeId: number;
  partner?: { type: "C" | "S" | "O"; id?: number | undefined; name?: string | undefined };
  expense?: { group: number; description: string };
}

/** Small expenses of the two shops, one each month, which belong to no document. */
const expenses = ["Mua đá viên", "Gửi xe nhân viên", "Sửa vòi nước", "Văn phòng phẩm"] as const;

const methods = { cash: "Cash", card: "Card", transfer: "Transfer", "cash-on-delivery": "Transfer" } as const;

/** The cash book: the payments of all documents again, under numbers of their own, and what belongs to no document. */
export const cashFlowOf = (company: Company, ids: Ids, ledger: () => Ledger): Base => {
  const purchases = company.purchases.flatMap((purchase) =>
    purchase.payments.map((payment): Voucher => {
      const supplier = ids.suppliers.find(({ id }) => id === purchase.supplierId);
      return {
        code: payment.number,
        locationId: purchase.locationId,
        amount: -payment.amount,
        method: payment.method === "cash" ? "Cash" : "Transfer",
        at: payment.at,
        employeeId: 3,
        partner: { type: "S", id: ids.supplierId(purchase.supplierId), name: supplier?.shop.name },
      };
    }),
  );
  const petty = company.months
    .flatMap((month) => [1, 2].map((locationId) => ({ month, locationId })))
    .map(
      ({ month, locationId }, index): Voucher => ({
        code: `PC${String(index + 1).padStart(6, "0")}`,
        locationId,
        amount: -(120_000 + (index % 5) * 35_000),
        method: "Cash",
        at: `${month}-0${locationId + 1}T03:30:00.000Z`,
        employeeId: locationId === 1 ? 15 : 20,
        partner: { type: "O", name: "Người bán lẻ" },
        expense: { group: 12, description: expenses[index % expenses.length] ?? "" },
      }),
    )
    .filter(({ at }) => at <= company.now);
  const customerOf = (customerId: number | undefined): Pick<Voucher, "partner"> => {
    const customer = company.customers.find(({ id }) => id === customerId);
    return customer ? { partner: { type: "C", id: ids.customerId(customer.id), name: customer.shop.name } } : {};
  };

  /** The sale to which a payment counted over all sales belongs, and which of its payments it is. */
  const saleOf = (payment: number): Voucher => {
    const before = ledger().paymentsBefore;
    let low = 0;
    let high = company.saleCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((before[middle] ?? 0) <= payment) low = middle;
      else high = middle - 1;
    }
    const sale = company.saleAt(low);
    const found = sale.payments[payment - (before[low] ?? 0)];
    if (!found) throw new RangeError(`No payment at ${payment}`);
    return {
      code: found.number,
      locationId: sale.locationId,
      amount: found.amount,
      method: methods[found.method],
      at: found.at,
      employeeId: sale.sellerId,
      ...customerOf(sale.customerId),
    };
  };
  const refundOf = (index: number): Voucher => {
    const { refund } = company.saleAt(ledger().repaid[index] ?? -1);
    if (!refund) throw new RangeError(`No return at ${index}`);
    return {
      code: `TT${refund.number}`,
      locationId: refund.locationId,
      amount: -refund.total,
      method: refund.method === "cash" ? "Cash" : "Transfer",
      at: refund.at,
      employeeId: refund.receivedById,
      ...customerOf(refund.customerId),
    };
  };

  const salePayments = (): number => ledger().paymentsBefore[company.saleCount] ?? 0;
  const voucherAt = (position: number): Voucher => {
    const own = [...petty, ...purchases];
    const voucher = own[position];
    if (voucher) return voucher;
    const rest = position - own.length;
    return rest < salePayments() ? saleOf(rest) : refundOf(rest - salePayments());
  };

  return numbered({
    firstId: first.cashFlow,
    count: () => petty.length + purchases.length + salePayments() + ledger().repaid.length,
    changedAt: (position) => localTime(voucherAt(position).at),
    at: (position) => rowOf(first.cashFlow + position, voucherAt(position), ids),
  });
};

const rowOf = (id: number, voucher: Voucher, ids: Ids): Row => ({
  id,
  code: voucher.code,
  branchId: ids.branchId(voucher.locationId),
  createdBy: ids.userId(voucher.employeeId),
  usedForFinancialReporting: voucher.expense ? 1 : 0,
  cashFlowGroupId: voucher.expense?.group,
  method: voucher.method,
  partnerType: voucher.partner?.type,
  partnerId: voucher.partner?.id,
  partnerName: voucher.partner?.name,
  status: 0,
  statusValue: "Đã thanh toán",
  transDate: localTime(voucher.at),
  amount: voucher.amount,
  user: ids.userName(voucher.employeeId),
  accountId: voucher.method === "Cash" ? undefined : first.bankAccount,
  description: voucher.expense?.description,
});
