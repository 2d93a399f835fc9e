import { type Database, type Row, userError } from "./database.ts";

type Act = (model: string, row: Row, context: Readonly<Record<string, boolean>>) => object | undefined;

/** What must have happened to a record before it may be deleted. */
const deletable: Readonly<Record<string, { states: readonly string[]; message: string }>> = {
  "account.move": {
    states: ["draft", "cancel"],
    message:
      "You can't delete a posted journal item. Don't play games with your accounting records; reset the journal entry to draft before deleting it.",
  },
  "sale.order": {
    states: ["draft", "cancel"],
    message: "You can not delete a sent quotation or a confirmed sales order. You must first cancel it.",
  },
};

const lines: Readonly<Record<string, readonly [model: string, field: string]>> = {
  "account.move": ["account.move.line", "move_id"],
  "sale.order": ["sale.order.line", "order_id"],
};

const prefixes: Readonly<Record<string, string>> = { out_invoice: "INV", in_invoice: "BILL" };

/** What Odoo's buttons do: https://github.com/odoo/odoo/blob/19.0/addons/account/models/account_move.py and sale/models/sale_order.py */
export const actsOf = (database: () => Database, now: () => string): Readonly<Record<string, Act>> => {
  const change = (model: string, { id }: Row, values: Readonly<Record<string, unknown>>): undefined => {
    database().change(model, id, values, now());
    return undefined;
  };
  const linesOf = (model: string, { id }: Row): readonly Row[] => {
    const [line, field] = lines[model] ?? [];
    return line && field ? database().holding(line, field, id) : [];
  };

  /** The last day that is closed for such a document. */
  const closedUntil = (move: Row): string => {
    const company = database().get("res.company", move["company_id"]) ?? {};
    const side = String(move["move_type"]).startsWith("out_") ? "user_sale_lock_date" : "user_purchase_lock_date";
    const dates = ["user_fiscalyear_lock_date", "user_hard_lock_date", side].map((field) =>
      String(Object.entries(company).find(([name]) => name === field)?.[1] ?? ""),
    );
    return dates.sort().at(-1) ?? "";
  };

  /** Takes the payments and credits off the items of a document. */
  const unreconcile = (move: Row): void => {
    for (const item of linesOf("account.move", move))
      for (const field of ["debit_move_id", "credit_move_id"])
        for (const { id } of database().holding("account.partial.reconcile", field, item.id))
          database().remove("account.partial.reconcile", id);
  };

  const confirm: Act = (model, order) => {
    if (order["state"] !== "draft" && order["state"] !== "sent")
      throw userError("Some orders are not in a state requiring confirmation.");
    return change(model, order, { state: "sale", date_order: now().slice(0, 19).replace("T", " ") });
  };

  return {
    unlink: (model, row) => {
      const { states, message = "" } = deletable[model] ?? {};
      if (states && !states.includes(String(row["state"]))) throw userError(message);
      const [line = ""] = lines[model] ?? [];
      for (const { id } of linesOf(model, row)) database().remove(line, id);
      database().remove(model, row.id);
      return undefined;
    },
    action_archive: (model, row) => change(model, row, { active: false }),
    "account.move.action_post": (model, move) => {
      if (move["state"] !== "draft") throw userError(`The entry ${move["name"]} (id ${move.id}) must be in draft.`);
      if (linesOf(model, move).length === 0) throw userError("You need to add a line before posting.");
      const day = String(move["invoice_date"] ?? now().slice(0, 10));
      const closed = closedUntil(move);
      // What belongs to a closed period is booked on the first day after it.
      const date = day > closed ? day : new Date(Date.parse(closed) + 86_400_000).toISOString().slice(0, 10);
      const name = `${prefixes[String(move["move_type"])]}/${day.slice(0, 4)}/${String(move.id).padStart(5, "0")}`;
      return change(model, move, {
        state: "posted",
        name: move["name"] ?? name,
        date,
        invoice_date: day,
        invoice_date_due: move["invoice_date_due"] ?? day,
      });
    },
    "account.move.button_cancel": (model, move) => {
      if (move["state"] === "cancel") throw userError("Only draft journal entries can be cancelled.");
      if (move["state"] === "posted") {
        const closed = closedUntil(move);
        if (String(move["date"]) <= closed)
          throw userError(`You cannot add/modify entries prior to and inclusive of: ${closed}.`);
        unreconcile(move);
      }
      return change(model, move, { state: "cancel", payment_state: "not_paid" });
    },
    "sale.order.action_confirm": confirm,
    "sale.order.action_cancel": (model, order, { disable_cancel_warning }) => {
      if (order["locked"] === true) throw userError("You cannot cancel a locked order. Please unlock it first.");
      // A window that asks whether to write to the customer; nothing has happened yet.
      if (order["state"] !== "draft" && !disable_cancel_warning)
        return { type: "ir.actions.act_window", res_model: "sale.order.cancel", name: "Cancel Sales Order" };
      return change(model, order, { state: "cancel" });
    },
  };
};
