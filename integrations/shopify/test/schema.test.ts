import { existsSync, readFileSync } from "node:fs";
import { decode, type Stream } from "@opensme/core";
import { type Exchange, sampleCompany } from "@opensme/testing";
import { buildSchema, graphqlSync, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { rowsIn } from "../../../packages/cli/src/map/payload.ts";
import { shopify } from "../src/index.ts";
import { version } from "../src/wire.ts";
import { subject } from "./subject.ts";
import { all, open } from "./vendor.ts";

/** The vendor's own description lies beside the project, where it is there at all. */
const description = new URL(`../../../../shared/specs/shopify/admin-${version}.graphql`, import.meta.url);

const Request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });
const Answer = z.looseObject({ data: z.record(z.string(), z.unknown()).optional() });

const read = async (stream: Stream): Promise<string[]> => {
  const ids: string[] = [];
  for await (const change of stream.read(stream.listing.incremental ? { since: "2026-01-01T00:00:00Z" } : {}))
    if (change.type === "upsert") ids.push(change.id);
  return ids;
};

/** Everything that the connector asks, and what the sandbox answers. */
const everything = async (): Promise<readonly Exchange[]> => {
  const { vendor, client } = open(
    { company: sampleCompany({ orders: 120 }) },
    { config: { ...configOf(), staff: true }, clock: { now: () => Date.now(), sleep: async () => undefined } },
  );
  await client.check();
  for (const stream of client.streams) await read(stream);
  for (const key of [
    "locations",
    "users",
    "customers",
    "companies",
    "items",
    "stockLevels",
    "orders",
    "draftOrders",
    "fulfillmentOrders",
    "fulfillments",
    "refunds",
    "payments",
    "payouts",
    "bankAccounts",
  ] as const)
    await client[key].get(vendor.control.ids(key)[0] ?? "");
  const { customers, items, draftOrders } = subject.writes ?? {};
  await client.customers.create({ name: "A", ...customers?.create });
  await client.customers.update(vendor.control.ids("customers")[0] ?? "", { ...customers?.update });
  await client.items.update(vendor.control.ids("items")[0] ?? "", { ...items?.update });
  await client.orders.cancel(vendor.control.ids("orders")[0] ?? "", {
    choices: { reason: "staff", refund: false, restock: true, staffNote: "Trùng đơn" },
  });
  await client.stockLevels.update(vendor.control.ids("stockLevels")[0] ?? "", { onHand: "7" });
  const placed = vendor.control.insert("orders");
  await client.orders.update(placed, { note: "Gọi trước" });
  for (const act of ["close", "reopen", "markAsPaid"] as const) await client.orders[act](placed);
  const parcel = vendor.control.insert("fulfillments");
  await client.fulfillments.update(parcel, { carrier: "GHN" });
  await client.fulfillments.cancel(parcel);
  const { id } = await client.draftOrders.create({ ...draftOrders?.create });
  await client.draftOrders.update(id, { ...draftOrders?.update });
  // So many that they are read by bulk operations.
  for (let count = 0; count < 5_000; count += 1) vendor.control.insert("customers");
  for (let count = 0; count < 400; count += 1) vendor.control.insert("items");
  for (let count = 0; count < 700; count += 1) vendor.control.insert("orders");
  await all(client.customers.list());
  await all(client.items.list());
  await all(client.orders.list());
  const address = { url: "https://webhooks.example.com/shop" };
  await client.webhooks.register(address);
  await client.webhooks.unregister(address);
  return vendor.exchanges;
};

const configOf = () =>
  z.object({ shop: z.string(), clientId: z.string(), clientSecret: z.string() }).parse(subject.sandbox().config);

describe.skipIf(!existsSync(description))("the vendor's schema", () => {
  it("knows every query that is sent, and holds every answer of the sandbox", { timeout: 120_000 }, async () => {
    const schema = buildSchema(readFileSync(description, "utf8"), { assumeValid: true });
    const valid = new Map<string, readonly string[]>();
    let [answers, operations] = [0, 0];
    for (const { request, response } of await everything()) {
      if (!request.url.endsWith("/graphql.json")) continue;
      const { query, variables } = Request.parse(JSON.parse(request.body ?? "null"));
      if (!valid.has(query))
        valid.set(
          query,
          validate(schema, parse(query)).map(({ message }) => message),
        );
      expect(valid.get(query), query).toEqual([]);
      const inBulk = query.includes("bulkOperationRunQuery") ? z.string().parse(variables?.["query"]) : undefined;
      if (inBulk !== undefined) {
        expect(
          validate(schema, parse(inBulk)).map(({ message }) => message),
          inBulk,
        ).toEqual([]);
        operations += 1;
      }
      const { data } = Answer.parse(JSON.parse(response.body));
      const held = graphqlSync({
        schema,
        source: query,
        rootValue: data,
        ...(variables ? { variableValues: variables } : {}),
        // Answers are keyed by alias, and carry no types but where there are several.
        fieldResolver: (source: Readonly<Record<string, unknown>>, _, __, { path }) => source[path.key],
        typeResolver: (_, __, { fieldNodes }) => inlineType(fieldNodes),
      });
      expect(held.errors?.map(({ message, path }) => `${path?.join(".")}: ${message}`) ?? [], query).toEqual([]);
      expect(JSON.parse(JSON.stringify(held.data))).toEqual(data);
      answers += 1;
    }
    expect(valid.size).toBeGreaterThan(30);
    expect(answers).toBeGreaterThan(60);
    expect(operations).toBe(3);
  });
});

/** The type that a query expects, where it asks for one of several. */
const inlineType = (
  nodes: readonly {
    selectionSet?:
      | { selections: readonly { kind: string; typeCondition?: { name: { value: string } } | undefined }[] }
      | undefined;
  }[],
): string =>
  nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []).find(({ kind }) => kind === "InlineFragment")
    ?.typeCondition?.name.value ?? "MediaImage";

const examples = new URL("examples/amp/", description);

describe.skipIf(!existsSync(examples))("answers that others have recorded", () => {
  it.each([
    ["customers", "read__customers.json", ["upsert"]],
    ["customers", "write__response-customer-create.json", ["upsert"]],
    ["customers", "write__response-customer-update.json", ["upsert"]],
    ["orders", "read__orders.json", ["upsert"]],
    ["items", "write__response-product-create.json", ["upsert"]],
    ["items", "write__response-product-update.json", ["upsert"]],
    ["items", "read__products.json", ["upsert", "upsert"]],
    ["customers", "write__response-customer-create-error.json", ["reject"]],
    ["orders", "read__error-invalid-query.json", ["reject"]],
  ] as const)("%s of %s", async (key: keyof typeof shopify.resources, file, expected) => {
    const payload: unknown = JSON.parse(readFileSync(new URL(file, examples), "utf8"));
    const resource = shopify.resources[key];
    const { rows } = rowsIn(resource, payload);
    expect(rows.map((row) => decode(resource, row).type)).toEqual(expected);
  });
});
