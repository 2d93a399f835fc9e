import { connect } from "@opensme/core";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { kiotviet } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

const url = "https://webhook-receiver.example.com/shop";
const shop = sandbox();
const server = setupServer(...shop.handlers);
beforeAll(() => server.listen());
afterAll(() => server.close());

it("a registration wants a secret and a whole address; news of a change through the API are then signed with it", async () => {
  const client = connect(kiotviet, { config: shop.config as never });
  await expect(client.webhooks.register({ url })).rejects.toThrow("Choose one and give it");
  await expect(client.webhooks.register({ url: "shop", secret: "c2VjcmV0" })).rejects.toThrow("is no address");
  await client.webhooks.register({ url, secret: "c2VjcmV0" });
  const [id = ""] = shop.control.ids("customers");
  await client.customers.update(id, { note: "Giao buổi chiều" });

  const [sent] = shop.webhooks?.sent ?? [];
  const received = { headers: new Headers(sent?.headers), body: (await sent?.text()) ?? "" };
  expect(kiotviet.webhooks?.verify(received, "c2VjcmV0")).toBe(true);
  expect(kiotviet.webhooks?.events(received)).toMatchObject([{ type: "changed", resource: "customers", id }]);
});
