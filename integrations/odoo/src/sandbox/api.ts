import * as z from "zod";
import { actsOf } from "./acts.ts";
import {
  candidates,
  type Database,
  fieldOf,
  matches,
  missing,
  Refusal,
  type Row,
  rendered,
  type Term,
  userError,
  valueError,
} from "./database.ts";
import { models } from "./fields.ts";

const Condition = z.tuple([z.string(), z.string(), z.unknown()]);
const Domain: z.ZodType<Term[]> = z.array(z.union([z.enum(["|", "&", "!"]), Condition]));

const Search = z.strictObject({
  domain: Domain.default([]),
  fields: z.array(z.string()).optional(),
  offset: z.int().default(0),
  limit: z.int().optional(),
  order: z.string().default("id"),
  context: z.looseObject({ active_test: z.boolean().optional() }).optional(),
});

const Values = z.record(z.string(), z.unknown());
const Create = z.strictObject({ vals_list: z.array(Values) });
const Write = z.strictObject({ ids: z.array(z.int()), vals: Values });
const Act = z.strictObject({ ids: z.array(z.int()), context: z.record(z.string(), z.boolean()).optional() });

/** A command on the lines of a document: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#odoo.fields.Command */
const Command = z.union([
  z.tuple([z.literal(0), z.literal(0), Values]),
  z.tuple([z.literal(1), z.int(), Values]),
  z.tuple([z.literal(6), z.literal(0), z.array(z.int())]),
]);

const arguments_ = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Refusal(500, "builtins.TypeError", `got an unexpected argument: ${parsed.error.issues[0]?.message ?? ""}`);
};

/** Documents that are made of lines, and what of theirs is worked out from these. */
interface Lined {
  lines: string;
  field: string;
  parent: string;
  quantity: string;
}

const lined: Readonly<Record<string, Lined>> = {
  "account.move": { lines: "account.move.line", field: "invoice_line_ids", parent: "move_id", quantity: "quantity" },
  "sale.order": { lines: "sale.order.line", field: "order_line", parent: "order_id", quantity: "product_uom_qty" },
};

const required: Readonly<Record<string, readonly [field: string, message: string]>> = {
  "res.partner": ["name", "The operation cannot be completed: Contacts require a name"],
  "sale.order": [
    "partner_id",
    "The operation cannot be completed: Missing required value for the field 'Customer' (partner_id)",
  ],
};

/** What of a posted document may not change any more. */
const frozen = ["partner_id", "invoice_date", "invoice_line_ids"];

