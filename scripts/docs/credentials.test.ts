import {
  type AnyConnector,
  type Credentials,
  defineConnector,
  listing,
  resource,
  secret,
  single,
  type Webhooks,
} from "@opensme/core";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { credentialsSection, untold } from "./credentials.ts";
import { english, vietnamese } from "./words.ts";

const rows = (scopes: { read?: string[]; write?: string[] }, sensitive?: true) =>
  resource({ entity: "contact", raw: z.object({ id: z.string() }) }).define({
    id: (row) => row.id,
    read: (row) => ({ name: row.id, roles: ["customer"] }),
    list: listing({
      path: "/",
      page: z.array(z.unknown()),
      paging: single(),
      deletes: "absent",
    }),
    scopes,
    ...(sensitive && { sensitive }),
  });

const webhooks: Webhooks = { verify: () => false, events: () => [] };

const subscribed: Webhooks = {
  ...webhooks,
  subscriptions: {
    topics: [],
    list: { path: "/", read: () => [] },
    create: () => ({ path: "/" }),
    remove: () => ({ path: "/" }),
  },
};

/** A connector with a plain setting, a secret and a choice, and what it says of them. */
const acme = (credentials: Credentials | undefined, more: Partial<Pick<AnyConnector, "webhooks">> = {}): AnyConnector =>
  defineConnector({
    spec: 1,
    id: "acme-till",
    name: "Acme Till",
    version: "1.0.0",
    categories: ["sales"],
    countries: [],
    config: z.strictObject({
      shop: z.string().regex(/^[a-z-]+$/, "write small letters"),
      key: secret(z.string()),
      columns: z.record(z.string(), z.string()).optional(),
    }),
    credentials,
    http: { baseUrl: "https://acme.example", auth: () => ({ kind: "none" }) },
    check: { path: "/", identity: () => ({}) },
    resources: {
      customers: rows({ read: ["customers.read", "all"], write: ["customers.write"] }),
      suppliers: rows({ read: ["all"], write: ["customers.read"] }),
      debts: rows({ read: ["all", "debts.read"] }, true),
    },
    ...more,
  });

const steps = [
  { en: "Click *Keys*, and copy the key into `key`.", vi: "Bấm *Keys* và chép khóa vào `key`." },
  { en: "`shop` is the shop, `columns` its columns.", vi: "`shop` là cửa hàng, `columns` là các cột." },
];
const settings = { shop: "my-shop", key: "$ACME_KEY", columns: { first: "net, of tax" } };
const guide: Credentials = { url: "https://acme.example/help", ways: [{ steps, settings }] };

describe("untold", () => {
  test("nothing, where each setting is named in each language and the example holds", () => {
    expect(untold(acme(guide))).toEqual([]);
    expect(untold(acme({ ...guide, webhooks: steps }, { webhooks }))).toEqual([]);
  });

  test.each<[string, Credentials | undefined, string]>([
    ["nothing is said", undefined, "`key` must come from somewhere: say where in `credentials` of the connector"],
    [
      "a setting is named in one language",
      {
        ...guide,
        ways: [{ steps: [steps[0] ?? { en: "", vi: "" }, { en: "`shop`, `columns`", vi: "`shop`" }], settings }],
      },
      "no step names the setting `columns` in each language",
    ],
    [
      "a text is in one language",
      { ...guide, ways: [{ steps: [...steps, { en: "Save.", vi: "Save." }], settings }] },
      '"Save." is in one language',
    ],
    [
      "a step calls the connection something else",
      { ...guide, ways: [{ steps: [...steps, { en: "Run `opensme connect till`.", vi: "Chạy lệnh." }], settings }] },
      "a step says `opensme connect till`, and the example calls the connection `shop`",
    ],
    [
      "the example would be refused",
      { ...guide, ways: [{ steps, settings: { ...settings, shop: "My Shop" } }] },
      "the example settings are refused: shop: write small letters",
    ],
    [
      "the example shows a secret",
      { ...guide, ways: [{ steps, settings: { ...settings, key: "s3cret" } }] },
      "the example of `key` must be an environment variable, such as `$ACME_KEY`",
    ],
    [
      "ways have no titles",
      {
        ...guide,
        ways: [
          { steps, settings },
          { steps, settings },
        ],
      },
      "of several ways, each needs a title",
    ],
    [
      "webhooks are told of that are not there",
      { ...guide, webhooks: steps },
      "`credentials.webhooks` tells of webhooks that it does not have",
    ],
  ])("%s", (_, credentials, sentence) => {
    expect(untold(acme(credentials))).toEqual([sentence]);
  });

  test("a way without steps, and webhooks without a word", () => {
    expect(untold(acme({ ...guide, ways: [{ steps: [], settings }] }))).toContain("a way has no steps");
    expect(untold(acme(guide, { webhooks }))).toEqual(["`credentials.webhooks` must say where addresses are entered"]);
  });
});

