import type { Company } from "@opensme/testing";

export interface Account {
  id: number;
  holder: string;
  number: string;
  label: string;
  createdAt: string;
}

export interface Transaction {
  id: number;
  accountId: number;
  at: string;
  received: number;
  spent: number;
  balance: number;
  content: string;
  reference: string | null;
  code: string | null;
  virtualAccount: string | null;
}

/** An order of the payment gateway. */
export interface GatewayOrder {
  id: number;
  invoiceNumber: string;
  status: "CAPTURED" | "CANCELLED" | "AUTHENTICATION_NOT_NEEDED";
  amount: number;
  createdAt: string;
  paidAt: string | undefined;
}

/** What SePay holds of the company: its accounts, what the bank told of each, and what was paid by the gateway. */
export interface Bank {
  accounts: Account[];
  transactions: Transaction[];
  orders: GatewayOrder[];
}

/** Banks pass on no accents, and what lies outside of Latin letters becomes a space. */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replace(/[^\w .:-]/g, " ");

/** The account at the bank; the others of the books are cash. */
const watched = "1121";

const feeOf = (index: number): number => (index % 17 === 0 ? 11_000 : 0);

/** Transfers of customers to the company, transfers of the company to its suppliers, and what the books know of besides. */
const movements = ({ sales, purchases, books }: Company) => [
  ...sales.flatMap(({ number, payments }) =>
    payments.flatMap(({ at, method, amount }) =>
      method === "transfer" ? [{ at, received: amount, spent: 0, content: `${number} thanh toan`, code: number }] : [],
    ),
  ),
  ...purchases.flatMap(({ number, payments }) =>
    payments.flatMap(({ at, method, amount }) =>
      method === "transfer" ? [{ at, received: 0, spent: amount, content: `Tra tien hang ${number}`, code: null }] : [],
    ),
  ),
  ...books.bankTransactions.flatMap(({ accountCode, createdAt, direction, total, reference, status }) =>
    status === "deleted" || accountCode !== watched
      ? []
      : [
          {
            at: createdAt,
            received: direction === "in" ? total : 0,
            spent: direction === "out" ? total : 0,
            content: plain(reference),
            code: null,
          },
        ],
  ),
];

const orderStatuses = {
  completed: "CAPTURED",
  cancelled: "CANCELLED",
  "in-progress": "AUTHENTICATION_NOT_NEEDED",
} as const;

/** Sales of the website are paid by the gateway; the newest is still to be paid. */
const ordersOf = ({ sales }: Company): GatewayOrder[] =>
  sales
    .filter(({ channel }) => channel === "online")
    .map(({ number, status, total, createdAt, at }, index) => ({
      id: index + 1,
      invoiceNumber: number,
      status: orderStatuses[status],
      amount: total,
      createdAt,
      paidAt: status === "completed" ? at : undefined,
    }))
    .sort((left, right) => left.createdAt.localeCompare(right.createdAt))
    .map((order, index, { length }) =>
      index === length - 1 ? { ...order, status: orderStatuses["in-progress"], paidAt: undefined } : order,
    );

export const bankOf = (company: Company): Bank => {
  const accounts = company.books.accounts.flatMap(({ id, bankAccountNumber, name, createdAt }) =>
    bankAccountNumber === undefined
      ? []
      : [
          {
            id: 10 + id,
            holder: plain(company.legalName).toUpperCase(),
            number: bankAccountNumber,
            label: name,
            createdAt,
          },
        ],
  );
  let balance = 1_000_000_000;
  const transactions = movements(company)
    .sort((left, right) => left.at.localeCompare(right.at))
    .map(({ at, received, spent, content, code }, index): Transaction => {
      balance += received - spent - feeOf(index);
      return {
        id: 12_400_000 + index,
        accountId: accounts[0]?.id ?? 0,
        at,
        received,
        spent,
        balance,
        content,
        // Some banks tell no reference, some payers pay into a virtual account.
        reference: index % 11 === 0 ? null : `FT${26_280_000_000_000 + index}`,
        code,
        virtualAccount: index % 7 === 0 ? "MAYMAU001" : null,
      };
    });
  return { accounts, transactions, orders: ordersOf(company) };
};
