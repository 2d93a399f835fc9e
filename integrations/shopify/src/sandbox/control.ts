import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { draftNode, fillDraft } from "./drafts.ts";
import type { Node } from "./graphql.ts";
import { bankAccountNode, fulfillmentOrderNode, transferOf } from "./moving.ts";
import { fulfillmentNode, type OrderNode, orderNode, payoutNode, refundNode, transactionNode } from "./orders.ts";
import { customerNode } from "./parties.ts";
import { productNode, variantNode } from "./products.ts";
import { byId, checkoutNode, childrenOf, type Shop } from "./shop.ts";
import { gid, timeOf } from "./wire.ts";

type ChildKind = "fulfillments" | "refunds" | "transactions";

/** What of an order each resource reads. */
const children: Readonly<Record<string, ChildKind>> = {
  fulfillments: "fulfillments",
  refunds: "refunds",
  payments: "transactions",
};

const never = (resource: string, what: string): never => {
  throw new Error(`Nobody ${what} ${resource} at Shopify`);
};

/** A copy of a record under another id. */
const copyOf = (node: Node | undefined, type: string, number: number, at: string): Node => ({
  ...node,
  id: gid(type, number),
  createdAt: at,
  updatedAt: at,
});

export const controlOf = (state: () => Shop, kit: SandboxKit): SandboxControl => {
  const now = (): string => timeOf(kit.now());

  const nodesOf = (resource: string): Node[] => {
    const shop = state();
    const kind = children[resource];
    if (kind) return childrenOf(shop, kind);
    switch (resource) {
      case "organizations":
        return [shop.shop];
      case "users":
        return shop.staff;
      case "items":
        return shop.variants;
      case "stockLevels":
        return shop.levels;
      case "orders":
        return shop.orders.map(({ order }) => order);
      case "draftOrders":
        return shop.drafts.map(({ node }) => node);
      case "locations":
      case "customers":
      case "companies":
      case "checkouts":
      case "payouts":
      case "bankAccounts":
      case "fulfillmentOrders":
        return shop[resource];
      case "stockMovements":
        return shop.transfers.flatMap(({ lines }) => lines);
      default:
        return [];
    }
  };

  const insertOrder = (): OrderNode => {
    const number = state().next();
    const made = orderNode(number, `#${number % 1_000_000}`, now());
    state().orders.push(made);
    return made;
  };

  const insertChild = (kind: ChildKind): Node => {
    const made = insertOrder();
    const { order } = made;
    const [number, at] = [state().next(), now()];
    const [location = null] = state().locations;
    const child =
      kind === "transactions"
        ? transactionNode({ number, order, kind: "SALE", gateway: "cash", value: 1000, at })
        : kind === "refunds"
          ? refundNode({ number, order, note: null, lines: [], total: 0, staffMember: null, at })
          : fulfillmentNode({
              number,
              order,
              location: location ?? {},
              status: "pending",
              carrier: "GHN",
              tracking: "T1",
              quantity: 1,
              at,
            });
    made[kind].push(child);
    return child;
  };

  const insertItem = (): Node => {
    const shop = state();
    const [item] = kit.company.items;
    if (!item) return never("items", "adds");
    const group = productNode({
      number: shop.next(),
      title: "Hàng mới",
      productType: "Cà phê",
      status: "DRAFT",
      createdAt: now(),
      updatedAt: now(),
    });
    const variant = variantNode({ number: shop.next(), product: group.product, item, options: [] });
    Object.assign(variant, { createdAt: now(), updatedAt: now() });
    group.variants.push(variant);
    shop.products.push(group.product);
    shop.variants.push(variant);
    return variant;
  };

  const insertCustomer = (): Node => {
    const number = state().next();
    const customer = customerNode({
      number,
      firstName: "Khách",
      lastName: "Mới",
      email: `khach-${number}@example.com`,
      phone: null,
      note: null,
      tags: [],
      spent: 0,
      addresses: [],
      createdAt: now(),
      updatedAt: now(),
    });
    state().customers.push(customer);
    return customer;
  };

  const insertDraft = (): Node => {
    const shop = state();
    const node = draftNode(1_100_500_000 + (shop.next() % 400_000), "OPEN", now());
    fillDraft(node, {}, shop.shelf);
    shop.drafts.push({ node, input: {} });
    return node;
  };

  const insertCopy = (resource: string, list: Node[], type: string): Node => {
    const node = copyOf(list[0], type, state().next(), now());
    if (!list[0]) never(resource, "adds");
    list.push(node);
    return node;
  };

  const insert = (resource: string): Node => {
    const shop = state();
    const kind = children[resource];
    if (kind) return insertChild(kind);
    switch (resource) {
      case "locations":
        return insertCopy(resource, shop.locations, "Location");
      case "users":
        return insertCopy(resource, shop.staff, "StaffMember");
      case "customers":
        return insertCustomer();
      case "companies":
        return insertCopy(resource, shop.companies, "Company");
      case "items":
        return insertItem();
      case "stockLevels": {
        const number = shop.next();
        const level = copyOf(shop.levels[0], "InventoryLevel", number, now());
        level["id"] = `${gid("InventoryLevel", number)}?inventory_item_id=${number}`;
        shop.levels.push(level);
        return level;
      }
      case "orders":
        return insertOrder().order;
      case "draftOrders":
        return insertDraft();
      case "checkouts": {
        const checkout = checkoutNode(shop.next(), null, 1000, now());
        shop.checkouts.push(checkout);
        return checkout;
      }
      case "payouts": {
        const payout = payoutNode(shop.next(), 1000, now());
        shop.payouts.push(payout);
        return payout;
      }
      case "bankAccounts": {
        const account = bankAccountNode(shop.next(), now());
        shop.bankAccounts.push(account);
        return account;
      }
      case "fulfillmentOrders": {
        const made = fulfillmentOrderNode(shop.next(), insertOrder().order, shop.locations[0], now());
        shop.fulfillmentOrders.push(made);
        return made;
      }
      case "stockMovements": {
        const [first, second] = shop.locations;
        const [number, variants] = [shop.next(), shop.variants.slice(0, 1)];
        const transfer = transferOf({ number, status: "DRAFT", variants, places: [first, second], at: now() });
        shop.transfers.push(transfer);
        return transfer.lines[0] ?? never(resource, "adds");
      }
      default:
        return never(resource, "adds");
    }
  };

  const without = <Element>(list: Element[], isGone: (element: Element) => boolean): void => {
    const at = list.findIndex(isGone);
    if (at >= 0) list.splice(at, 1);
  };

  return {
    ids: (resource) => nodesOf(resource).map((node) => String(node["id"])),
    touch(resource, id) {
      const node = byId(nodesOf(resource), id);
      if (!node) return;
      const kind = children[resource];
      node["updatedAt"] = now();
      const parent = kind ? node["order"] : resource === "items" ? node["product"] : undefined;
      if (parent && typeof parent === "object" && "id" in parent) Object.assign(parent, { updatedAt: now() });
    },
    remove(resource, id) {
      const shop = state();
      const isIt = (node: Node): boolean => node["id"] === id;
      switch (resource) {
        case "orders":
          return without(shop.orders, ({ order }) => isIt(order));
        case "draftOrders":
          return without(shop.drafts, ({ node }) => isIt(node));
        case "items": {
          const variant = byId(shop.variants, id);
          if (shop.variants.some((other) => other !== variant && other["product"] === variant?.["product"]))
            return never(resource, "deletes single");
          without(shop.variants, isIt);
          return without(shop.products, (product) => product === variant?.["product"]);
        }
        case "locations":
        case "customers":
        case "companies":
        case "checkouts":
        case "bankAccounts":
        case "fulfillmentOrders":
          return without(shop[resource], isIt);
        case "stockMovements":
          for (const { lines } of shop.transfers) without(lines, isIt);
          return;
        case "users":
          return without(shop.staff, isIt);
        case "stockLevels":
          return without(shop.levels, isIt);
        default:
          return never(resource, "deletes");
      }
    },
    insert: (resource) => String(insert(resource)["id"]),
  };
};
