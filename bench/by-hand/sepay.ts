import { sepay } from "@opensme/sepay";
import { decimal, type Mapping, ref, text } from "../by-hand.ts";
import { dayOf, pad } from "../records.ts";

const transaction = (index: number) => ({
  id: String(12_000_000 + index),
  bank_brand_name: "MBBank",
  account_number: "0000000001",
  transaction_date: `${dayOf(index)} 14:05:10`,
  amount_out: "0.00",
  amount_in: `${418_000 + (index % 700) * 1000}.00`,
  accumulated: `${12_500_000 + index * 1000}.00`,
  transaction_content: `KH${pad(index % 5000, 6)} thanh toan DH${pad(index, 8)} cho don hang ca phe rang xay, chuyen tu ung dung ngan hang-CHUYEN TIEN-OQCH0007${pad(index, 8)}-MOMO0000000000MOMO`,
  reference_number: `FT2628${pad(index, 10)}`,
  code: `DH${pad(index, 8)}`,
  sub_account: "VA0000000001",
  bank_account_id: "19",
});

/** A transaction of a bank. All that SePay tells of one is 0.5 KB. */
export const mapping: Mapping = {
  resource: sepay.resources.bankTransactions,
  text: (index) => JSON.stringify(transaction(index)),
  byHand: (row) => {
    const net = Number(row.amount_in) - Number(row.amount_out);
    return {
      id: row.id,
      direction: net === 0 ? undefined : net > 0 ? "in" : "out",
      bankAccount: ref(row.bank_account_id),
      reference: text(row.reference_number),
      date: row.transaction_date.slice(0, 10),
      bookedAt: new Date(`${row.transaction_date.replace(" ", "T")}+07:00`).toISOString(),
      currency: "VND",
      total: String(Math.abs(net)),
      balance: decimal(row.accumulated),
      paymentCode: text(row.code),
      note: text(row.transaction_content),
      unmapped: {
        bank_brand_name: text(row.bank_brand_name),
        account_number: text(row.account_number),
        sub_account: text(row.sub_account),
      },
    };
  },
};
