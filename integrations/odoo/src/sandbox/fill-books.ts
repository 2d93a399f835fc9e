import type { Company } from "@opensme/testing";
import type { Database, Row } from "./database.ts";
import { founded, ids, stampOf } from "./seeds.ts";

type Books = Company["books"];
type Document = Pick<
  Books["invoices"][number],
  "number" | "date" | "lines" | "net" | "tax" | "total" | "createdAt" | "updatedAt"
> & {
  reference?: string | undefined;
  dueDate?: string | undefined;
  status: string;
};
type Payment = Books["payments"][number];

const accountTypes = {
  bank: "asset_cash",
  receivable: "asset_receivable",
  payable: "liability_payable",
  inventory: "asset_current",
  "current-asset": "asset_current",
  "fixed-asset": "asset_fixed",
  "current-liability": "liability_current",
  equity: "equity",
  revenue: "income",
  "other-income": "income_other",
  "cost-of-sales": "expense_direct_cost",
  expense: "expense",
  depreciation: "expense_depreciation",
} as const;

const internalGroups = {
  asset: "asset",
  liability: "liability",
  equity: "equity",
  revenue: "income",
  expense: "expense",
} as const;

/** What a sale and a purchase come to, apart from each other by sign. */
const sides = {
  out_invoice: { sign: -1, due: "131", tax: "33311" },
  out_refund: { sign: 1, due: "131", tax: "33311" },
  in_invoice: { sign: 1, due: "331", tax: "1331" },
  in_refund: { sign: -1, due: "331", tax: "1331" },
} as const;

const states: Readonly<Record<string, { state: string; payment_state: string }>> = {
  draft: { state: "draft", payment_state: "not_paid" },
  submitted: { state: "draft", payment_state: "not_paid" },
  authorised: { state: "posted", payment_state: "not_paid" },
  paid: { state: "posted", payment_state: "paid" },
  voided: { state: "cancel", payment_state: "not_paid" },
  deleted: { state: "cancel", payment_state: "not_paid" },
};

