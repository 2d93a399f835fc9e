import { type Listing, row } from "@opensme/core";
import * as z from "zod";
import { isObject } from "./graphql.ts";
import { type ListDeclaration, shopifyList } from "./lists.ts";
import { Buyer, Named } from "./wire.ts";

/** What fulfilments, refunds and transactions tell of their order. */
export const OrderLink = row({ ...Named.shape, currencyCode: z.string(), customer: Buyer });

export const orderFields = "order { id name currencyCode customer { id displayName } }";

/**
 * What belongs to orders and can be listed with them alone. They come whole, since these lists have no pages. A change of one changes its order.
 */
export const ofOrders = ({
  field,
  selection,
  ...rest
}: { field: string } & Pick<ListDeclaration, "selection" | "single" | "first">): Listing =>
  shopifyList({
    ...rest,
    path: ["orders"],
    selection: `id ${field} { ${selection} }`,
    incremental: true,
    // They go with their order.
    deletes: "absent",
    split: (row) => {
      const children = isObject(row) ? row[field] : undefined;
      // Those recorded without their order are put beside it.
      const beside = (child: unknown): unknown =>
        isObject(child) && !child["order"] ? { ...child, order: row } : child;
      return Array.isArray(children) ? children.map(beside) : [row];
    },
  });
