// Holds the connector against a real Odoo: fills it through Odoo's own calls, reads it by both protocols, and compares with sums that its database gives.
import { strict as assert } from "node:assert";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Change, connect, type Entities, type EntityName, multiply, sum, toDecimal } from "@opensme/core";
import * as z from "zod";
import { odoo } from "../../src/index.ts";
import { fill } from "./fill.ts";
import { type Call, callOf, gatewayTo } from "./server.ts";

/** The server is nobody else's. */
const unpaced = { ...odoo, http: { ...odoo.http, limits: [] } };

const setup = fileURLToPath(new URL("../../../../../shared/live/odoo/setup-odoo19.sh", import.meta.url));
const base = "http://127.0.0.1:8069";
const database = "vn";
const run = promisify(execFile);

/** What a query gives, as rows of text. */
const sql = async (query: string): Promise<string[][]> => {
  const { stdout } = await run("psql", [
    "-h",
    "127.0.0.1",
    "-p",
    "5615",
    "-U",
    "odoo",
    "-d",
    database,
    "-At",
    "-F",
    "\t",
    "-c",
    query,
  ]);
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t")]));
};

/** A number that a query gives, as exact text. */
const figure = async (query: string): Promise<string> => toDecimal((await sql(query))[0]?.[0] || "0") ?? "0";

const total = (amounts: readonly (string | undefined)[]): string => sum(...amounts.map((amount) => amount ?? "0"));

const recordsOf = async <Entity extends EntityName>(
  list: AsyncIterable<Change<Entity>>,
): Promise<Entities[Entity][]> => {
  const records: Entities[Entity][] = [];
  for await (const change of list) {
    if (change.type === "reject") assert.fail(`${change.entity} ${change.id ?? ""}: ${JSON.stringify(change.issues)}`);
    if (change.type === "upsert") records.push(change.record);
  }
  return records;
};

/** Installs an app that the database does not have. */
const install = async (call: Call, name: string): Promise<void> => {
  const domain = [
    ["name", "=", name],
    ["state", "!=", "installed"],
  ];
  const ids = z.array(z.int()).parse(await call("ir.module.module", "search", { domain }));
  if (ids.length > 0) await call("ir.module.module", "button_immediate_install", { ids });
};

