import { type Api, type Json, type ListInput, type Listing, OpenSMEError, type RowPage } from "@opensme/core";
import type * as z from "zod";
import { isCustom, odooMoment } from "./wire.ts";

/** A condition of Odoo's search language, or an operator before two of them. */
type Condition = readonly [field: string, operator: string, value: Json] | "|";
export type Domain = readonly Condition[];

type Row = Readonly<Record<string, unknown>>;

/** Rows of another model that are put beside a row under a key of its schema, such as the lines of a document. */
export interface Part {
  model: string;
  row: z.ZodObject;
  /** Fields of the part, any of which holds one of `ids`. Those that a version does not have are left out. */
  through: readonly string[];
  /** What of a row, and of the parts before this one, the part's fields hold. */
  ids: (row: Row) => readonly number[];
  /** Further fields that later parts need. */
  also?: readonly string[];
  where?: Domain;
  /** Parts whose field is empty belong to every row. */
  shared?: true;
  sensitive?: true;
}

export interface Records {
  /** The model, or those that versions of Odoo have for the same: the first that the database has. */
  model: string | readonly string[];
  /** Its keys are the fields asked for, as far as the database has them. */
  row: z.ZodObject;
  domain?: Domain;
  /** A field that the model has only with the app whose records these are, where other apps share the model. */
  needs?: string;
  /** Keys that are asked for only on a connection that fetches sensitive fields. */
  sensitive?: readonly string[];
  parts?: Readonly<Record<string, Part>>;
  /** Further fields that the parts need, or that `settle` does. */
  also?: readonly string[];
  /** Fills in what a row says by other fields than those of the schema. */
  settle?: (row: Row) => Row;
  /** Fields that lead to rows whose change is one of the record: the time of change of the record does not move with theirs. */
  children?: readonly string[];
  /** Whether a row of a recorded answer is one of these records, where several resources share a model. */
  holds?: (row: Row) => boolean;
}

/** Rows that one request asks for; Odoo has no limit of its own. */
const pageSize = 200;

/** Seconds that an incremental read reaches back: a change bears the time at which its transaction began, and shows when that ends. */
const overlap = 300;

/** A call of a method of a model that only reads: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */
export const call = (model: string, method: string, body: Readonly<Record<string, Json>>) =>
  ({ method: "post", path: `/json/2/${model}/${method}`, body, idempotent: true }) as const;

const isObject = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

const unexpected = (model: string): OpenSMEError =>
  new OpenSMEError(
    `Odoo's answer for ${model} is no list of records. Check the address and the protocol in the settings.`,
    {
      code: "mismatch",
    },
  );

/** The fields of a model by name; none where the database does not have the model. */
type Fields = ReadonlySet<string>;

const known = new WeakMap<Api, Map<string, Promise<Fields | undefined>>>();

/** What a database has depends on its version, its modules, and the rights of the user. Asked once for each connection. */
const fieldsOf = (api: Api, model: string, signal: AbortSignal | undefined): Promise<Fields | undefined> => {
  const models = known.get(api) ?? new Map<string, Promise<Fields | undefined>>();
  known.set(api, models);
  const asked =
    models.get(model) ??
    api.request(call(model, "fields_get", { attributes: ["type"] }), { signal }).then(
      ({ body }) => {
        if (!isObject(body) || !("id" in body)) throw unexpected(model);
        const isBinary = (field: unknown): boolean => isObject(field) && field["type"] === "binary";
        return new Set(Object.keys(body).filter((name) => !isBinary(body[name])));
      },
      (error: unknown) => {
        if (isNoModel(error)) return undefined;
        throw error;
      },
    );
  models.set(model, asked);
  asked.catch(() => models.delete(model));
  return asked;
};

/** JSON-2 and JSON-RPC have words of their own for it. Whatever else is not found is no reason to take all records for deleted. */
const isNoModel = (error: unknown): boolean =>
  OpenSMEError.is(error) && /the model \S+ does not exist|Object \S+ doesn't exist/.test(error.message);

/** Odoo looks for records first and reads them afterwards. */
const deletedMeanwhile = (): OpenSMEError =>
  new OpenSMEError("A record was deleted in Odoo while it was read. Try again; the next read is without it.", {
    code: "unavailable",
    retryable: true,
  });