describe("credentialsSection", () => {
  const sectionOf = (connector: AnyConnector, words = english): string =>
    credentialsSection("acme-till", connector, words).filter(Boolean).join("\n\n");

  test("steps, the config that comes of them, gathered scopes, and how to check", () => {
    expect(sectionOf(acme(guide))).toMatchInlineSnapshot(`
      "## Getting credentials, step by step

      The vendor may rename its menus; its own page is <https://acme.example/help>.

      1. Click *Keys*, and copy the key into \`key\`.
      2. \`shop\` is the shop, \`columns\` its columns.

      \`opensme.config.ts\` then holds this; what \`env\` names stands in the file \`.env\` beside it, which is never committed:

      \`\`\`ts
      import { acmeTill } from "@opensme/acme-till";
      import { connection, defineConfig, env } from "opensme";

      export default defineConfig({
        store: "company.db",
        connections: {
          shop: connection(acmeTill, {
            config: {
              shop: "my-shop",
              key: env("ACME_KEY"),
              columns: { first: "net, of tax" },
            },
          }),
        },
      });
      \`\`\`

      ### Rights to choose

      Choose no more than is to be read. Which resource needs what is [in the table](#resources); a resource whose right is missing ends in a \`permission\` error and leaves the others alone.

      - to read everything: \`customers.read\`, \`all\`
      - to write as well: \`customers.write\`
      - for \`debts\`, read with \`sensitive: true\` alone: \`debts.read\`

      ### Check it

      \`npx opensme check shop\` says whether the credentials work, whose account they open, and what they may not read, as far as the vendor tells; with \`--deep\` it reads the first page of every stream too. \`npx opensme sync shop\` then reads."
    `);
  });

  test("in Vietnamese, of each way under its title, and without scopes where none are declared", () => {
    const title = { en: "An app", vi: "Ứng dụng" };
    const section = sectionOf(acme({ ...guide, ways: [{ title, steps, settings }] }), vietnamese);
    expect(section).toContain("### Ứng dụng\n\n1. Bấm *Keys* và chép khóa vào `key`.\n2. `shop` là cửa hàng");
    expect(section).toContain("cho `debts`, chỉ đọc khi đặt `sensitive: true`: `debts.read`");
    expect(section).not.toContain("An app");
    const withoutScopes: AnyConnector = { ...acme(guide), resources: { customers: rows({}) } };
    expect(sectionOf(withoutScopes)).not.toContain(english.credentials.scopes.heading);
  });

  test("webhooks: by hand, or by themselves where the vendor takes addresses by its API", () => {
    const told: Credentials = { ...guide, webhooks: [{ en: "Enter it.", vi: "Nhập địa chỉ." }] };
    expect(sectionOf(acme(told))).not.toContain("### Webhooks");
    expect(sectionOf(acme(told, { webhooks }))).toMatch(
      /### Webhooks\n\n.*`\/shop`.*entered by hand\.\n\n1\. Enter it\.$/s,
    );
    expect(sectionOf(acme(told, { webhooks: subscribed }))).toContain(
      "With `--register https://hooks.example.com` it tells the vendor the address by itself.",
    );
    const { subscriptions } = subscribed;
    const ofApp: Webhooks = {
      ...webhooks,
      ...(subscriptions && { subscriptions: { ...subscriptions, addressOfApp: true } }),
    };
    expect(sectionOf(acme(told, { webhooks: ofApp }))).toContain("The vendor knows one address of the app");
  });
});
