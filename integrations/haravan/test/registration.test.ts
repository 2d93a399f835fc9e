import { connect } from "@opensme/core";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { haravan } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

const vendor = sandbox();
const server = setupServer(...vendor.handlers);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

it("what is written through the API is told", async () => {
  const { items, webhooks } = connect(haravan, { config: vendor.config as never });
  const url = "https://hooks.example.com/writes";
  vendor.webhooks?.enter(url);
  await webhooks.register({ url });
  const [id = ""] = vendor.control.ids("items");
  await items.update(id, { price: "99000" });
  const [sent] = vendor.webhooks?.sent ?? [];
  const received = { headers: new Headers(sent?.headers), body: (await sent?.text()) ?? "" };
  expect(haravan.webhooks?.events(received)).toContainEqual(expect.objectContaining({ resource: "items", id }));
  vendor.reset();
});

it("a shop is subscribed to the address of the app, and no other", async () => {
  const { webhooks } = connect(haravan, { config: vendor.config as never });
  const url = "https://hooks.example.com/shop";
  const touched = async (): Promise<(string | null)[]> => {
    vendor.control.touch("orders", vendor.control.ids("orders")[0] ?? "");
    return (vendor.webhooks?.sent.splice(0) ?? []).map(
      ({ url: to, headers }) => `${headers.get("x-haravan-topic")} ${to}`,
    );
  };
  await expect(webhooks.register({ url })).rejects.toThrow(
    /which is another one. Enter https:\/\/hooks.example.com\/shop/,
  );
  vendor.webhooks?.enter(url);
  expect(await touched()).toEqual([]);
  await webhooks.register({ url });
  expect(await touched()).toEqual([`orders/updated ${url}`]);
  await webhooks.unregister({ url: `${url}s` });
  expect(await touched()).toHaveLength(1);
  await webhooks.unregister({ url });
  expect(await touched()).toEqual([]);
});