const search = async (
  api: Api,
  model: string,
  { fields, domain, ...more }: { fields: readonly string[]; domain: Domain; limit?: number; order: string },
  signal: AbortSignal | undefined,
): Promise<{ rows: readonly Row[]; answeredAt: string | undefined }> => {
  // Archived records are hidden unless asked for.
  const body = { domain, fields, ...more, context: { active_test: false } };
  const answer = await api.request(call(model, "search_read", body), { signal }).catch((error: unknown) => {
    throw OpenSMEError.is(error) && error.vendorCode === "odoo.exceptions.MissingError" ? deletedMeanwhile() : error;
  });
  if (!Array.isArray(answer.body)) throw unexpected(model);
  const date = Date.parse(answer.headers.get("date") ?? "");
  return {
    rows: answer.body.filter(isObject),
    answeredAt: Number.isNaN(date) ? undefined : new Date(date).toISOString(),
  };
};

/** The ids that a field holds: a number, `[7, "Name"]`, or a list of numbers. */
export const idsIn = (value: unknown): readonly number[] => {
  if (typeof value === "number") return [value];
  if (!Array.isArray(value)) return [];
  const ids = value.filter((member) => typeof member === "number");
  return typeof value[1] === "string" ? ids.slice(0, 1) : ids;
};

/** Whether a part belongs to a row that has these ids. */
const belongs = (part: Part, through: readonly string[], candidate: Row, ids: ReadonlySet<number>): boolean => {
  const held = through.flatMap((field) => idsIn(candidate[field]));
  return held.some((id) => ids.has(id)) || (part.shared === true && held.length === 0);
};

