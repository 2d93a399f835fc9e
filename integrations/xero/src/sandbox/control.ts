import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { type Attachment, type Books, type Document, type Entry, type Shelf, tenants } from "./books.ts";
import type { World } from "./gate.ts";
import { recount } from "./ledger.ts";
import { guid } from "./wire.ts";

/** What a resource's records are kept in; `isOne` tells those of one type where a shelf holds several. */
interface Place {
  shelf: Shelf<Entry>;
  isOne?: (row: Entry) => boolean;
  /** Whether the vendor deletes such records without a trace. */
  isRemovable?: boolean;
}

const ofType =
  (type: string) =>
  (row: Entry): boolean =>
    row.type === type;

export const controlOf = (world: () => World, kit: SandboxKit): SandboxControl => {
  const removed = new Map<string, () => void>();

  const books = (): Books => {
    const found = world().tenants.get(tenants.mayMau);
    if (!found) throw new Error("The sandbox has lost its organisation");
    return found;
  };
