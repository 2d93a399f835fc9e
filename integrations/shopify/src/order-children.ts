import { type Listing, row } from "@opensme/core";
import * as z from "zod";
import { shopifyList } from "./lists.ts";
import { Buyer, currencyOf, Named, type Total } from "./wire.ts";

/** What fulfilments, refunds and transactions tell of their order. */
export const OrderLink = row({ ...Named.shape, currencyCode: z.string(), customer: Buyer });

export const orderFields = "order { id name currencyCode customer { id displayName } }";

/** The currency of the shop when the order was placed, by the order or by an amount in it. */
export const currencyIn = (
  order: z.output<typeof OrderLink> | null | undefined,
  amounts: z.output<typeof Total> | null | undefined,
): string | undefined => currencyOf(order?.currencyCode, amounts?.shopMoney?.currencyCode);

/**
 * What belongs to orders and can be listed with them alone. They come whole, since these lists have no pages. A change of one changes its order.
 */
export const ofOrders = (declaration: {
  field: string;
  selection: string;
  single?: string;
  first: number;
}): Listing => {
  const { field, selection, single, first } = declaration;
  return shopifyList({
    path: ["orders"],
    ...(single ? { single } : {}),
    selection: `id ${field} { ${selection} }`,
    first,
    incremental: true,
    // They go with their order.
    deletes: "absent",
    split: (row) => {
      const children = z.array(z.looseObject({})).safeParse(z.looseObject({}).safeParse(row).data?.[field]).data;
      // Those recorded without their order are put beside it.
      return children ? children.map((child) => (child["order"] ? child : { ...child, order: row })) : [row];
    },
  });
};
