import { describe, expect, it } from "vitest";
import { defineSandbox, type SandboxOptions } from "./sandbox.ts";
import type { WebhookDefinition, WebhookDesk } from "./webhooks.ts";

const definition: WebhookDefinition<Set<string>> = {
  secret: "of-the-app",
  messages: ({ type, id }, held) => [{ topic: type, body: { id, held: [...held] } }],
  headers: ({ topic, body, secret, url }) => ({ "x-signed": [secret, topic, body.length, url].join(" ") }),
};

/** A vendor with things that come, change and go, and the desk that its handlers would use. */
const open = (changes: Partial<typeof definition> = {}, options?: SandboxOptions) => {
  let desk: WebhookDesk | undefined;
  const vendor = defineSandbox<Set<string>>({
    id: "acme",
    config: {},
    state: () => new Set(["a", "b"]),
    handlers: () => [],
    control(state, kit) {
      desk = kit.webhooks;
      return {
        ids: () => [...state()],
        touch: () => undefined,
        remove(_, id) {
          if (id === "b") throw new Error("Acme keeps b");
          state().delete(id);
        },
        insert() {
          state().add("c");
          return "c";
        },
      };
    },
    rateLimited: () => new Response(null, { status: 429 }),
    webhooks: { ...definition, ...changes },
  })(options);
  const { control, webhooks } = vendor;
  if (!desk || !webhooks) throw new Error("there are no webhooks");
  const sent = async (): Promise<string[]> =>
    Promise.all(webhooks.sent.splice(0).map(async (each) => `${each.headers.get("x-signed")} ${await each.text()}`));
  return { vendor, control, webhooks, desk, sent };
};

const url = "https://hooks.example.com/a";

describe("a simulated vendor's webhooks", () => {
  it("tell what came, changed and went, of what goes before it is gone, to the addresses that there are", async () => {
    const { control, webhooks, sent } = open();
    control.touch("things", "a");
    expect(await sent()).toEqual([]);
    webhooks.enter(url);
    control.insert("things");
    control.remove?.("things", "a");
    expect(await sent()).toEqual([
      `of-the-app created 31 ${url} {"id":"c","held":["a","b","c"]}`,
      `of-the-app deleted 31 ${url} {"id":"a","held":["a","b","c"]}`,
    ]);
  });

  it("tell nothing of what was refused", async () => {
    const { control, webhooks, sent } = open();
    webhooks.enter(url);
    expect(() => control.remove?.("things", "b")).toThrow("Acme keeps b");
    expect(await sent()).toEqual([]);
  });

  it("go by topic, signed with the secret of each address, as long as it is held", async () => {
    const { control, desk, sent, webhooks } = open();
    const { id } = desk.add({ url, topic: "changed", secret: "own" });
    desk.add({ url: `${url}b`, topic: "deleted" });
    control.touch("things", "a");
    expect(await sent()).toEqual([`own changed 27 ${url} {"id":"a","held":["a","b"]}`]);
    expect([desk.remove(id), desk.remove(id)]).toEqual([true, false]);
    desk.tell({ type: "changed", resource: "things", id: "a" });
    expect(webhooks.sent).toEqual([]);
  });

  it("wait for the account where the vendor has it so", async () => {
    const { control, desk, webhooks } = open({ startsOff: true });
    webhooks.enter(url);
    control.touch("things", "a");
    expect([webhooks.addresses.length, webhooks.sent.length]).toEqual([0, 0]);
    desk.turn(true);
    control.touch("things", "a");
    expect([webhooks.addresses.length, webhooks.sent.length]).toEqual([1, 1]);
  });

  it("are not kept where nothing is recorded, and forgotten on reset", () => {
    const { vendor, control, webhooks } = open();
    webhooks.enter(url);
    control.touch("things", "a");
    vendor.reset();
    expect([webhooks.addresses.length, webhooks.sent.length]).toEqual([0, 0]);
    const silent = open({}, { record: false });
    silent.webhooks.enter(url);
    silent.control.touch("things", "a");
    expect(silent.webhooks.sent).toEqual([]);
  });
});