/** Puts the parts of a page's rows beside them. */
const withParts = async (
  api: Api,
  rows: readonly Row[],
  parts: Readonly<Record<string, Part>>,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> => {
  let whole = rows;
  for (const [key, part] of Object.entries(parts)) {
    if (part.sensitive && !api.sensitive) continue;
    const has = await fieldsOf(api, part.model, signal);
    const through = part.through.filter((field) => has?.has(field));
    if (!has || through.length === 0) continue;
    const ids = [...new Set(whole.flatMap(part.ids))];
    const any = through.flatMap((field): Condition[] => [
      [field, "in", ids],
      ...(part.shared ? [[field, "=", false] as const] : []),
    ]);
    const wanted = new Set([...Object.keys(part.row.shape), ...through, ...(part.also ?? [])]);
    const { rows: found } =
      ids.length === 0
        ? { rows: [] }
        : await search(
            api,
            part.model,
            {
              fields: [...wanted].filter((field) => has.has(field)),
              domain: [...any.slice(1).map(() => "|" as const), ...any, ...(part.where ?? [])],
              order: has.has("sequence") ? "sequence, id" : "id",
            },
            signal,
          );
    const owned = byId(found, through);
    whole = whole.map((row) => {
      const own = new Set(part.ids(row));
      const candidates = part.shared ? found : [...new Set([...own].flatMap((id) => owned.get(id) ?? []))];
      return { ...row, [key]: candidates.filter((candidate) => belongs(part, through, candidate, own)) };
    });
  }
  return whole;
};

/** Parts by the ids that they hold. */
const byId = (found: readonly Row[], through: readonly string[]): ReadonlyMap<number, readonly Row[]> => {
  const owned = new Map<number, Row[]>();
  for (const row of found) {
    for (const id of through.flatMap((field) => idsIn(row[field]))) {
      const others = owned.get(id);
      if (others) others.push(row);
      else owned.set(id, [row]);
    }
  }
  return owned;
};

/** Where a listing stands: behind the record with this id. */
const positionIn = (cursor: unknown): number =>
  isObject(cursor) && typeof cursor["after"] === "number" ? cursor["after"] : 0;

/** What changed since a moment, which Odoo compares by whole seconds. */
const since = (instant: string | undefined, children: readonly string[]): Domain => {
  if (instant === undefined) return [];
  const changed = ["write_date", ...children.map((field) => `${field}.write_date`)];
  return [
    ...children.map(() => "|" as const),
    ...changed.map((field) => [field, ">=", odooMoment.encode(instant)] as const),
  ];
};

/**
 * The list of a model's records, and one of them by its id. Read in the order of ids, each page behind the last id of the one before: many records share a
 * time of change, and offsets would lose those that move. Records that are deleted leave no trace.
 */
export const records = (declaration: Records): { list: Listing; get: { listing: (id: string) => Listing } } => ({
  list: listingOf(declaration),
  get: {
    listing: (id) => {
      if (/^\d{1,15}$/.test(id))
        return listingOf({ ...declaration, domain: [...(declaration.domain ?? []), ["id", "=", Number(id)]] });
      throw new OpenSMEError(`"${id}" is no id of Odoo's.`, { code: "not_found" });
    },
  },
});

/** The records of which a field says this, and those of whom the new one is, where it says so. */
export const recordsBy =
  (declaration: Records, field: string) =>
  (value: string, { contact }: Readonly<Record<string, unknown>>): Listing => {
    const partner = isObject(contact) ? Number(contact["id"]) : undefined;
    const domain: Domain = [[field, "=", value], ...(partner ? [["partner_id", "=", partner] as const] : [])];
    return listingOf({ ...declaration, domain: [...(declaration.domain ?? []), ...domain] });
  };

const listingOf = ({
  model,
  row,
  domain = [],
  needs = "id",
  sensitive = [],
  parts = {},
  also = [],
  settle = (row) => row,
  children = [],
  holds = () => true,
}: Records): Listing => {
  const ofThese = (element: unknown): readonly unknown[] => {
    if (!isObject(element)) return typeof element === "number" ? [] : [element];
    return holds(element) ? [settle(identified(element))] : [];
  };

  /** The first of the models that the database has, and the fields of it to ask for. */
  const choose = async (api: Api, signal: AbortSignal | undefined) => {
    for (const candidate of [model].flat()) {
      const has = await fieldsOf(api, candidate, signal);
      if (!has?.has(needs)) continue;
      const own = [...Object.keys(row.shape), ...also].filter(
        (field) => has.has(field) && (api.sensitive || !sensitive.includes(field)),
      );
      return { name: candidate, has, fields: [...own, ...[...has].filter(isCustom)] };
    }
    return undefined;
  };

  return {
    paging: "custom",
    deletes: "absent",
    incremental: true,
    order: "id",
    overlap,
    async *pages(input: ListInput, api: Api): AsyncGenerator<RowPage> {
      const chosen = await choose(api, input.signal);
      if (!chosen) {
        yield { rows: [] };
        return;
      }
      const limit = api.pageSize ?? pageSize;
      const changed = since(
        input.since,
        children.filter((field) => chosen.has.has(field.replace(/\..*/, ""))),
      );
      for (let after: number | undefined = positionIn(input.cursor); after !== undefined; ) {
        const { rows, answeredAt } = await search(
          api,
          chosen.name,
          { fields: chosen.fields, domain: [["id", ">", after], ...domain, ...changed], limit, order: "id" },
          input.signal,
        );
        const behind = lastId(rows, after);
        const last: number | undefined = rows.length < limit ? undefined : behind;
        const whole = (await withParts(api, rows, parts, input.signal)).map(settle);
        yield { rows: whole, cursor: last === undefined ? undefined : { after: last }, answeredAt };
        after = last;
      }
    },
    rowsIn: (answer) => rowsOf(answer)?.flatMap(ofThese),
    split: ofThese,
  };
};

/** The last id of a page. One whose rows are doubled or in another order would hide others behind it. */
const lastId = (rows: readonly Row[], after: number): number =>
  rows.reduce((last, { id }) => {
    if (typeof id === "number" && id > last) return id;
    throw new OpenSMEError("Odoo's list does not go on in the order of ids. Try again later.", {
      code: "mismatch",
      retryable: true,
    });
  }, after);

/** The rows of an answer: a list, that of JSON-RPC under `result`, or that of Odoo's own web client under `records`. */
const rowsOf = (answer: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(answer)) return answer;
  if (!isObject(answer)) return undefined;
  return "result" in answer
    ? rowsOf(answer["result"])
    : Array.isArray(answer["records"])
      ? answer["records"]
      : undefined;
};

/** A row that an automation rule has sent, with its id under another key: https://www.odoo.com/documentation/19.0/applications/studio/automated_actions.html */
const identified = (element: Row): Row =>
  "_id" in element && "_model" in element && !("id" in element) ? { ...element, id: element["_id"] } : element;
