import type { FileDocument } from "@opensme/core";
import { cancellationsIn, contactOf, digitsOf, type Head, headOf, sideOf } from "./document.ts";

export type Settings = Readonly<Record<string, unknown>>;
export type Role = "customer" | "supplier" | "own";

/** What the rows of one file depend on in all others. */
export interface Survey {
  /** Where the one copy of each invoice stands that is read. */
  readonly copies: ReadonlyMap<string, string>;
  /** The `TTHDLQuan` by which a later invoice replaced or adjusted one. A replacement counts more. */
  readonly followed: ReadonlyMap<string, unknown>;
  /** What the notice says by which an invoice was cancelled. */
  readonly cancelled: ReadonlyMap<string, unknown>;
  /** Where the latest invoice stands that names a party, by `partyKey`. */
  readonly latest: ReadonlyMap<string, string>;
}

/** Goes through all files. */
export const survey = async (documents: AsyncIterable<FileDocument>, config: Settings): Promise<Survey> => {
  const copies = new Map<string, { rank: number; place: string }>();
  const followed = new Map<string, { kind: unknown; related: unknown }>();
  const notices = new Map<string, ReturnType<typeof cancellationsIn>[number]>();
  const latest = new Map<string, { day: string; id: string; place: string }>();
  for await (const { content, place } of documents) {
    for (const notice of cancellationsIn(content)) {
      // What the tax authority accepted once stays so; what it refused counts more than the notice that it refused.
      const before = notices.get(notice.id);
      if (!before || (!before.isAccepted && notice.isAccepted !== undefined)) notices.set(notice.id, notice);
    }
    const head = headOf(content);
    if (!head) continue;
    const { id, rank, before, day } = head;
    if (rank > (copies.get(id)?.rank ?? -1)) copies.set(id, { rank, place });
    if (before && followed.get(before.id)?.kind !== "1")
      followed.set(before.id, { kind: before.kind, related: partOf(content, "TTChung", "TTHDLQuan") });
    for (const party of partiesOf(content, head, config)) {
      const known = latest.get(partyKey(party));
      if (!known || day > known.day || (day === known.day && id > known.id))
        latest.set(partyKey(party), { day, id, place });
    }
  }
  return {
    copies: mapped(copies, ({ place }) => place),
    followed: mapped(followed, ({ related }) => related),
    cancelled: mapped(notices, ({ isAccepted, item }) => (isAccepted === false ? undefined : item)),
    latest: mapped(latest, ({ place }) => place),
  };
};

const mapped = <From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): ReadonlyMap<string, To> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));

/** A party of an invoice. */
interface Party {
  role: Role;
  id: string;
  row: unknown;
}

export const partyKey = ({ role, id }: Party): string => `${role} ${id}`;

/** The parties that an invoice tells of. Outside a connection nobody knows whose it is, and each may be what it is asked for. */
export const partiesOf = (content: unknown, { seller, buyer }: Head, config: Settings | undefined): Party[] => {
  const side = config && sideOf(seller.MST, buyer.MST, config["taxCode"]);
  const [sold, bought] = [partOf(content, "NDHDon", "NBan"), partOf(content, "NDHDon", "NMua")];
  const [customer, supplier] = [contactOf(buyer, seller.MST), contactOf(seller)];
  const own = side === "purchase" ? { id: digitsOf(buyer.MST), row: bought } : { id: digitsOf(seller.MST), row: sold };
  return [
    ...(side || !config ? [{ role: "own" as const, ...own }] : []),
    // The code by which a seller knows a customer says nothing without the seller.
    ...(customer && (side === "sale" || !config)
      ? [{ role: "customer" as const, id: customer.id, row: { ...(bought as object), seller: seller.MST } }]
      : []),
    ...(supplier && (side === "purchase" || !config)
      ? [{ role: "supplier" as const, id: supplier.id, row: sold }]
      : []),
  ];
};

/** A part of an invoice as it was sent. */
const partOf = (content: unknown, ...names: readonly string[]): unknown =>
  ["DLHDon", ...names].reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    content,
  );
