import type { Company } from "@opensme/testing";
import type { Node } from "./graphql.ts";
import type { OrderNode } from "./orders.ts";
import { connection, currency, gid, timeOf } from "./wire.ts";

/** Goods moved between two places. */
export interface Transfer {
  node: Node;
  lines: Node[];
}

const snapshotOf = (location: Node | undefined): Node | null =>
  location ? { name: location["name"], location } : null;

const lineNode = (number: number, variant: Node | undefined, quantity: number): Node => ({
  __typename: "InventoryTransferLineItem",
  id: gid("InventoryTransferLineItem", number),
  title: variant ? String(variant["displayName"]).replace(/ - .*/, "") : null,
  totalQuantity: quantity,
  shippedQuantity: 0,
  inventoryItem: variant?.["inventoryItem"] ?? null,
});

export const transferOf = (fields: {
  number: number;
  status: string;
  variants: readonly (Node | undefined)[];
  places: readonly [Node | undefined, Node | undefined];
  at: string;
}): Transfer => {
  const { number, places, at } = fields;
  const lines = fields.variants.map((variant, index) => lineNode(number * 10 + index, variant, 5 + index));
  const node: Node = {
    __typename: "InventoryTransfer",
    id: gid("InventoryTransfer", number),
    name: `#T${String(number % 10_000).padStart(4, "0")}`,
    status: fields.status,
    origin: snapshotOf(places[0]),
    destination: snapshotOf(places[1]),
    dateCreated: at,
    referenceName: null,
    note: null,
    lineItems: (args) => connection(lines, args),
  };
  return { node, lines };
};

export const transfersOf = (company: Company, variants: readonly Node[], locations: readonly Node[]): Transfer[] =>
  company.months.map((month, index) =>
    transferOf({
      number: 1_061_780_001 + index,
      status: "TRANSFERRED",
      // The last is longer than what comes with a transfer.
      variants: variants.slice(0, index === company.months.length - 1 ? 24 : 1 + index),
      places: [locations[0], locations[1]],
      at: timeOf(`${month}-05T02:00:00Z`),
    }),
  );

/** What of an order is to be shipped from one place. */
export const fulfillmentOrderNode = (number: number, order: Node, location: Node | undefined, at: string): Node => {
  const address = order["shippingAddress"];
  return {
    __typename: "FulfillmentOrder",
    id: gid("FulfillmentOrder", number),
    orderId: order["id"],
    orderName: order["name"],
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    assignedLocation: location ? { name: location["name"], location } : null,
    deliveryMethod: { methodType: "SHIPPING", presentedName: "Giao hàng", maxDeliveryDateTime: null },
    destination:
      address && typeof address === "object" && "address1" in address
        ? { ...address, countryCode: address["countryCodeV2"] }
        : null,
    fulfillAt: at,
    fulfillBy: null,
    createdAt: at,
    updatedAt: at,
  };
};

/** Orders that were not called off and of which nothing has left. */
export const fulfillmentOrdersOf = ({
  orders,
  locations,
}: {
  orders: readonly OrderNode[];
  locations: readonly Node[];
}): Node[] =>
  orders
    .filter(({ order }) => order["displayFulfillmentStatus"] === "UNFULFILLED" && order["cancelledAt"] === null)
    .map(({ order }, index) =>
      fulfillmentOrderNode(7_100_000_001 + index, order, locations[0], String(order["createdAt"])),
    );

export const bankAccountNode = (number: number, at: string): Node => ({
  __typename: "ShopifyPaymentsBankAccount",
  id: gid("ShopifyPaymentsBankAccount", number),
  bankName: "Ngân hàng Mẫu",
  accountNumberLastDigits: String(number % 10_000).padStart(4, "0"),
  country: "VN",
  currency,
  status: "VERIFIED",
  createdAt: at,
});
