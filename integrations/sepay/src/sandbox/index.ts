import type { Sandbox, SandboxKit, SandboxOptions } from "@opensme/testing";
import { defineSandbox, HttpResponse, http } from "@opensme/testing";
import * as z from "zod";
import type { Account, Bank, GatewayOrder, Transaction } from "./bank.ts";
import { bankOf } from "./bank.ts";
import { webhooks } from "./webhooks.ts";
import { apiToken, failed, gateway, host, localTime, merchant, money, succeeded, tooMany } from "./wire.ts";

const bankName = {
  bank_short_name: "MBBank",
  bank_full_name: "Ngân hàng TMCP Quân đội",
  bank_bin: "970422",
  bank_code: "MB",
};

const accountRow = (account: Account, { transactions }: Bank) => {
  const last = transactions.findLast(({ accountId }) => accountId === account.id);
  return {
    id: String(account.id),
    account_holder_name: account.holder,
    account_number: account.number,
    accumulated: money(last?.balance ?? 0),
    last_transaction: last ? localTime(last.at) : null,
    label: account.label,
    active: "1",
    created_at: localTime(account.createdAt),
    ...bankName,
  };
};

const transactionRow = (transaction: Transaction, { accounts }: Bank) => ({
  id: String(transaction.id),
  bank_brand_name: bankName.bank_short_name,
  account_number: accounts.find(({ id }) => id === transaction.accountId)?.number ?? null,
  transaction_date: localTime(transaction.at),
  amount_out: money(transaction.spent),
  amount_in: money(transaction.received),
  accumulated: money(transaction.balance),
  transaction_content: transaction.content,
  reference_number: transaction.reference,
  code: transaction.code,
  sub_account: transaction.virtualAccount,
  bank_account_id: String(transaction.accountId),
});

const Invoice = z.object({ order_invoice_number: z.string() });

const orderKey = (id: number): string => `SEPAY-${String(id).padStart(6, "0")}`;

const orderRow = (order: GatewayOrder) => ({
  id: String(order.id),
  customer_id: null,
  order_id: orderKey(order.id),
  order_invoice_number: order.invoiceNumber,
  order_status: order.status,
  order_amount: money(order.amount),
  order_currency: "VND",
  order_description: `Đơn hàng ${order.invoiceNumber}`,
  authentication_status: null,
  created_at: localTime(order.createdAt),
  updated_at: localTime(order.paidAt ?? order.createdAt),
});

/** An order by itself has its transactions too. */
const orderDetail = (order: GatewayOrder) => ({
  ...orderRow(order),
  transactions:
    order.paidAt === undefined
      ? []
      : [
          {
            id: String(order.id),
            payment_method: "BANK_TRANSFER",
            transaction_type: "PAYMENT",
            transaction_amount: String(order.amount),
            transaction_currency: "VND",
            transaction_status: "APPROVED",
            transaction_date: localTime(order.paidAt),
          },
        ],
});

type Row = ReturnType<typeof transactionRow>;

/** The filters of the list. A day without a time is its beginning. */
const admits = (row: Row, query: URLSearchParams): boolean => {
  const asked = (name: string, holds: (value: string) => boolean): boolean => {
    const value = query.get(name);
    return value === null || value === "" || holds(value);
  };
  return (
    asked("account_number", (number) => row.account_number === number) &&
    asked("transaction_date_min", (time) => row.transaction_date >= time) &&
    asked("transaction_date_max", (time) => row.transaction_date <= time) &&
    asked("since_id", (id) => Number(row.id) >= Number(id)) &&
    asked("reference_number", (reference) => row.reference_number === reference) &&
    asked("amount_in", (amount) => Number(row.amount_in) === Number(amount)) &&
    asked("amount_out", (amount) => Number(row.amount_out) === Number(amount))
  );
};

const newestFirst = (left: Row, right: Row): number =>
  right.transaction_date.localeCompare(left.transaction_date) || Number(right.id) - Number(left.id);

const limitIn = (query: URLSearchParams, most: number): number => Math.min(Number(query.get("limit")) || most, most);

