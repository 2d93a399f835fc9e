import type { FileDocument } from "@opensme/core";
import { cancellationsIn, contactOf, digitsOf, type Head, headOf, sideOf } from "./document.ts";

export type Settings = Readonly<Record<string, unknown>>;
export type Role = "customer" | "supplier" | "own";

/** What the rows of one file depend on in all others. */
export type Survey = Awaited<ReturnType<typeof survey>>;

/** Goes through all files. */
export const survey = async (documents: AsyncIterable<FileDocument>, config: Settings) => {
  /** The one copy of each invoice that is read, and where it stands. */
  const copies = new Map<string, { rank: number; place: string }>();
  /** The `TTHDLQuan` by which a later invoice replaced or adjusted one. A replacement counts more. */
  const followed = new Map<string, { kind: unknown; related: unknown }>();
  /** What the notices say that cancel an invoice, and whether the tax authority let them. */
  const notices = new Map<string, ReturnType<typeof cancellationsIn>[number]>();
  /** The latest invoice that names a party, by `partyKey`. */
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
  return { copies, followed, notices, latest };
};

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
  const parties: readonly (Party | undefined)[] = [
    { role: "own", ...own },
    // The code by which a seller knows a customer says nothing without the seller.
    customer && { role: "customer", id: customer.id, row: { ...(bought as object), seller: seller.MST } },
    supplier && { role: "supplier", id: supplier.id, row: sold },
  ];
  const isTold = { own: side !== undefined, customer: side === "sale", supplier: side === "purchase" };
  return parties.flatMap((party) => (party && (!config || isTold[party.role]) ? [party] : []));
};

/** A part of an invoice as it was sent. */
const partOf = (content: unknown, ...names: readonly string[]): unknown =>
  ["DLHDon", ...names].reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    content,
  );
