import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { bulkMutations } from "./bulk.ts";
import { cancelMutations } from "./cancelling.ts";
import { DraftInput, draftNode, fillDraft } from "./drafts.ts";
import { type Args, type Node, QueryError } from "./graphql.ts";
import { orderMutations } from "./ordering.ts";
import { addressOf, contactOf, customerNode, e164, shownName } from "./parties.ts";
import { countAs, countsOf } from "./products.ts";
import { queryRoot } from "./schema.ts";
import { byId, type Shop } from "./shop.ts";
import { subscriptionMutations } from "./webhooks.ts";
import { amount, bare, gid, timeOf } from "./wire.ts";

const CustomerInput = z.strictObject({
  id: z.string().optional(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  note: z.string().nullish(),
  tags: z.array(z.string()).optional(),
  addresses: z
    .array(
      z.looseObject({
        lastName: z.string().nullish(),
        address1: z.string().nullish(),
        address2: z.string().nullish(),
        city: z.string().nullish(),
        province: z.string().nullish(),
      }),
    )
    .optional(),
});

const VariantInput = z.strictObject({
  id: z.string(),
  price: z.string().optional(),
  barcode: z.string().optional(),
  taxable: z.boolean().optional(),
  inventoryItem: z
    .strictObject({
      sku: z.string().optional(),
      cost: z.string().optional(),
      tracked: z.boolean().optional(),
      measurement: z.strictObject({ weight: z.strictObject({ value: z.number(), unit: z.string() }) }).optional(),
    })
    .optional(),
});

const QuantitiesInput = z.strictObject({
  name: z.literal("on_hand"),
  reason: z.literal("correction"),
  quantities: z.array(
    z.strictObject({
      inventoryItemId: z.string(),
      locationId: z.string(),
      quantity: z.int(),
      changeFromQuantity: z.int().nullable(),
    }),
  ),
});

const Id = z.strictObject({ id: z.string() });

const idOf = (node: unknown): string | undefined => Id.partial().loose().safeParse(node).data?.id;

const refusal = (record: string, field: readonly string[] | null, message: string, code?: string): Node => ({
  [record]: null,
  userErrors: [{ field: field ? [...field] : null, message, ...(code ? { code } : {}) }],
});

const done = (fields: Node): Node => ({ ...fields, userErrors: [] });

const textIn = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** What can be changed. What is refused is told beside `data`, with status 200: https://shopify.dev/docs/api/admin-graphql/latest/mutations */
export const mutationRoot = (shop: Shop, kit: SandboxKit): Node => {
  const now = (): string => timeOf(kit.now());
  const tell = (type: "created" | "changed", resource: string, { id }: Node): void =>
    kit.webhooks.tell({ type, resource, id: String(id) });

  const isTaken = (email: string | null, but: Node | undefined): boolean =>
    email !== null &&
    shop.customers.some(
      (customer) => customer !== but && JSON.stringify(customer["defaultEmailAddress"]).includes(`"${email}"`),
    );

  const saveCustomer = ({ input }: Args, isNew: boolean): Node => {
    const given = CustomerInput.parse(input);
    const known = isNew ? undefined : byId(shop.customers, given.id);
    if (!isNew && !known) return refusal("customer", ["id"], "Customer does not exist");
    const before = z.looseObject({ emailAddress: z.string() }).safeParse(known?.["defaultEmailAddress"])
      .data?.emailAddress;
    const call = z.looseObject({ phoneNumber: z.string() }).safeParse(known?.["defaultPhoneNumber"]).data?.phoneNumber;
    const fields = {
      firstName: given.firstName === undefined ? textIn(known?.["firstName"]) : given.firstName || null,
      lastName: given.lastName === undefined ? textIn(known?.["lastName"]) : given.lastName || null,
      email: given.email === undefined ? (before ?? null) : given.email || null,
      phone: given.phone === undefined ? (call ?? null) : given.phone ? e164(given.phone) : null,
    };
    if (shownName(fields) === "")
      return refusal("customer", null, "Customer must have a name, phone number or email address");
    if (isTaken(fields.email, known)) return refusal("customer", ["email"], "Email has already been taken");
    const note = given.note === undefined ? textIn(known?.["note"]) : given.note || null;
    const tags = given.tags ?? known?.["tags"] ?? [];
    if (known) {
      const { email, phone, ...names } = fields;
      Object.assign(known, {
        ...names,
        ...contactOf(email, phone),
        displayName: shownName(fields),
        note,
        tags,
        updatedAt: now(),
      });
      tell("changed", "customers", known);
      return done({ customer: known });
    }
    const number = shop.next();
    const customer = customerNode({
      number,
      ...fields,
      note,
      tags: given.tags ?? [],
      spent: 0,
      addresses: (given.addresses ?? []).map((address, index) =>
        addressOf(
          number * 10 + index,
          {
            street: address.address1 ?? "",
            ward: address.address2 ?? "",
            province: address.city ?? address.province ?? "",
          },
          address.lastName ?? null,
          null,
        ),
      ),
      createdAt: now(),
      updatedAt: now(),
    });
    shop.customers.push(customer);
    tell("created", "customers", customer);
    return done({ customer });
  };

  const saveVariants = ({ productId, variants }: Args): Node => {
    const product = byId(shop.products, productId);
    if (!product) return refusal("productVariants", ["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    const changed: Node[] = [];
    for (const [index, { id, price, inventoryItem, ...fields }] of z.array(VariantInput).parse(variants).entries()) {
      const variant = shop.variants.find((known) => known["id"] === id && known["product"] === product);
      const at = ["variants", String(index)];
      if (!variant)
        return refusal(
          "productVariants",
          [...at, "id"],
          "Product variant does not exist",
          "PRODUCT_VARIANT_DOES_NOT_EXIST",
        );
      if (price !== undefined && Number(price) < 0)
        return refusal(
          "productVariants",
          [...at, "price"],
          "Price must be greater than or equal to 0",
          "NEGATIVE_PRICE_VALUE",
        );
      const { sku, cost, tracked, measurement } = inventoryItem ?? {};
      const stock = variant["inventoryItem"];
      if (stock && typeof stock === "object" && "id" in stock)
        Object.assign(stock, {
          ...(sku === undefined ? {} : { sku }),
          ...(cost === undefined ? {} : { unitCost: amount(Number(cost)) }),
          ...(tracked === undefined ? {} : { tracked }),
          ...(measurement ? { measurement } : {}),
        });
      Object.assign(variant, fields, {
        ...(price === undefined ? {} : { price: bare(Number(price)) }),
        ...(sku === undefined ? {} : { sku }),
        updatedAt: now(),
      });
      changed.push(variant);
    }
    product["updatedAt"] = now();
    // One webhook, of the product.
    if (changed[0]) tell("changed", "items", changed[0]);
    return done({ productVariants: changed });
  };

  const setQuantities = ({ input, idempotencyKey }: Args): Node => {
    if (!idempotencyKey)
      throw new QueryError(
        "The @idempotent directive is required for this mutation but was not provided.",
        "BAD_REQUEST",
      );
    for (const [index, count] of QuantitiesInput.parse(input).quantities.entries()) {
      const refused = (field: string, message: string, code: string): Node =>
        refusal("inventoryAdjustmentGroup", ["input", "quantities", String(index), field], message, code);
      const level = shop.levels.find(({ item, location }) => {
        const stock = typeof item === "function" ? item({}) : item;
        return idOf(stock) === count.inventoryItemId && idOf(location) === count.locationId;
      });
      if (!level)
        return refused("inventoryItemId", "The specified inventory item could not be found.", "INVALID_INVENTORY_ITEM");
      const present = countsOf(level).find(({ name }) => name === "on_hand")?.quantity;
      if (count.changeFromQuantity !== null && count.changeFromQuantity !== present)
        return refused(
          "changeFromQuantity",
          "The changeFromQuantity argument no longer matches the persisted quantity.",
          "CHANGE_FROM_QUANTITY_STALE",
        );
      countAs(level, count.quantity);
      level["updatedAt"] = now();
      tell("changed", "stockLevels", level);
    }
    return done({ inventoryAdjustmentGroup: { id: gid("InventoryAdjustmentGroup", shop.next()) } });
  };

  const createDraft = ({ input }: Args): Node => {
    const given = DraftInput.parse(input);
    if (!given.lineItems?.length) return refusal("draftOrder", null, "Add at least 1 product");
    const node = draftNode(1_100_500_000 + (shop.next() % 400_000), "OPEN", now());
    fillDraft(node, given, shop.shelf);
    shop.drafts.push({ node, input: given });
    tell("created", "draftOrders", node);
    return done({ draftOrder: node });
  };

  const updateDraft = ({ id, input }: Args): Node => {
    const draft = shop.drafts.find(({ node }) => node["id"] === id);
    if (!draft) return refusal("draftOrder", null, "Draft order does not exist");
    if (draft.node["status"] === "COMPLETED") return refusal("draftOrder", null, "This order has been paid");
    draft.input = { ...draft.input, ...DraftInput.parse(input) };
    fillDraft(draft.node, draft.input, shop.shelf);
    draft.node["updatedAt"] = now();
    tell("changed", "draftOrders", draft.node);
    return done({ draftOrder: draft.node });
  };

  const deleteCustomer = ({ input }: Args): Node => {
    const customer = byId(shop.customers, Id.parse(input).id);
    if (!customer)
      return { deletedCustomerId: null, userErrors: [{ field: ["id"], message: "Customer can't be found" }] };
    if (shop.orders.some(({ order }) => order["customer"] === customer))
      return {
        deletedCustomerId: null,
        userErrors: [{ field: ["id"], message: "Customer can’t be deleted because they have associated orders" }],
      };
    shop.customers.splice(shop.customers.indexOf(customer), 1);
    return done({ deletedCustomerId: customer["id"] });
  };

  const deleteDraft = ({ input }: Args): Node => {
    const at = shop.drafts.findIndex(({ node }) => node["id"] === Id.parse(input).id);
    const [gone] = at < 0 ? [] : shop.drafts.splice(at, 1);
    return gone
      ? done({ deletedId: gone.node["id"] })
      : { deletedId: null, userErrors: [{ field: null, message: "Draft order does not exist" }] };
  };

  const completeDraft = ({ id }: Args): Node => {
    const draft = shop.drafts.find(({ node }) => node["id"] === id);
    if (!draft) return refusal("draftOrder", null, "Draft order does not exist");
    if (draft.node["status"] === "COMPLETED") return refusal("draftOrder", null, "This order has been paid");
    Object.assign(draft.node, { status: "COMPLETED", completedAt: now(), updatedAt: now() });
    return done({ draftOrder: draft.node });
  };

  return {
    __typename: "Mutation",
    customerDelete: deleteCustomer,
    draftOrderDelete: deleteDraft,
    draftOrderComplete: completeDraft,
    customerCreate: (args) => saveCustomer(args, true),
    customerUpdate: (args) => saveCustomer(args, false),
    productVariantsBulkUpdate: saveVariants,
    inventorySetQuantities: setQuantities,
    draftOrderCreate: createDraft,
    draftOrderUpdate: updateDraft,
    ...bulkMutations(shop, kit, () => queryRoot(shop, kit)),
    ...cancelMutations(shop),
    ...orderMutations(shop, kit),
    ...subscriptionMutations(kit),
  };
};
