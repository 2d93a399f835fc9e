import { codec, type Issue } from "@opensme/core";
import * as z from "zod";
import { call } from "./records.ts";
import { owner } from "./wire.ts";

/** The dates up to which books are closed for everybody, as Odoo 18 reckons them for the user, with exceptions, and as older versions have them. */
const closing = {
  always: ["user_fiscalyear_lock_date", "user_hard_lock_date"],
  out: ["user_sale_lock_date"],
  in: ["user_purchase_lock_date"],
  older: ["fiscalyear_lock_date"],
} as const;

const Move = z.tuple([z.object({ date: codec.localDate, move_type: z.string(), company_id: owner })]);
const Company = z.tuple([z.record(z.string(), z.unknown())]);
const Fields = z.record(z.string(), z.unknown());

interface Write {
  operation: string;
  present: { id: string | number; state?: string | null | undefined } | undefined;
  ask: (request: ReturnType<typeof call>) => Promise<unknown>;
}

/**
 * Refuses to cancel what was posted in a closed period. Drafts are not refused: Odoo books them in the first open period when they are posted.
 * https://www.odoo.com/documentation/19.0/applications/finance/accounting/reporting/year_end.html
 */
export const guardPeriod = async ({ operation, present, ask }: Write): Promise<Issue | undefined> => {
  if (operation !== "void" || present?.state !== "open") return undefined;
  const read = (model: string, id: string | number, fields: readonly string[]): Promise<unknown> =>
    ask(call(model, "search_read", { domain: [["id", "=", Number(id)]], fields, limit: 1 }));
  const [{ date, move_type, company_id }] = Move.parse(
    await read("account.move", present.id, ["date", "move_type", "company_id"]),
  );
  const has = Fields.parse(await ask(call("res.company", "fields_get", { attributes: ["type"] })));
  const side = move_type.startsWith("out_") ? closing.out : closing.in;
  const current = [...closing.always, ...side].filter((field) => field in has);
  const fields = current.length > 0 ? current : closing.older;
  const [company] = Company.parse(await read("res.company", company_id.id, fields));
  const locked =
    fields
      .flatMap((field) => String(company[field] || ""))
      .sort()
      .at(-1) ?? "";
  return date <= locked ? { path: "issueDate", message: `lies in a period that is closed up to ${locked}` } : undefined;
};