/** The methods of models, as far as the sandbox has them. */
export const apiOf = (database: () => Database, now: () => string) => {
  const search = (model: string, body: unknown): Row[] => {
    const { domain, limit, offset, order, context } = arguments_(Search, body);
    const hidesArchived = context?.active_test !== false && fieldOf(model, "active") !== undefined;
    const found = candidates(database(), model, domain).filter(
      (row) => !(hidesArchived && row["active"] === false) && matches(database(), model, row, domain),
    );
    const [field = "id"] = order.split(",").map((part) => part.trim().replace(/ asc$/i, ""));
    if (!fieldOf(model, field)) throw valueError(`Invalid field '${field}' on '${model}'`);
    const sorted =
      field === "id" ? found : [...found].sort((left, right) => Number(left[field]) - Number(right[field]));
    return sorted.slice(offset, limit === undefined ? undefined : offset + limit);
  };

  /** What is set: known fields, refs to records that there are, and texts of HTML in a paragraph. */
  const settled = (model: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const field = fieldOf(model, name);
        if (!field) throw valueError(`Invalid field '${name}' in '${model}'`);
        if (value === false && field.type !== "boolean") return [name, undefined];
        if (field.type === "many2one" && field.relation && !database().get(field.relation, value))
          throw missing(field.relation, Number(value));
        if (field.type === "html" && typeof value === "string") return [name, `<p>${value}</p>`];
        if (field.type === "many2many" && Array.isArray(value)) {
          const [command] = value;
          const replaced = Command.safeParse(command);
          return [name, replaced.success && replaced.data[0] === 6 ? replaced.data[2] : value];
        }
        return [name, value];
      }),
    );

  const rateOf = (line: Row): number => {
    const [id] = [line["tax_ids"] ?? []].flat();
    return Number(database().get("account.tax", id)?.["amount"] ?? 0) / 100;
  };

  const priced = (line: Row, { quantity }: Lined): void => {
    const net = Math.round(
      Number(line[quantity] ?? 0) * Number(line["price_unit"] ?? 0) * (1 - Number(line["discount"] ?? 0) / 100),
    );
    const tax = Math.round(net * rateOf(line));
    Object.assign(line, { price_subtotal: net, price_tax: tax, price_total: net + tax, balance: -net });
  };

  const writeLines = (model: string, document: Row, commands: unknown): void => {
    const form = lined[model];
    if (!form) throw valueError(`Invalid field in '${model}'`);
    const ids: number[] = [];
    for (const command of arguments_(z.array(Command), commands)) {
      if (command[0] === 6) continue;
      const values = settled(form.lines, command[2]);
      const line =
        command[0] === 1
          ? database().get(form.lines, command[1])
          : database().add(form.lines, { ...lineDefaults(model, values), [form.parent]: document.id }, now());
      if (!line) throw missing(form.lines, command[1]);
      const before = JSON.stringify(line);
      database().change(form.lines, line.id, values, now());
      const isPriced = [form.quantity, "price_unit", "discount", "tax_ids"].some((field) => field in command[2]);
      if (
        isPriced &&
        JSON.stringify({ ...line, write_date: "" }) !== JSON.stringify({ ...JSON.parse(before), write_date: "" })
      )
        priced(line, form);
      if (command[0] === 0) {
        priced(line, form);
        ids.push(line.id);
      }
    }
    const known = [document[form.field] ?? []].flat();
    document[form.field] = [...known, ...ids];
    total(model, document);
  };

  const lineDefaults = (model: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const product = database().get("product.product", values["product_id"]);
    return {
      name: product ? `[${product["default_code"]}] ${product["name"]}` : undefined,
      product_uom_id: product?.["uom_id"],
      price_unit: product?.["lst_price"],
      tax_ids: product?.["taxes_id"],
      account_id: product?.["property_account_income_id"],
      ...(model === "account.move" ? { display_type: "product" } : {}),
      ...values,
    };
  };

  const total = (model: string, document: Row): void => {
    const form = lined[model];
    const lines = form ? database().holding(form.lines, form.parent, document.id) : [];
    const products = lines.filter(({ display_type }) => display_type === undefined || display_type === "product");
    const sum = (field: string): number => products.reduce((whole, line) => whole + Number(line[field] ?? 0), 0);
    const net = sum("price_subtotal");
    const tax = products.reduce(
      (whole, line) =>
        whole + Number(line["price_tax"] ?? Number(line["price_total"]) - Number(line["price_subtotal"])),
      0,
    );
    Object.assign(document, { amount_untaxed: net, amount_tax: tax, amount_total: net + tax });
    if (model === "account.move") document["amount_residual"] = net + tax;
  };

  const defaults = (model: string, id: number): Record<string, unknown> => {
    if (model === "res.partner") return { active: true, is_company: false, type: "contact", currency_id: 23 };
    if (model === "account.move")
      return {
        state: "draft",
        payment_state: "not_paid",
        company_id: 1,
        date: now().slice(0, 10),
        currency_id: 23,
        company_currency_id: 23,
        invoice_currency_rate: 1,
      };
    if (model === "sale.order")
      return {
        name: `S${String(id).padStart(5, "0")}`,
        state: "draft",
        currency_id: 23,
        date_order: now().slice(0, 19).replace("T", " "),
        warehouse_id: 1,
        user_id: 2,
      };
    return {};
  };

  const create = (model: string, body: unknown): number[] =>
    arguments_(Create, body).vals_list.map((values) => {
      const { [lined[model]?.field ?? ""]: lines, ...own } = values;
      const [field, message] = required[model] ?? [];
      if (field && !own[field]) throw new Refusal(422, "odoo.exceptions.ValidationError", message ?? "");
      const row = database().add(
        model,
        { ...defaults(model, database().nextId(model)), ...settled(model, own) },
        now(),
      );
      if (lines !== undefined) writeLines(model, row, lines);
      return row.id;
    });

  const write = (model: string, body: unknown): true => {
    const { ids, vals } = arguments_(Write, body);
    for (const id of ids) {
      const row = database().get(model, id);
      if (!row) throw missing(model, id);
      const cold = model === "account.move" && row["state"] === "posted" ? frozen.filter((field) => field in vals) : [];
      if (cold.length > 0)
        throw userError(`You cannot modify the following readonly fields on a posted move: ${cold.join(", ")}`);
      if (model === "sale.order" && row["locked"] === true && "order_line" in vals)
        throw userError("It is forbidden to modify the following fields in a locked order: order_line");
      const { [lined[model]?.field ?? ""]: lines, ...own } = vals;
      database().change(model, id, settled(model, own), now());
      if (lines !== undefined) writeLines(model, row, lines);
    }
    return true;
  };

  const acts = actsOf(database, now);
  /** Calls a method for each record that it is to be done with. */
  const act = (method: string, model: string, body: unknown): unknown => {
    const { ids, context = {} } = arguments_(Act, body);
    const found = acts[method === "unlink" || method === "action_archive" ? method : `${model}.${method}`];
    if (!found)
      throw new Refusal(404, "werkzeug.exceptions.NotFound", `The method '${model}.${method}' does not exist`);
    for (const id of ids) {
      const row = database().get(model, id);
      if (!row) throw missing(model, id);
      const window = found(model, row, context);
      if (window) return window;
    }
    return true;
  };

  const methods: Readonly<Record<string, (model: string, body: unknown) => unknown>> = {
    fields_get: (model) =>
      Object.fromEntries(
        [...(models.get(model) ?? [])].map(([name, { type }]) => [
          name,
          { type: type === "many2many" ? "one2many" : type },
        ]),
      ),
    search_read: (model, body) => {
      const { fields = [...(models.get(model)?.keys() ?? [])] } = arguments_(Search, body);
      const names = ["id", ...fields.filter((name) => name !== "id")];
      return search(model, body).map((row) =>
        Object.fromEntries(names.map((name) => [name, rendered(database(), model, row, name)])),
      );
    },
    create,
    write,
  };

  return (model: string, method: string, body: unknown): unknown => {
    database().table(model);
    return methods[method]?.(model, body) ?? act(method, model, body);
  };
};