const test = async (key: string): Promise<void> => {
  const call = callOf(base, database, key);
  const gateway = await gatewayTo(base);
  const open = (protocol: object) =>
    connect(unpaced, {
      config: { host: "odoo.example", database, apiKey: key, ...protocol },
      gateway: gateway.url,
      sensitive: true,
      pageSize: 7,
    });
  const [client, older] = [open({}), open({ protocol: "json-rpc", login: "admin" })];
  let checks = 0;
  const same = (found: unknown, expected: unknown, what: string): void => {
    assert.deepEqual(found, expected, what);
    checks += 1;
  };

  const begun = new Date(Date.now() - 1000).toISOString();
  const mark = Date.now().toString(36).toUpperCase();
  await install(call, "hr_timesheet");
  const { customer, product } = await fill(call, mark);

  for (const { resource, read } of client.streams) {
    const other = older.streams.find((stream) => stream.resource === resource);
    assert(other);
    same(await recordsOf(other.read({})), await recordsOf(read({})), `${resource} is the same by both protocols`);
  }

  const entries = await recordsOf(client.journalEntries.list());
  const balances = new Map<string, string>();
  for (const { lines = [] } of entries.filter(({ status }) => status === "posted"))
    for (const { account, amount } of lines)
      balances.set(account?.id ?? "", sum(balances.get(account?.id ?? "") ?? "0", amount));
  const ledger = await sql(
    "select account_id, sum(balance) from account_move_line where parent_state = 'posted' and account_id is not null group by 1",
  );
  same(
    new Map([...balances].sort()),
    new Map(ledger.map(([id = "", amount = ""]) => [id, toDecimal(amount) ?? ""] as const).sort()),
    "the ledger by account",
  );

  const receivables = { invoices: ["out_invoice", "out_receipt"], bills: ["in_invoice", "in_receipt"] } as const;
  for (const key of ["invoices", "bills"] as const) {
    const documents = await recordsOf(client[key].list());
    const of = `from account_move where move_type in ('${receivables[key].join("','")}')`;
    same(
      total(documents.map((document) => document.total)),
      await figure(`select sum(amount_total) ${of}`),
      `${key} in all`,
    );
    same(
      total(documents.map(({ due }) => due)),
      await figure(`select sum(amount_residual) ${of} and state = 'posted'`),
      `${key} due`,
    );
    const lines = documents.flatMap((document) => document.lines ?? []);
    same(
      total(lines.map((line) => line.total)),
      await figure(
        `select sum(case when display_type = 'product' then price_subtotal else ${key === "invoices" ? "-" : ""}amount_currency end) from account_move_line where (display_type = 'product' or display_type = 'rounding' and tax_line_id is null) and move_id in (select id ${of})`,
      ),
      `lines of ${key}`,
    );
    for (const { status, total: whole, paid, credited, due, number } of documents)
      if (!["draft", "void"].includes(status ?? ""))
        same(sum(paid ?? "", credited ?? "", due ?? ""), whole, `what became of ${number}`);
  }
  for (const [key, type] of [
    ["creditNotes", "out_refund"],
    ["vendorCredits", "in_refund"],
  ] as const)
    same(
      total((await recordsOf(client[key].list())).map(({ remaining }) => remaining)),
      await figure(`select sum(amount_residual) from account_move where move_type = '${type}' and state = 'posted'`),
      `${key} still to be used`,
    );

  const payments = await recordsOf(client.payments.list());
  same(
    total(payments.map(({ amount }) => amount)),
    await figure("select sum(amount) from account_payment"),
    "payments",
  );
  same(
    total(payments.flatMap(({ allocations = [] }) => allocations.map(({ amount }) => amount))),
    await figure(
      "select sum(case when l.id = r.debit_move_id then debit_amount_currency else credit_amount_currency end) from account_partial_reconcile r join account_move_line l on l.id in (r.debit_move_id, r.credit_move_id) join account_payment p on p.move_id = l.move_id",
    ),
    "what payments were used for",
  );
  same(
    total(
      (await recordsOf(client.bankTransactions.list())).map(({ direction, total: amount }) =>
        multiply(amount ?? "0", direction === "out" ? "-1" : "1"),
      ),
    ),
    await figure("select sum(amount) from account_bank_statement_line"),
    "bank transactions",
  );
  const orders = await recordsOf(client.orders.list());
  same(total(orders.map((order) => order.total)), await figure("select sum(amount_total) from sale_order"), "orders");
  same(
    total(orders.flatMap(({ lines = [] }) => lines.map(({ quantity }) => quantity))),
    await figure("select sum(product_uom_qty) from sale_order_line where display_type is null"),
    "pieces ordered",
  );
  same(
    total((await recordsOf(client.purchaseOrders.list())).map((order) => order.total)),
    await figure("select sum(amount_total) from purchase_order"),
    "purchase orders",
  );
  same(
    total((await recordsOf(client.stockLevels.list())).map(({ onHand }) => onHand)),
    await figure(
      "select sum(quantity) from stock_quant q join stock_location l on l.id = q.location_id where l.usage in ('internal', 'transit')",
    ),
    "stock",
  );
  same(
    total((await recordsOf(client.expenses.list())).map((expense) => expense.total)),
    await figure("select sum(total_amount_currency) from hr_expense"),
    "expenses",
  );
  same(
    total((await recordsOf(client.employments.list())).map(({ payRate }) => payRate)),
    await figure("select sum(wage) from hr_version where employee_id is not null"),
    "wages",
  );
  same(
    total((await recordsOf(client.leaveRequests.list())).map(({ amount }) => amount)),
    await figure(
      "select sum(case t.request_unit when 'hour' then number_of_hours else number_of_days end) from hr_leave l join hr_leave_type t on t.id = l.holiday_status_id",
    ),
    "days and hours of leave",
  );
  same(
    total((await recordsOf(client.timeEntries.list())).map(({ hours }) => hours)),
    await figure("select sum(worked_hours)::numeric from hr_attendance where check_out is not null"),
    "hours worked",
  );
  same(
    total((await recordsOf(client.timesheets.list())).map(({ hours }) => hours)),
    await figure("select sum(unit_amount)::numeric from account_analytic_line where project_id is not null"),
    "hours written down",
  );
  const receipts = await recordsOf(client.posOrders.list());
  const returns = await recordsOf(client.posRefunds.list());
  for (const [documents, sign, where] of [
    [receipts, "", "amount_total >= 0"],
    [returns, "-", "amount_total < 0"],
  ] as const) {
    same(
      total(documents.map((document) => document.total)),
      await figure(`select ${sign}sum(amount_total)::numeric from pos_order where ${where}`),
      `receipts with ${where}`,
    );
    same(
      total(documents.map(({ paid }) => paid)),
      await figure(
        `select ${sign}sum(p.amount) from pos_payment p join pos_order o on o.id = p.pos_order_id join pos_payment_method m on m.id = p.payment_method_id where m.journal_id is not null and o.${where}`,
      ),
      `money of receipts with ${where}`,
    );
  }
  for (const [key, type] of [
    ["leads", "lead"],
    ["deals", "opportunity"],
  ] as const)
    same(
      total((await recordsOf(client[key].list())).map(({ amount }) => amount)),
      await figure(`select sum(expected_revenue) from crm_lead where type = '${type}'`),
      key,
    );
  for (const [key, table] of [
    ["contacts", "res_partner"],
    ["items", "product_product"],
    ["accounts", "account_account"],
    ["employees", "hr_employee"],
    ["departments", "hr_department"],
    ["stockMovements", "stock_move"],
    ["activities", "mail_activity"],
    ["meetings", "calendar_event"],
    ["applications", "hr_applicant"],
  ] as const) {
    let count = 0;
    for await (const _ of client[key].list()) count += 1;
    same(String(count), await figure(`select count(*) from ${table}`), `how many ${key}`);
  }

  const made = await client.contacts.create({
    name: `Khách mới ${mark}`,
    kind: "company",
    code: `M-${mark}`,
    phones: [{ number: "0900000790" }],
    note: "Một < hai",
  });
  same(
    (await client.contacts.update(made.id, { emails: ["khach-moi@example.com"] })).record,
    {
      ...made.record,
      emails: ["khach-moi@example.com"],
      updatedAt: (await client.contacts.get(made.id)).record.updatedAt,
    },
    "a contact changed",
  );
  same(
    await sql(`select name, ref, phone, email, is_company, comment from res_partner where id = ${made.id}`),
    [[`Khách mới ${mark}`, `M-${mark}`, "0900000790", "khach-moi@example.com", "t", "<p>Một &lt; hai</p>"]],
    "a contact written",
  );

  const taxes = await recordsOf(client.taxRates.list());
  const tax = taxes.find(({ rate, appliesTo }) => rate === "8" && appliesTo?.includes("revenue"));
  assert(tax);
  const invoice = await client.invoices.create({
    contact: { id: String(customer) },
    issueDate: "2026-10-15",
    reference: `API-${mark}`,
    lines: [
      { item: { id: String(product) }, quantity: "4", unitPrice: "100000", discountRate: "5", taxRate: { id: tax.id } },
    ],
  });
  same(invoice.record?.total, "410400", "an invoice counted by Odoo");
  const line = invoice.record?.lines?.[0];
  const changed = await client.invoices.update(invoice.id, { lines: [{ id: line?.id, quantity: "5" }] });
  same(changed.record?.total, "513000", "an invoice whose line has changed");
  same(
    await figure(`select amount_total from account_move where id = ${invoice.id} and state = 'draft'`),
    "513000",
    "an invoice written",
  );
  await call("account.move", "action_post", { ids: [Number(invoice.id)] });
  await assert.rejects(client.invoices.update(invoice.id, { issueDate: "2026-12-31" }), { code: "invalid" });

  const order = await older.orders.create({
    contact: { id: String(customer) },
    placedAt: "2026-10-15T02:30:00.000Z",
    custom: { client_order_ref: `API-${mark}` },
    lines: [{ item: { id: String(product) }, quantity: "2", unitPrice: "90000" }],
  });
  same(order.record?.placedAt, "2026-10-15T02:30:00.000Z", "the moment of an order");
  same(
    await figure(`select amount_untaxed from sale_order where id = ${order.id} and client_order_ref = 'API-${mark}'`),
    "180000",
    "an order written over JSON-RPC",
  );

  const fresh = await recordsOf(client.invoices.list({ since: begun }));
  same(
    fresh.some(({ id }) => id === invoice.id),
    true,
    "what has changed is read since a moment",
  );
  same(
    (await recordsOf(client.invoices.list({ since: new Date(Date.now() + 60_000).toISOString() }))).length,
    0,
    "nothing has changed since a moment to come",
  );
  const late = new Date(Date.now() + 2000).toISOString();
  await new Promise((resolve) => setTimeout(resolve, 3100));
  await call("sale.order.line", "write", { ids: [Number(order.record?.lines?.[0]?.id)], vals: { name: "Đổi tên" } });
  same(
    (await recordsOf(client.orders.list({ since: late }))).map(({ id }) => id),
    [order.id],
    "an order whose line alone has changed",
  );
  await assert.rejects(open({ apiKey: "0000000000000000000000000000000000000000" }).check(), { code: "auth" });
  await assert.rejects(open({ database: "other" }).check(), { code: "not_found" });
  gateway.close();
  console.log(`${checks} comparisons with a real Odoo hold`);
};

/** A fresh Odoo for as long as `work` takes; or that of ODOO_LIVE, the folder in which one is running. */
const withOdoo = async (work: (key: string) => Promise<void>): Promise<void> => {
  const running = process.env["ODOO_LIVE"];
  const folder = running ?? (await mkdtemp(join(tmpdir(), "odoo-live-")));
  if (running === undefined) {
    const [code] = await once(spawn("bash", [setup, folder], { stdio: "inherit" }), "exit");
    assert.equal(code, 0, "Odoo did not start");
  }
  try {
    await work((await readFile(join(folder, "key.vn"), "utf8")).trim());
  } finally {
    if (running === undefined) {
      process.kill(Number(await readFile(join(folder, "odoo.pid"), "utf8")));
      process.kill(Number((await readFile(join(folder, "pg", "postmaster.pid"), "utf8")).split("\n")[0]), "SIGINT");
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
    }
  }
};

if (existsSync(setup)) await withOdoo(test);
else console.log("Skipped: ../shared/live/odoo, which starts a real Odoo to test against, is not there.");