const handlersOf = (bank: () => Bank, kit: SandboxKit) => {
  const admit = kit.limiter({ requests: 3, seconds: 1 });
  const gated = (path: string, answer: (query: URLSearchParams, id: string) => Response) =>
    http.get(`${host}${path}`, ({ request, params }) => {
      const [kind, token] = (request.headers.get("authorization") ?? "").split(" ");
      // A token that is not known is answered with nothing.
      if (kind !== "Bearer" || !kit.tokens.accepts(token)) return new HttpResponse(null, { status: 200 });
      if (!admit()) return tooMany(String(admit.retryAfter()));
      const answered = answer(new URL(request.url).searchParams, String(params["id"]));
      answered.headers.set("date", kit.now().toUTCString());
      return answered;
    });
  const basic = `Basic ${Buffer.from(`${merchant.merchantId}:${merchant.merchantSecret}`).toString("base64")}`;
  const atGateway = (path: string, answer: (query: URLSearchParams, id: string) => Response) =>
    http.get(`${gateway}${path}`, ({ request, params }) =>
      request.headers.get("authorization") === basic
        ? answer(new URL(request.url).searchParams, String(params["id"]))
        : HttpResponse.json({ message: "Unauthorized" }, { status: 401 }),
    );
  const act = (path: string, from: GatewayOrder["status"], said: string) =>
    http.post(`${gateway}/${path}`, async ({ request }) => {
      if (request.headers.get("authorization") !== basic)
        return HttpResponse.json({ message: "Unauthorized" }, { status: 401 });
      const { order_invoice_number } = Invoice.parse(await request.json());
      const order = bank().orders.find(({ invoiceNumber }) => invoiceNumber === order_invoice_number);
      if (order?.status !== from) return HttpResponse.json({ message: "Order cannot be changed" }, { status: 422 });
      order.status = "CANCELLED";
      return HttpResponse.json({ message: said });
    });
  return [
    // https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/huy-don-hang
    act("cancel", "AUTHENTICATION_NOT_NEEDED", "Đã hủy đơn hàng thành công"),
    // https://developer.sepay.vn/en/cong-thanh-toan/API/giao-dich/huy-giao-dich
    act("voidTransaction", "CAPTURED", "Đã hủy giao dịch thành công"),
    atGateway("", (query) => {
      const [size, page] = [Math.min(Number(query.get("per_page") ?? 20), 100), Number(query.get("page") ?? 1)];
      const sorted = query.get("sort") === "created_at:asc" ? bank().orders : bank().orders.toReversed();
      const total = sorted.length;
      return HttpResponse.json({
        data: sorted.slice((page - 1) * size, page * size).map(orderRow),
        meta: {
          per_page: size,
          total,
          has_more: page * size < total,
          current_page: page,
          page_count: Math.ceil(total / size),
        },
      });
    }),
    atGateway("/detail/:id", (_, id) => {
      const order = bank().orders.find((each) => orderKey(each.id) === id);
      return order
        ? HttpResponse.json({ data: orderDetail(order) })
        : HttpResponse.json({ message: "Order not found" }, { status: 404 });
    }),
    gated("/bankaccounts/list", (query) =>
      succeeded({
        bankaccounts: bank()
          .accounts.slice(0, limitIn(query, 5000))
          .map((account) => accountRow(account, bank())),
      }),
    ),
    gated("/bankaccounts/details/:id", (_, id) => {
      const account = bank().accounts.find((each) => String(each.id) === id);
      return account ? succeeded({ bankaccount: accountRow(account, bank()) }) : failed(404, "Bank account not found");
    }),
    gated("/transactions/list", (query) => {
      const rows = bank().transactions.map((transaction) => transactionRow(transaction, bank()));
      const found = rows.filter((row) => admits(row, query)).sort(newestFirst);
      return succeeded({ transactions: found.slice(0, limitIn(query, 5000)) });
    }),
    gated("/transactions/details/:id", (_, id) => {
      const transaction = bank().transactions.find((each) => String(each.id) === id);
      return transaction
        ? succeeded({ transaction: transactionRow(transaction, bank()) })
        : failed(404, "Transaction not found");
    }),
  ];
};

/** One second after the last transaction, and not before now. */
const nextTime = ({ transactions }: Bank, now: Date): string => {
  const last = Math.max(...transactions.map(({ at }) => Date.parse(at)));
  return new Date(Math.max(last + 1000, now.getTime())).toISOString();
};

/** SePay with the bank account of the sample company, from the vendor's manual: https://developer.sepay.vn/en/sepay-api/v1/gioi-thieu */
export const sandbox: (options?: SandboxOptions) => Sandbox = defineSandbox<Bank>({
  id: "sepay",
  config: { apiToken, ...merchant },
  state(company, { tokens }) {
    tokens.admit(apiToken);
    return bankOf(company);
  },
  handlers: handlersOf,
  control: (bank, { now }) => ({
    ids(resource) {
      if (resource === "payments") return bank().orders.map(({ id }) => orderKey(id));
      return (resource === "bankAccounts" ? bank().accounts : bank().transactions).map(({ id }) => String(id));
    },
    // Nothing of a transaction changes with SePay; the nearest to it is that the bank books it anew.
    touch(_, id) {
      const transaction = bank().transactions.find((each) => String(each.id) === id);
      if (transaction) transaction.at = nextTime(bank(), now());
    },
    remove(resource, id) {
      if (resource !== "bankAccounts") throw new Error("SePay deletes no transactions");
      bank().accounts = bank().accounts.filter((account) => String(account.id) !== id);
    },
    insert(resource) {
      const { orders } = bank();
      const [order] = orders.slice(-1);
      if (resource === "payments" && order) {
        const id = orders.length + 1;
        orders.push({ ...order, id, createdAt: now().toISOString() });
        return orderKey(id);
      }
      if (resource !== "bankTransactions") throw new Error("Accounts are added at the bank");
      const { transactions } = bank();
      const last = transactions.at(-1);
      if (!last) throw new Error("There is no transaction to repeat");
      const id = Math.max(...transactions.map((transaction) => transaction.id)) + 1;
      transactions.push({ ...last, id, at: nextTime(bank(), now()), reference: `FT${id}` });
      return String(id);
    },
  }),
  rateLimited: tooMany,
  webhooks,
});
