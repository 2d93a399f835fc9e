import { connect } from "@opensme/core";
import { HttpResponse, http } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { kiotviet } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

interface Registration {
  id: number;
  type: string;
  url: string;
}

const address = "https://webhook-receiver.example.com/shop";
const elsewhere: Registration = { id: 1, type: "order.update", url: "https://elsewhere.example.com" };
let held: Registration[] = [elsewhere];
let last = 1;

const shop = sandbox();
const server = setupServer(
  http.get("https://public.kiotapi.com/webhooks", () => HttpResponse.json({ total: held.length, data: held })),
  http.post<never, { Webhook: { Type: string; Url: string } }>(
    "https://public.kiotapi.com/webhooks",
    async ({ request }) => {
      const { Webhook } = await request.json();
      last += 1;
      held.push({ id: last, type: Webhook.Type, url: Webhook.Url });
      return HttpResponse.json({ id: last });
    },
  ),
  http.delete("https://public.kiotapi.com/webhooks/:id", ({ params }) => {
    held = held.filter(({ id }) => String(id) !== params["id"]);
    return HttpResponse.json({});
  }),
  ...shop.handlers,
);
beforeAll(() => server.listen());
afterAll(() => server.close());

it("an address that is registered twice has one registration of each kind, and none after it was taken back", async () => {
  const { webhooks } = connect(kiotviet, { config: shop.config as never });
  await expect(webhooks.register({ url: address })).rejects.toThrow("Choose one and give it");
  await expect(webhooks.register({ url: "shop", secret: "c2VjcmV0" })).rejects.toThrow("is no address");
  for (const _ of ["once", "twice"]) await webhooks.register({ url: address, secret: "c2VjcmV0" });
  const kinds = held.filter(({ url }) => url === address).map(({ type }) => type);
  expect(kinds.length).toBe(11);
  expect(new Set(kinds).size).toBe(11);
  await webhooks.unregister({ url: address });
  expect(held).toEqual([elsewhere]);
});
