import { type Database, type Dialect, openReader } from "./database.ts";
import { type Collection, collections } from "./plan.ts";
import type { Market, Row } from "./vendor.ts";

/** What the database holds of a collection, in a form in which the vendor's rows can be put too. */
export interface Holdings {
  /** Records with their lines and the row they were read from, by id. */
  readonly records: ReadonlyMap<string, string>;
  readonly deleted: ReadonlySet<string>;
}

const entities = { orders: "order", items: "item", contacts: "contact" } as const;

const simple = (table: string, rev: string): string =>
  `select id, name, note, updated_at, null as total, ${rev} as rev, null as lines from ${table}`;

const orders = (rev: string, lines: string): string =>
  `select id, number as name, note, updated_at, total, ${rev} as rev,
    (select ${lines} from order_lines l where l.order_id = o.id) as lines from orders o`;

const sql: Readonly<Record<Dialect, Readonly<Record<Collection, string>>>> = {
  sqlite: {
    orders: orders("_raw ->> '$.rev'", "group_concat(code || '=' || total, ' ' order by position)"),
    items: simple("items", "_raw ->> '$.rev'"),
    contacts: simple("contacts", "_raw ->> '$.rev'"),
  },
  postgres: {
    orders: orders("(_raw ->> 'rev')::int", "string_agg(code || '=' || total, ' ' order by position)"),
    items: simple("items", "(_raw ->> 'rev')::int"),
    contacts: simple("contacts", "(_raw ->> 'rev')::int"),
  },
};

/** Reads the database, and throws where it is damaged or contradicts itself, which it may not even after a kill. */
export const readHoldings = async (database: Database): Promise<Record<Collection, Holdings>> => {
  const { reader, dialect } = await openReader(database);
  const ask = async (text: string): Promise<Record<string, unknown>[]> =>
    Array.fromAsync((await reader.query(text)).rows);
  try {
    if (dialect === "sqlite") {
      const [{ integrity_check: sound } = {}] = await ask("select * from pragma_integrity_check");
      if (sound !== "ok") throw new Error(`the database is damaged: ${sound}`);
    }
    const [torn] = await ask(
      "select id from orders o where total is distinct from (select sum(total) from order_lines l where l.order_id = o.id)",
    );
    if (torn) throw new Error(`order ${torn["id"]} has other lines than its own`);
    const [stray] = await ask("select order_id from order_lines where order_id not in (select id from orders)");
    if (stray) throw new Error(`lines of order ${stray["order_id"]} are left without it`);
    const [reject] = await reader.rejects();
    if (reject) throw new Error(`${reject.resource} ${reject.id} was rejected`);
    const held = collections.map(async (collection): Promise<[Collection, Holdings]> => {
      const records = await ask(sql[dialect][collection]);
      const gone = await ask(`select id from _deletions where entity = '${entities[collection]}'`);
      return [
        collection,
        {
          records: new Map(records.map((row) => [String(row["id"]), JSON.stringify({ ...row })])),
          deleted: new Set(gone.map(({ id }) => String(id))),
        },
      ];
    });
    return Object.fromEntries(await Promise.all(held)) as Record<Collection, Holdings>;
  } finally {
    await reader.close();
  }
};

const names = { orders: "S", items: "Item ", contacts: "Contact " };

const expected = (collection: Collection, { id, rev, changed, lines, total }: Row): string =>
  JSON.stringify({
    id: String(id),
    name: `${names[collection]}${id}`,
    note: String(rev),
    updated_at: changed,
    total: collection === "orders" ? total : null,
    rev,
    lines: collection === "orders" ? lines.map(({ code, amount }) => `${code}=${amount}`).join(" ") : null,
  });

/** What is wrong with the database beside the vendor, once all has been read in peace: records lost, stale, or kept though they are gone. */
export const differences = (
  market: Market,
  held: Readonly<Record<Collection, Holdings>>,
  seen: Readonly<Record<Collection, ReadonlySet<string>>>,
): string[] =>
  collections.flatMap((collection) => {
    const { rows } = market.shelves[collection];
    const { records, deleted } = held[collection];
    const living = new Set(rows.map(({ id }) => String(id)));
    const say = (id: string, what: string): string => `${collection} ${id} ${what}`;
    return [
      ...rows.flatMap((row) => {
        const id = String(row.id);
        const record = records.get(id);
        const truth = expected(collection, row);
        if (record === truth) return [];
        return [say(id, record === undefined ? "is lost" : `is stale: ${record} instead of ${truth}`)];
      }),
      ...[...records.keys()]
        .filter((id) => !living.has(id))
        .map((id) => say(id, "is kept, though the vendor deleted it")),
      ...[...deleted].filter((id) => living.has(id)).map((id) => say(id, "is among the deleted, though it lives")),
      ...[...seen[collection]]
        .filter((id) => !living.has(id) && !deleted.has(id))
        .map((id) => say(id, "is gone without a trace among the deleted")),
    ];
  });

/** Deletions of records that the vendor has never deleted, which no moment excuses. */
export const falseDeletions = (market: Market, held: Readonly<Record<Collection, Holdings>>): string[] =>
  collections.flatMap((collection) =>
    [...held[collection].deleted]
      .filter((id) => !market.shelves[collection].everGone.has(Number(id)))
      .map((id) => `${collection} ${id} was deleted, though the vendor has never deleted it`),
  );