/** The ledger: accounts, documents, what settles them, and all other bookings. */
export const fillBooks = (database: Database, company: Company): void => {
  const { books } = company;
  for (const account of books.accounts)
    database.add(
      "account.account",
      {
        id: account.id,
        name: account.name,
        code: account.code,
        account_type: accountTypes[account.kind],
        internal_group: internalGroups[account.class],
        active: account.status === "active",
        current_balance: 0,
        tax_ids: [],
      },
      stampOf(account),
    );
  const accountIds = new Map(books.accounts.map(({ code, id }) => [code, id]));
  for (const [index, tax] of books.taxRates.entries())
    database.add(
      "account.tax",
      {
        id: index + 1,
        name: tax.name,
        invoice_label: tax.code,
        amount: tax.rate ?? 0,
        amount_type: "percent",
        type_tax_use: { output: "sale", input: "purchase", none: "none" }[tax.direction],
        active: tax.status === "active",
        children_tax_ids: [],
      },
      founded,
    );
  const taxIds = new Map(books.taxRates.map(({ code }, index) => [code, index + 1]));
  const itemIds = new Map(company.items.flatMap(({ id, units }) => units.map(({ code }) => [code, id] as const)));
  const plan = database.add(
    "account.analytic.plan",
    { name: books.trackingCategory.name, complete_name: books.trackingCategory.name },
    founded,
  ).id;
  for (const option of books.trackingCategory.options)
    database.add(
      "account.analytic.account",
      { id: option.locationId, name: option.name, active: option.status === "active", plan_id: plan },
      founded,
    );
  const journals = new Map<string, number>();
  for (const [code, name, type] of [
    ["1121", "Ngân hàng", "bank"],
    ["1111", "Tiền mặt", "cash"],
    ["", "Bán hàng", "sale"],
  ] as const)
    journals.set(
      code,
      database.add(
        "account.journal",
        {
          name,
          code: `J${code}`,
          type,
          active: true,
          default_account_id: accountIds.get(code),
          bank_acc_number: type === "bank" ? "0000111122" : undefined,
        },
        founded,
      ).id,
    );

  const partners = new Map(
    books.contacts.map((contact) => [
      contact.id,
      contact.customerId !== undefined
        ? ids.customer(contact.customerId)
        : contact.supplierId !== undefined
          ? ids.supplier(contact.supplierId)
          : ids.retail,
    ]),
  );

  /** An item of a booking; a debit is positive. */
  const book = (move: Row, account: string, amount: number, more: Readonly<Record<string, unknown>>): Row =>
    database.add(
      "account.move.line",
      {
        move_id: move.id,
        move_type: move["move_type"],
        account_id: accountIds.get(account),
        account_code: account,
        balance: amount,
        partner_id: move["partner_id"],
        currency_id: ids.vnd,
        quantity: 1,
        ...more,
      },
      { created: `${move.create_date.replace(" ", "T")}.000Z`, updated: `${move.write_date.replace(" ", "T")}.000Z` },
    );

  /** Documents as moves; the item that is due is what gets settled. */
  const due = new Map<string, Row>();
  const post = (
    type: keyof typeof sides,
    kind: string,
    document: Document & { id: number; contactId: number },
    residual: number,
  ): Row => {
    const { sign, due: dueAccount, tax: taxAccount } = sides[type];
    const state = states[document.status] ?? { state: "posted", payment_state: "not_paid" };
    const move = database.add(
      "account.move",
      {
        move_type: type,
        company_id: ids.company,
        name: state.state === "draft" ? undefined : document.number,
        ref: document.reference,
        date: document.date,
        invoice_date: document.date,
        invoice_date_due: document.dueDate ?? document.date,
        partner_id: partners.get(document.contactId),
        ...state,
        payment_state:
          state.payment_state === "not_paid" && state.state === "posted" && residual < document.total
            ? "partial"
            : state.payment_state,
        currency_id: ids.vnd,
        company_currency_id: ids.vnd,
        invoice_currency_rate: 1,
        amount_untaxed: document.net,
        amount_tax: document.tax,
        amount_total: document.total,
        amount_residual: residual,
        is_move_sent: state.state === "posted",
      },
      stampOf(document),
    );
    const lines = document.lines.map((line, index) =>
      book(move, line.accountCode, sign * line.net, {
        display_type: "product",
        sequence: index,
        product_id: itemIds.get(line.itemCode ?? ""),
        name: line.description,
        quantity: line.quantity,
        price_unit: line.unitPrice,
        discount: line.discount ? (line.discount / (line.quantity * line.unitPrice)) * 100 : 0,
        tax_ids: line.taxCode === "NONE" ? [] : [taxIds.get(line.taxCode)],
        price_subtotal: line.net,
        price_total: line.net + line.tax,
        analytic_distribution: line.locationId === undefined ? undefined : { [line.locationId]: 100 },
      }),
    );
    const taxes = new Map<string, number>();
    for (const { taxCode, tax } of document.lines) if (tax !== 0) taxes.set(taxCode, (taxes.get(taxCode) ?? 0) + tax);
    const further = [...taxes].map(([code, amount]) =>
      book(move, taxAccount, sign * amount, { display_type: "tax", name: code, tax_line_id: taxIds.get(code) }),
    );
    const term = book(move, dueAccount, -sign * document.total, {
      display_type: "payment_term",
      name: document.number,
    });
    due.set(`${kind} ${document.id}`, term);
    move["invoice_line_ids"] = lines.map(({ id }) => id);
    move["line_ids"] = [...lines, ...further, term].map(({ id }) => id);
    return move;
  };

  /** Settles an item of one move with that of another. */
  const settle = (one: Row | undefined, other: Row | undefined, amount: number, date: string): void => {
    if (!one || !other) return;
    const [debit, credit] = Number(one["balance"]) > 0 ? [one, other] : [other, one];
    const { id } = database.add(
      "account.partial.reconcile",
      {
        debit_move_id: debit.id,
        credit_move_id: credit.id,
        debit_amount_currency: amount,
        credit_amount_currency: amount,
        max_date: date,
      },
      `${one.write_date.replace(" ", "T")}.000Z`,
    );
    for (const item of [one, other]) item["matching_number"] = `P${id}`;
  };

  const open = company.orders.filter(({ status }) => status === "in-progress");
  for (const order of open)
    post(
      "out_invoice",
      "draft",
      {
        id: order.id,
        number: "",
        contactId: books.contacts.find(({ customerId }) => customerId === order.customerId)?.id ?? 1,
        date: order.date,
        status: "draft",
        lines: order.lines.map(({ itemId, quantity, unitPrice, discount, net, tax, vat }) => {
          const item = company.items.find(({ id }) => id === itemId);
          return {
            description: item?.name ?? "",
            itemCode: item?.code ?? "",
            quantity,
            unitPrice,
            discount,
            net,
            tax,
            accountCode: item?.salesAccount ?? "5111",
            taxCode: `OUT${vat}`,
          };
        }),
        net: order.net,
        tax: order.tax,
        total: order.net + order.tax,
        createdAt: order.createdAt,
        updatedAt: order.updatedAt,
      },
      order.net + order.tax,
    );
  for (const invoice of books.invoices) post("out_invoice", "invoice", invoice, invoice.due);
  for (const bill of books.bills) post("in_invoice", "bill", bill, bill.due);
  for (const credit of books.creditNotes) post("out_refund", "credit-note", credit, credit.remaining);
  for (const credit of books.vendorCredits) post("in_refund", "vendor-credit", credit, credit.remaining);
  for (const [kind, target, credits] of [
    ["credit-note", "invoice", books.creditNotes],
    ["vendor-credit", "bill", books.vendorCredits],
  ] as const)
    for (const { id, allocations } of credits)
      for (const { documentId, amount, date } of allocations)
        settle(due.get(`${kind} ${id}`), due.get(`${target} ${documentId}`), amount, date);

  const pay = (payment: Payment): void => {
    const isSale = payment.documentKind === "invoice" || payment.documentKind === "credit-note";
    const isBooked = payment.status === "booked";
    const sign = payment.direction === "in" ? 1 : -1;
    const name = `PBNK/${payment.id}`;
    const stamp = stampOf(payment);
    const partner = partners.get(payment.contactId);
    const move = database.add(
      "account.move",
      {
        move_type: "entry",
        name,
        ref: payment.reference,
        date: payment.date,
        state: isBooked ? "posted" : "cancel",
        partner_id: partner,
        company_currency_id: ids.vnd,
        currency_id: ids.vnd,
      },
      stamp,
    );
    const { id } = database.add(
      "account.payment",
      {
        name,
        memo: payment.reference,
        date: payment.date,
        move_id: move.id,
        journal_id: journals.get(payment.accountCode),
        state: isBooked ? "paid" : "canceled",
        is_matched: payment.isReconciled,
        amount: payment.amount,
        payment_type: payment.direction === "in" ? "inbound" : "outbound",
        partner_type: isSale ? "customer" : "supplier",
        partner_id: partner,
        currency_id: ids.vnd,
        outstanding_account_id: accountIds.get(payment.accountCode),
        payment_method_code: "manual",
      },
      stamp,
    );
    const item = { display_type: "product", payment_id: id };
    const cash = book(move, payment.accountCode, sign * payment.amount, { ...item, name });
    const counter = book(move, isSale ? "131" : "331", -sign * payment.amount, { ...item, name });
    move["line_ids"] = [cash.id, counter.id];
    if (isBooked)
      settle(counter, due.get(`${payment.documentKind} ${payment.documentId}`), payment.amount, payment.date);
  };
  for (const payment of books.payments) pay(payment);

  for (const transaction of books.bankTransactions) {
    const sign = transaction.direction === "in" ? 1 : -1;
    const state = transaction.status === "booked" ? "posted" : "cancel";
    const name = `BNK/${transaction.id}`;
    const partner = transaction.contactId === undefined ? undefined : partners.get(transaction.contactId);
    const stamp = stampOf(transaction);
    const move = database.add(
      "account.move",
      {
        move_type: "entry",
        name,
        date: transaction.date,
        state,
        partner_id: partner,
        company_currency_id: ids.vnd,
        currency_id: ids.vnd,
      },
      stamp,
    );
    const { id } = database.add(
      "account.bank.statement.line",
      {
        move_id: move.id,
        journal_id: journals.get(transaction.accountCode),
        partner_id: partner,
        payment_ref: transaction.reference,
        amount: sign * transaction.total,
        currency_id: ids.vnd,
        is_reconciled: transaction.isReconciled,
        date: transaction.date,
        state,
        name,
        account_number: "0000222233",
        running_balance: sign * transaction.total,
      },
      stamp,
    );
    const items = [
      book(move, transaction.accountCode, sign * transaction.total, {
        display_type: "product",
        name,
        statement_line_id: id,
      }),
      ...transaction.lines.map((line) =>
        book(move, line.accountCode, -sign * (line.net + line.tax), {
          display_type: "product",
          name: line.description,
          statement_line_id: id,
        }),
      ),
    ];
    move["line_ids"] = items.map((item) => item.id);
  }
  for (const journal of books.journals) {
    const state = { draft: "draft", posted: "posted", voided: "cancel" }[journal.status];
    const move = database.add(
      "account.move",
      {
        move_type: "entry",
        name: state === "draft" ? undefined : journal.number,
        ref: journal.narration,
        date: journal.date,
        state,
        company_currency_id: ids.vnd,
        currency_id: ids.vnd,
      },
      stampOf(journal),
    );
    move["line_ids"] = journal.lines.map(
      (line) => book(move, line.accountCode, line.amount, { display_type: "product", name: line.description }).id,
    );
  }
  for (const [index, employee] of company.employees.slice(0, 3).entries())
    database.add(
      "hr.expense",
      {
        name: "Gửi xe",
        date: company.today,
        employee_id: employee.id,
        product_id: company.items[0]?.id,
        quantity: 1,
        state: index === 0 ? "draft" : "approved",
        untaxed_amount_currency: 45_000,
        tax_amount_currency: 0,
        total_amount_currency: 45_000,
        currency_id: ids.vnd,
        payment_mode: "own_account",
        account_id: accountIds.get("6422"),
        nb_attachment: index,
      },
      company.now,
    );
};
