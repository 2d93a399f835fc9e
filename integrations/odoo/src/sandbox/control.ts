import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { type Database, matches, type Row, type Term } from "./database.ts";

/** Which records a resource has, and which field people change without harm. */
interface Held {
  model: string;
  domain?: readonly Term[];
  prefix?: string;
}

const held: Readonly<Record<string, Held>> = {
  organizations: { model: "res.company" },
  users: { model: "res.users", domain: [["share", "=", false]] },
  warehouses: { model: "stock.warehouse", prefix: "warehouse:" },
  stockLocations: {
    model: "stock.location",
    domain: [["usage", "in", ["internal", "transit", "view"]]],
    prefix: "stock:",
  },
  workLocations: { model: "hr.work.location", prefix: "work:" },
  contacts: { model: "res.partner" },
  items: { model: "product.product" },
  accounts: { model: "account.account" },
  taxRates: { model: "account.tax" },
  dimensions: { model: "account.analytic.plan" },
  bankAccounts: { model: "account.journal", domain: [["type", "in", ["bank", "cash", "credit"]]] },
  invoices: { model: "account.move", domain: [["move_type", "in", ["out_invoice", "out_receipt"]]] },
  bills: { model: "account.move", domain: [["move_type", "in", ["in_invoice", "in_receipt"]]] },
  creditNotes: { model: "account.move", domain: [["move_type", "=", "out_refund"]] },
  vendorCredits: { model: "account.move", domain: [["move_type", "=", "in_refund"]] },
  payments: { model: "account.payment" },
  expenses: { model: "hr.expense" },
  bankTransactions: { model: "account.bank.statement.line" },
  journalEntries: { model: "account.move" },
  orders: { model: "sale.order" },
  posOrders: { model: "pos.order", domain: [["amount_total", ">=", 0]], prefix: "pos:" },
  posRefunds: { model: "pos.order", domain: [["amount_total", "<", 0]], prefix: "pos:" },
  fulfillments: { model: "stock.picking" },
  purchaseOrders: { model: "purchase.order" },
  stockLevels: { model: "stock.quant" },
  stockMovements: { model: "stock.move" },
  pipelines: { model: "crm.team" },
  leads: { model: "crm.lead", domain: [["type", "=", "lead"]] },
  deals: { model: "crm.lead", domain: [["type", "=", "opportunity"]] },
  activities: { model: "mail.activity" },
  meetings: { model: "calendar.event", prefix: "meeting:" },
  departments: { model: "hr.department" },
  employees: { model: "hr.employee" },
  employments: { model: "hr.version" },
  leaveTypes: { model: "hr.leave.type" },
  leaveRequests: { model: "hr.leave" },
  timeEntries: { model: "hr.attendance" },
  timesheets: { model: "account.analytic.line", domain: [["project_id", "!=", false]], prefix: "timesheet:" },
  jobOpenings: { model: "hr.job" },
  candidates: { model: "hr.applicant" },
  applications: { model: "hr.applicant" },
};

export const controlOf = (state: () => { database: Database }, { now }: SandboxKit): SandboxControl => {
  const of = (resource: string): Held => {
    const found = held[resource];
    if (!found) throw new Error(`The sandbox has no ${resource}`);
    return found;
  };
  const rowsOf = (resource: string): Row[] => {
    const { model, domain = [] } = of(resource);
    return state()
      .database.all(model)
      .filter((row) => matches(state().database, model, row, domain));
  };
  const numberOf = (id: string): number => Number(id.replace(/^\w+:/, ""));
  const time = (): string => now().toISOString();
  const taken = new Map<string, Row>();

  return {
    ids: (resource) => rowsOf(resource).map(({ id }) => `${of(resource).prefix ?? ""}${id}`),
    touch: (resource, id) => state().database.change(of(resource).model, numberOf(id), {}, time()),
    remove(resource, id) {
      const { model } = of(resource);
      const row = state().database.get(model, numberOf(id));
      if (!row) return;
      if (model === "account.move" && row["state"] === "posted") throw new Error("You cannot delete a posted entry");
      taken.set(`${model} ${row.id}`, row);
      state().database.remove(model, row.id);
    },
    restore(resource, id) {
      const { model } = of(resource);
      const row = taken.get(`${model} ${numberOf(id)}`);
      if (row) state().database.restore(model, row);
    },
    insert(resource) {
      const { model, prefix = "" } = of(resource);
      const { id: _, ...last } = rowsOf(resource).at(-1) ?? { id: 0 };
      return `${prefix}${state().database.add(model, last, time()).id}`;
    },
  };
};
