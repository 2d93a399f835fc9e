import { digitsOf, headOf, idOf, precededBy, sideOf } from "./document.ts";

type Config = Readonly<Record<string, unknown>>;
type Head = NonNullable<ReturnType<typeof headOf>>;
export type Side = "sale" | "purchase";

/** Which side the company is on; undefined where it is on none. Outside a connection nobody knows whose the file is. */
export const isOnSide = ({ seller, buyer }: Head, side: Side, config: Config | undefined): boolean =>
  !config || sideOf(seller.MST, buyer.MST, config["taxCode"]) === side;

/** The latest invoice that names each party: by the party, the day and the id of the invoice. */
export type Latest = ReadonlyMap<string, { day: string; invoice: string }>;

/** Finds the latest invoice of each key. */
export const latestBy =
  (keyOf: (head: Head, config: Config) => string | undefined) =>
  async (documents: AsyncIterable<unknown>, config: Config): Promise<Latest> => {
    const latest = new Map<string, { day: string; invoice: string }>();
    for await (const document of documents) {
      const head = headOf(document);
      const key = head && keyOf(head, config);
      if (!head || key === undefined) continue;
      const [day, invoice] = [head.common.NLap ?? "", idOf(head)];
      const before = latest.get(key);
      if (!before || day > before.day || (day === before.day && invoice > before.invoice))
        latest.set(key, { day, invoice });
    }
    return latest;
  };

/** The `TTHDLQuan` by which each invoice was replaced or adjusted, by the id of that invoice. A replacement counts more. */
export type Followed = ReadonlyMap<string, unknown>;

export const followedIn = async (documents: AsyncIterable<unknown>): Promise<Followed> => {
  const followed = new Map<string, { kind: unknown; related: unknown }>();
  for await (const document of documents) {
    const head = headOf(document);
    const before = head && precededBy(head);
    if (!before || followed.get(before.id)?.kind === "1") continue;
    followed.set(before.id, { kind: before.kind, related: partOf(document, "TTChung", "TTHDLQuan") });
  }
  return new Map([...followed].map(([id, { related }]) => [id, related]));
};

/** A part of an invoice as it was sent. */
export const partOf = (document: unknown, ...names: readonly string[]): unknown =>
  ["DLHDon", ...names].reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    document,
  );

/** The invoices of one side, each with what became of it. */
export const soldOrBought =
  (side: Side, transferSlip: string) =>
  (document: unknown, followed?: Followed, config?: Config): readonly unknown[] => {
    const head = headOf(document);
    // What is no invoice is for the schema to reject.
    if (!head) return [document];
    if (head.common.KHMSHDon === transferSlip || !isOnSide(head, side, config)) return [];
    return [withFollower(document, followed?.get(idOf(head)))];
  };

export const withFollower = (document: unknown, followedBy: unknown): unknown =>
  followedBy === undefined ? document : { ...(document as object), followedBy };

export const ownCode = ({ seller, buyer }: Head, config: Config): string | undefined => {
  const side = sideOf(seller.MST, buyer.MST, config["taxCode"]);
  return side && digitsOf(side === "sale" ? seller.MST : buyer.MST);
};
