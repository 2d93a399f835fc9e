import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, vietnamTime } from "./wire.ts";

const Transferred = row({
  ...fields(required(codec.ownId), "transferId", "productId"),
  ...fields(z.string(), "code", "productCode", "productName", "fromBranchName", "toBranchName"),
  ...fields(z.string(), "description", "noteBySource", "noteByDestination"),
  ...fields(codec.otherId, "fromBranchId", "toBranchId"),
  status: codec.choice({ 1: "draft", 2: "pending", 3: "done", 4: "cancelled" }),
  sendQuantity: required(codec.decimal),
  // Spelt in both ways.
  ...fields(codec.decimal, "receiveQuantity", "recieveQuantity", "price"),
  ...fields(vietnamTime, "dispatchedDate", "transferredDate", "receivedDate"),
});

const Lines = z.array(z.looseObject({})).nullish();
const Transfer = z.looseObject({ id: codec.identifier, transferDetails: Lines, details: Lines });

/** The lines of a transfer with what it tells of all of them. A product stands on it once. A look-up names what was sent otherwise than the list. */
const linesOf = (element: unknown): readonly unknown[] => {
  const { data } = Transfer.safeParse(element);
  if (!data) return [element];
  const { id: transferId, transferDetails, details, ...transfer } = data;
  return (transferDetails ?? details ?? []).map(({ id: _, transferredQuantity, ...line }) => ({
    ...transfer,
    sendQuantity: transferredQuantity,
    ...line,
    transferId,
  }));
};

/** Goods moved between branches ("chuyển hàng"), one for each line of a transfer. The list knows no time of change, so all of it is read each time. */
export const stockMovements = resource({ entity: "stockMovement", raw: Transferred }).define({
  id: ({ transferId, productId }) => `${transferId}:${productId}`,
  read: (moved) => ({
    item: ref(moved.productId, moved.productName) ?? { id: "" },
    quantity: moved.sendQuantity,
    number: moved.code,
    kind: "transfer",
    status: moved.status,
    from: ref(moved.fromBranchId, moved.fromBranchName),
    to: ref(moved.toBranchId, moved.toBranchName),
    unitCost: moved.price,
    movedAt: moved.transferredDate || moved.dispatchedDate,
    note: moved.description || moved.noteBySource,
    unmapped: {
      "item.code": moved.productCode,
      receiveQuantity: moved.receiveQuantity ?? moved.recieveQuantity,
      receivedDate: moved.receivedDate,
      noteByDestination: moved.noteByDestination,
    },
  }),
  list: kiotvietList({ path: "/transfers", deletes: "absent", incremental: false, split: linesOf }),
});
