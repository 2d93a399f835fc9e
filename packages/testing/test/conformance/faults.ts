import { createHmac, timingSafeEqual } from "node:crypto";
import {
  type AnyConnector,
  codec,
  type Listing,
  listing,
  ndjson,
  offset,
  type Progress,
  resource,
  type Subscriptions,
  signature,
  single,
  toDecimal,
  type WebhookEvent,
  type WebhookRequest,
  type Webhooks,
} from "@opensme/core";
import * as z from "zod";
import type { Subject } from "../../src/index.ts";
import * as broken from "./broken.ts";
import { cabinet } from "./cabinet.ts";
import { depot, type Freight } from "./depot.ts";
import { byLogin, bySignature, bySignatureAndToken, type Entrance } from "./doors.ts";
import {
  fixtures,
  groveWebhooks,
  groveWith,
  guardPerson,
  inBatches,
  Person,
  peopleList,
  peopleWith,
  readPerson,
  salesWith,
  wagesList,
  wagesWith,
} from "./grove.ts";
import { groveSandbox, type Mischief } from "./grove-sandbox.ts";

export const subject = (changes: Partial<Subject> = {}, mischief: Mischief = {}): Subject => ({
  connector: groveWith({ people: peopleWith({}), sales: salesWith({}), wages: wagesWith({}) }),
  sandbox: groveSandbox(mischief),
  fixtures,
  manifest: {
    name: "grove",
    version: "1.2.3",
    license: "Apache-2.0",
    type: "module",
    peerDependencies: { "@opensme/core": "*" },
  },
  writes: {
    people: {
      create: { name: "Người Mới", emails: ["moi@example.com"] },
      update: { name: "Người Khác" },
      refused: { emails: { name: "Người Lạ", emails: ["khong-phai-thu"] } },
      guarded: { create: { name: "Grove" } },
    },
  },
  ...changes,
});

/** A subject that goes into Grove by another door. */
export const entering = (
  { door, config, auth }: Entrance,
  changes: Partial<Subject> = {},
  mischief: Mischief = {},
): Subject => {
  const { connector } = subject();
  return subject({
    connector: { ...connector, config, http: { ...connector.http, auth } } as AnyConnector,
    sandbox: groveSandbox(mischief, door),
    ...changes,
  });
};

type People = Parameters<typeof peopleWith>[0];

const withPeople = (people: People, mischief?: Mischief): Subject =>
  subject(
    { connector: groveWith({ people: peopleWith(people), sales: salesWith({}), wages: wagesWith({}) }) },
    mischief,
  );

const withList = (changes: object, mischief?: Mischief): Subject =>
  withPeople({ list: listing({ ...peopleList, ...changes }) }, mischief);

const withWages = (changes: Parameters<typeof wagesWith>[0]): Subject =>
  subject({ connector: groveWith({ people: peopleWith({}), sales: salesWith({}), wages: wagesWith(changes) }) });

/** People created without being looked for. */
const withCreate = (changes: { batch?: typeof inBatches } = {}): Subject =>
  withPeople({ create: { path: "/people", row: (answer) => answer, ...changes } });

const withHttp = (changes: object): Subject => {
  const { connector } = subject();
  return subject({ connector: { ...connector, http: { ...connector.http, ...changes } } as AnyConnector });
};

const withManifest = (changes: object): Subject => subject({ manifest: { ...subject().manifest, ...changes } });

const withFixture = (key: string, changes: object): Subject =>
  subject({ fixtures: { ...fixtures, [key]: { ...fixtures[key], ...changes } as never } });

type Read = typeof readPerson;
const reading = (change: (person: Parameters<Read>[0]) => object): Subject =>
  withPeople({ read: ((person) => ({ ...readPerson(person), ...change(person) })) as Read });

/** People read through a schema of another form. */
const withRaw = (shape: object, read?: (person: never) => object): Subject =>
  withPeople({ raw: Person.extend(shape as never) as never, ...(read ? { read: read as never } : {}) });

/** A listing by hand that follows tokens wherever they lead. */
const credulous: Listing = {
  ...wagesList,
  async *pages({ signal }, api) {
    let after: string | undefined;
    do {
      const { body } = await api.request({ path: "/wages", query: { after } }, { signal });
      const page = body as { rows: unknown[]; next?: string };
      after = page.next;
      yield { rows: page.rows, cursor: after };
    } while (after !== undefined);
  },
};

/** A listing by hand that goes past the transport. */
const runaway: Listing = {
  ...wagesList,
  async *pages() {
    await fetch("https://elsewhere.example/people");
    yield { rows: [] };
  },
};

/** A listing that gives all of its pages at the end. */
const hoarding: Listing = {
  ...wagesList,
  async *pages(input, api) {
    const pages = [];
    for await (const page of wagesList.pages(input, api)) pages.push(page);
    yield* pages;
  },
};

/** The last months of a year in one zone, and the others in another. */
const movesZone = z.codec(z.string(), z.string(), {
  decode: (wire) => z.decode(codec.localDateTime(/-1[0-2]-/.test(wire) ? "+07:00" : "+08:00"), wire),
  encode: (instant) => instant,
});

/** Pages so large that there is but one, and of no other size. */
const { sized: _, ...allAtOnce } = offset({ parameter: "skip", size: { parameter: "take", value: 100 } });

const withWebhooks = (changes: Partial<Webhooks>, mischief?: Mischief): Subject => {
  const { connector } = subject();
  const webhooks = { ...groveWebhooks, ...changes };
  return subject({ connector: { ...connector, webhooks } as AnyConnector }, mischief);
};

const withSubscriptions = (changes: Partial<Subscriptions>): Subject =>
  withWebhooks({ subscriptions: { ...groveWebhooks.subscriptions, ...changes } });

/** What of a delivery is signed, otherwise than the vendor signs it. */
const verifying = (text: (request: WebhookRequest) => string): Webhooks["verify"] =>
  signature({ header: "x-grove-signature", encoding: "hex", prefix: /^sha256=/, text });

const signedWith = ({ headers, body }: WebhookRequest, key: string): string =>
  `sha256=${createHmac("sha256", key)
    .update(`${headers.get("x-grove-time")}.${body}`)
    .digest("hex")}`;

/** Events with something else in them. */
const telling = (change: (event: WebhookEvent) => object | undefined): Subject =>
  withWebhooks({
    events: (request) =>
      groveWebhooks.events(request).flatMap((event) => {
        const changes = change(event);
        return changes ? [{ ...event, ...changes }] : [];
      }),
  });

/** A vendor that lacks an address which the connector asks. */
const withoutSales: Subject["sandbox"] = (options) => {
  const sandbox = groveSandbox()(options);
  return { ...sandbox, handlers: sandbox.handlers.filter(({ info }) => !String(info.path).endsWith("/sales")) };
};

/** A connector or vendor broken in one way, and what the law must say of it. */
type Fault = readonly [make: () => Subject, says: RegExp];

export const entrances = {
  "by a login": byLogin,
  "by signatures": bySignature,
  "by signatures and a token": bySignatureAndToken,
};
const { "by signatures": _unkept, ...withTokens } = entrances;

/** A fault for each of several doors. */
const through = (
  doors: Readonly<Record<string, Entrance>>,
  fault: string,
  says: RegExp,
  changes: Partial<Subject>,
  mischief?: Mischief,
): Record<string, Fault> =>
  Object.fromEntries(
    Object.entries(doors).map(([how, entrance]) => [
      `${fault}, ${how}`,
      [() => entering(entrance, changes, mischief), says],
    ]),
  );

/** For each law, faults that break it. */
export const faults: Readonly<Record<number, Readonly<Record<string, Fault>>>> = {
  1: {
    "an id with a capital": [() => subject({ connector: { ...subject().connector, id: "Grove" } }), /no id/],
    "a contract from the future": [
      () => subject({ connector: { ...subject().connector, spec: 2 as never } }),
      /spec 2 is not known/,
    ],
    "a resource that does nothing": [
      () =>
        subject({
          connector: groveWith({
            people: resource({ entity: "contact", raw: Person }).define({ id: ({ id }) => id, read: readPerson }),
          }),
        }),
      /people declares no operation/,
    ],
  },
  2: {
    "another version": [() => withManifest({ version: "1.2.4" }), /version 1.2.3 is 1.2.4/],
    "another name": [() => withManifest({ name: "forest" }), /not named after/],
    "a name that only ends like it": [() => withManifest({ name: "@opensme/mangrove" }), /not named after/],
    "a scoped package under another licence": [
      () => withManifest({ name: "@opensme/grove", license: "MIT" }),
      /licence is MIT/,
    ],
  },
  3: {
    "a write that is never tried": [() => subject({ writes: {} }), /no record to try it with/],
    "a get that gives another record": [() => withPeople({ id: ({ id }) => id + 500 }), /gave another record/],
    "a change that is not made as asked": [() => subject({}, { shouts: true }), /people.update lost name/],
    "a change that is always refused": [() => subject({}, { refusesChanges: true }), /update was refused/],
    "a removal that removes nothing": [() => subject({}, { idles: true }), /people.remove left the record as it was/],
    "an action that is always refused": [
      () => subject({}, { promotesNobody: true }),
      /people.promote was refused for 24 records/,
    ],
    "writes of a resource that there is not": [
      () => subject({ writes: { ...subject().writes, trees: {} } }),
      /resources that there are not: trees/,
    ],
  },
  4: {
    "a host that is never asked": [() => withHttp({ hosts: ["files.grove.example"] }), /never asked: files/],
    "a host asked behind the transport's back": [() => withWages({ list: runaway }), /not allowed: elsewhere/],
    "a request that the vendor does not answer": [
      () => subject({ sandbox: withoutSales }),
      /does not answer: GET .*\/sales/,
    ],
  },
  5: { "a write without a scope": [() => withPeople({ scopes: { read: ["people"] } }), /no scope for writing/] },
  6: {
    "a secret that is not marked": [
      () => subject({ connector: { ...subject().connector, config: z.strictObject({ clientSecret: z.string() }) } }),
      /clientSecret is a secret/,
    ],
    "a secret under a harmless name": [
      () => {
        const { connector } = subject();
        const auth = ({ club }: { club: string }) => ({ kind: "bearer", token: club });
        const config = z.object({ club: z.string().default("grove-secret-0001") });
        const sandbox: Subject["sandbox"] = (options) => ({
          ...groveSandbox()(options),
          config: { club: "grove-secret-0001" },
        });
        return subject({ connector: { ...connector, config, http: { ...connector.http, auth } as never }, sandbox });
      },
      /club is a secret/,
    ],
  },
  7: {
    "no limits": [() => withHttp({ limits: [] }), /no limits/],
    "offset paging without an order": [() => withList({ order: undefined }), /asks for no order/],
    "no word on deletions": [() => withList({ deletes: "perhaps" }), /how records disappear/],
  },
  9: {
    "a vendor that takes any credentials": [() => subject({}, { takesAnyCredentials: true }), /must fail/],
    ...through(entrances, "a vendor that takes anybody", /must fail/, {}, { takesAnyCredentials: true }),
    "an error that does not say how the connection stands": [
      () => subject({ connect: broken.namesNoState }),
      /without the state/,
    ],
  },
  10: {
    "a token renewed for every request": [() => subject({ connect: broken.renewsForEveryRequest }), /renewals for 20/],
    ...through(withTokens, "a token for every request", /20 renewals for 20/, {
      connect: broken.renewsForEveryRequest,
    }),
  },
  11: {
    "a token used before it is stored": [() => subject({ connect: broken.storesTokensLate }), /stored/],
    "a newer token that is not looked for": [() => subject({ connect: broken.keepsTokensToItself }), /two processes/],
    ...through(withTokens, "a token that is stored late", /stored/, { connect: broken.storesTokensLate }),
    ...through(withTokens, "another's token passed over", /two processes/, { connect: broken.keepsTokensToItself }),
  },
  12: {
    "a loop when refused": [() => subject({ connect: broken.loopsWhenRefused }), /requests on a revoked/],
    ...through(entrances, "a loop when refused", /requests on a revoked/, { connect: broken.loopsWhenRefused }),
    ...through(entrances, "no word on how it stands", /without the state/, { connect: broken.namesNoState }),
    ...through(withTokens, "a sign-in tried by all that wait", /20 requests for a token/, {
      connect: broken.signsInForEveryRequest,
    }),
  },
  13: {
    "an error that tells the settings": [() => subject({ connect: broken.tellsSecrets }), /1 secrets are told/],
    "a secret on the console": [() => subject({ connect: broken.chatters }), /1 secrets are told/],
    "a vendor whose words are passed on as they are": [() => subject({ connect: broken.quotesTheVendor }), /2 secrets/],
    "a fixture with a secret": [() => withFixture("sales", { source: "grove-secret-0001" }), /1 secrets/],
    ...through(entrances, "an error that tells the settings", /secrets are told/, { connect: broken.tellsSecrets }),
    ...through(entrances, "a vendor's words as they are", /secrets are told/, { connect: broken.quotesTheVendor }),
    ...through(withTokens, "a token in a checkpoint", /1 secrets are told/, {
      connect: broken.keepsTokensInCheckpoints,
    }),
    ...through(withTokens, "an error that tells the token", /secrets are told/, { connect: broken.tellsTokens }),
  },
  14: {
    "only the first page": [() => withList({ paging: single() }), /people: not read/],
    "a filter that loses records": [
      () => withList({ items: (page: { data: unknown[] }) => page.data.slice(0, -1) }),
      /people: not read|same records/,
    ],
    "a record made up": [
      () =>
        withList({
          items: ({ data }: { data: unknown[] }) => (data.length < 8 ? [...data, { id: 4711, name: "Nobody" }] : data),
        }),
      /not there: 4711/,
    ],
    "a total that is not kept": [
      () => withList({ total: (page: { total: number }) => page.total + 1 }),
      /23 read of 24|\d+ read of \d+/,
    ],
    "a sandbox with one page": [
      () =>
        subject(
          {
            connector: groveWith({
              people: peopleWith({
                list: listing({ ...peopleList, paging: allAtOnce }),
              }),
            }),
          },
          { isFull: true },
        ),
      /paging is not tried/,
    ],
  },
  15: {
    "paging that does not notice a repeated page": [
      () =>
        withList({
          paging: {
            ...peopleList.paging,
            next: ({ wire }: Progress) => ({
              wire: { query: { skip: Number(wire.query?.["skip"] ?? 0) + 10 } },
              seen: 0,
            }),
          },
        }),
      /the same page for ever|empty pages for ever/,
    ],
    "tokens followed wherever they lead": [() => withWages({ list: credulous }), /two pages in turn|the same page/],
  },
  16: {
    "a filter that wants more than the moment": [
      () =>
        withList({
          since: (instant: string) => ({ query: { since: new Date(Date.parse(instant) + 1).toISOString() } }),
        }),
      /changed at one moment and not read/,
    ],
    "a resumed listing that skips a page": [() => subject({ connect: broken.skipsAPageOnResume }), /resumed within/],
  },
  17: {
    "offset paging without an anchor": [
      () =>
        withList({
          paging: {
            ...peopleList.paging,
            next: ({ wire, elements }: Progress) => {
              const skip = Number(wire.query?.["skip"] ?? 0) + elements.length;
              return elements.length === wire.query?.["take"] ? { wire: { query: { skip } }, seen: skip } : undefined;
            },
          },
        }),
      /lost while others came and went/,
    ],
  },
  18: {
    "a mapping that breaks the entity's schema": [() => reading(() => ({ birthDate: "17/05/1990" })), /birthDate: /],
    "a schema that is stricter than the vendor": [() => withRaw({ email: z.string() }), /email: /],
  },
  19: {
    "a schema that refuses unknown fields": [
      () => withPeople({ raw: z.strictObject({ ...Person.shape, nickname: z.string().nullish() }) as never }),
      /an unknown field rejects/,
    ],
    "a schema that takes anything": [
      () => withPeople({ raw: z.looseObject({}) as never, read: () => ({ name: "Somebody" }) as never, id: () => 1 }),
      /taken for a record/,
    ],
    "a field that may be missing and not null": [
      () => withRaw({ email: z.string().optional() }),
      /email may be missing but not null/,
    ],
    "a field without which there is no record": [
      () => withRaw({ name: z.string().nullish() }, (person) => ({ name: (person as { name?: string }).name })),
      /rejected for name that is missing/,
    ],
    "a row that stops its neighbours": [
      () =>
        withList({
          items: (page: { data: unknown[] }) =>
            z
              .array(Person)
              .parse(page.data)
              .map((_, at) => page.data[at]),
        }),
      /stops the listing|rejects/,
    ],
    "unknown fields that are reported on every page": [
      () => subject({ connect: broken.reportsAgain }),
      /reported more than once/,
    ],
  },
  20: {
    "two rows with one id": [() => withPeople({ id: ({ id }) => id % 20 }), /two rows have the id/],
    "an id that is not there": [() => withPeople({ id: (person) => String(person["number"]) }), /"undefined" is no id/],
    "half an id": [() => withPeople({ id: (person) => `${person.id}-${String(person["number"])}` }), /no id/],
    "ids that two resources share": [
      () => subject({ connector: groveWith({ people: peopleWith({}), again: peopleWith({}), sales: salesWith({}) }) }),
      /declare a prefix/,
    ],
  },
  21: {
    "a ref with a prefix that ids do not have": [
      () =>
        subject({ connector: groveWith({ people: peopleWith({}), sales: salesWith({ personPrefix: "person:" }) }) }),
      /contact person:1, which no listing gives/,
    ],
  },
  22: { "a field that the model does not know": [() => subject({ connect: broken.addsAField }), /nmae/] },
  23: {
    "a row with something added": [
      () => withList({ items: (page: { data: object[] }) => page.data.map((row) => ({ ...row, seenAt: "now" })) }),
      /seenAt was never sent/,
    ],
    "a row with a list beside it that was never sent so": [
      () =>
        withList({
          items: (page: { data: object[] }) =>
            page.data.map((row) => ({ ...row, team: [row, { ...row, seenAt: "now" }] })),
        }),
      /team was never sent/,
    ],
    "a row with something left out": [
      () =>
        withList({
          items: (page: { data: object[] }) =>
            page.data.map((row) => ({ ...row, nickname: undefined })).map((row) => JSON.parse(JSON.stringify(row))),
        }),
      /it lacks nickname/,
    ],
    "a row with something changed": [
      () =>
        withList({
          items: (page: { data: { name: string }[] }) =>
            page.data.map((row) => ({ ...row, name: row.name.toUpperCase() })),
        }),
      /name was never sent/,
    ],
  },
  24: {
    "a vendor field that changes with every read": [() => subject({}, { restless: true }), /second full read differs/],
  },
  25: {
    "a listing that collects its pages first": [() => withWages({ list: hoarding }), /before the first of 3 pages/],
  },
  26: { "a checkpoint that JSON changes": [() => subject({ connect: broken.keepsItsPlaceInADate }), /through JSON/] },
  27: {
    "a filter that is not sent": [() => withList({ since: () => ({}) }), /older than what was asked/],
    "a filter that reaches too far": [
      () => withList({ since: () => ({ query: { since: "2030-01-01" } }) }),
      /is not read/,
    ],
    "a filter that is not sent, for records without a time": [
      () =>
        withPeople({
          list: listing({ ...peopleList, since: () => ({}) }),
          read: (person) => ({ ...readPerson(person), updatedAt: undefined }),
        }),
      /although two changed/,
    ],
  },
  28: {
    "a resumed listing that skips a page": [
      () => subject({ connect: broken.skipsAPageOnResume }),
      /resumed after page/,
    ],
  },
  29: {
    "untyped errors": [() => subject({ connect: broken.throwsUntypedErrors }), /untyped error: Error: oops/],
    "a failure taken for the end": [() => subject({ connect: broken.endsWhereItFails }), /broken off at request/],
  },
  30: {
    "a mapping that leans on what its listing has just noted": [
      () => {
        let isListing = false;
        const list = listing(peopleList);
        const noting: Listing = {
          ...list,
          async *pages(input, api) {
            isListing = true;
            try {
              yield* list.pages(input, api);
            } finally {
              isListing = false;
            }
          },
        };
        return withPeople({
          list: noting,
          read: (person) => ({ ...readPerson(person), emails: isListing ? [person.email] : [] }),
        });
      },
      /people: stored rows are read otherwise/,
    ],
    "a resumed listing that skips a page": [
      () => subject({ connect: broken.skipsAPageOnResume }),
      /gone on with by the next version, not stored/,
    ],
  },
  31: {
    "a garbage checkpoint taken for a late page": [
      () => subject({ connect: broken.startsLateOnGarbage }),
      /silently not read/,
    ],
  },
  32: {
    "a failure taken for the end": [() => subject({ connect: broken.endsWhereItFails }), /said to be complete/],
    "a resumed listing that skips a page": [
      () => subject({ connect: broken.skipsAPageOnResume }),
      /after a page that failed, not stored/,
    ],
  },
  33: {
    "a listing that promises to be complete for ever": [
      () => subject({ connect: broken.readsTheFuture }),
      /changed after a full read and is not read/,
    ],
    "a filter that reaches too far": [
      () => withList({ since: () => ({ query: { since: "2030-01-01" } }) }),
      /changed after a full read and is not read/,
    ],
  },
  34: {
    "deleted ids that are not read": [() => withList({ removed: () => undefined }), /is not reported/],
    "a vendor that forgets": [() => subject({}, { forgetsRemoved: true }), /is not reported/],
    "a sandbox that deletes nothing": [() => subject({}, { deletesNobody: true }), /cannot delete/],
  },
  35: {
    "a listing that gives what was deleted": [() => subject({}, { keepsRemoved: true }), /is still read/],
    "a listing that says nothing is ever deleted": [() => subject({}, { deletesSales: true }), /nothing ever is/],
    "a sandbox that deletes nothing": [() => withList({ deletes: "absent" }, { deletesNobody: true }), /deletes none/],
  },
  36: {
    "a failure taken for the end": [() => subject({ connect: broken.endsWhereItFails }), /an error in the middle/],
    "an empty object taken for the last page": [
      () =>
        withList({
          page: z.looseObject({ total: z.int().nullish(), data: z.array(z.unknown()).nullish() }),
          items: (page: { data?: unknown[] | null }) => page.data ?? [],
        }),
      /an empty object in the middle/,
    ],
  },
  37: {
    "a listing that never gives back what was restored": [
      () => subject({}, { losesRestored: true }),
      /restored and is not read/,
    ],
  },
  38: {
    "deletions made out of absence by the connector itself": [
      () => subject({ connect: broken.reportsTheAbsent() }),
      /people: the list came empty, and \d+ of \d+ records were deleted/,
    ],
  },
  39: {
    "more at a time than declared": [
      () => subject({ connect: broken.pacesChecksApart }),
      /requests at the same time, and 4 are declared/,
    ],
    "more in a span than declared": [
      () => ({ ...withHttp({ limits: [{ requests: 20, seconds: 1 }] }), connect: broken.pacesChecksApart }),
      /more than 20 requests in 1 seconds/,
    ],
    "a limit that the vendor does not grant": [
      () => withHttp({ limits: [{ requests: 60, seconds: 1 }] }),
      /the vendor refused \d+ of \d+ requests/,
    ],
  },
  40: { "asking again at once": [() => subject({ connect: broken.asksAgainAtOnce }), /was asked again after/] },
  41: {
    "every failure taken for the same": [
      () => subject({ connect: broken.takesEverythingForUnavailable }),
      /403 is unavailable/,
    ],
    "a write that is repeated": [() => subject({ connect: broken.repeatsWrites }), /people.create was sent 2 times/],
  },
  42: {
    "an answer waited for without end": [() => subject({ connect: broken.waitsForEver }), /still waiting after 3 s/],
  },
  43: { "an abort that is ignored": [() => subject({ connect: broken.ignoresAborts }), /must fail, but it succeeded/] },
  44: {
    "a field mapped wrongly": [
      () => reading(({ name }) => ({ name: name.toUpperCase() })),
      /not as expected: name is "[^a-z]+", not "/,
    ],
    "a field not mapped": [() => reading(() => ({ emails: undefined })), /not as expected: emails is left out, not \[/],
    "a resource without a fixture": [
      () => subject({ fixtures: { people: fixtures["people"] as never, sales: fixtures["sales"] as never } }),
      /wages has no fixture/,
    ],
    "a fixture that is never used": [() => withFixture("trees", {}), /resources that there are not: trees/],
  },
  45: {
    "a field that is named and not read": [() => withRaw({ nickname: z.string().nullish() }), /people: nickname/],
    "a field that must be there and is not read": [
      () => withRaw({ created: z.string() }, (person: never) => ({ ...readPerson(person), createdAt: undefined })),
      /people: created/,
    ],
  },
  46: {
    "a word that is not kept": [
      () => reading(({ tier }) => ({ status: tier === "active" ? tier : "other" })),
      /became other and was not kept/,
    ],
    "a word that is lost": [
      () =>
        withRaw({ tier: z.string().nullish() }, (person: never) => ({
          ...readPerson(person),
          status: { g: "active" }[(person as { tier: string }).tier],
        })),
      /is lost in status/,
    ],
    "a word that is guessed": [
      () =>
        withRaw({ tier: z.string().nullish() }, (person: never) => ({
          ...readPerson(person),
          status: (person as { tier: string }).tier === "g" ? "active" : "archived",
        })),
      /taken for "archived" in status/,
    ],
  },
  47: {
    "floating point": [() => reading(({ owes }) => ({ receivable: toDecimal(Number(owes ?? 0) * 1.1) })), /became/],
    "amounts cut to two decimals": [
      () => reading(({ owes }) => ({ receivable: owes && toDecimal(Math.trunc(Number(owes) * 100) / 100) })),
      /1250.505 in owes became 1250.5 in receivable/,
    ],
    "totals that do not add up": [() => subject({}, { miscounts: true }), /of tax do not make/],
  },
  48: {
    "a date that is guessed": [
      () =>
        withRaw({ born: z.string().nullish() }, (person: never) => ({
          ...readPerson(person),
          birthDate: (person as { born: string }).born.startsWith("19")
            ? (person as { born: string }).born
            : "1900-01-01",
        })),
      /"32\/13\/2026" in born was taken/,
    ],
    "a day that slips into the one before": [
      () =>
        withRaw({ born: codec.localDateTime("+07:00").nullish() }, (person: never) => ({
          ...readPerson(person),
          birthDate: (person as { born: string }).born.slice(0, 10),
        })),
      /became the day 2024-02-28/,
    ],
    "a zone taken off and not put back": [
      () =>
        subject({
          connector: groveWith({
            people: peopleWith({}),
            sales: salesWith({ at: movesZone }),
            wages: wagesWith({}),
          }),
        }),
      /as if in another zone/,
    ],
  },
  49: {
    "a name that loses its marks": [
      () => reading(({ name }) => ({ name: name.normalize("NFD").replace(/\p{M}/gu, "") })),
      /name does not carry/,
    ],
  },
  50: {
    "a write that changes what it writes": [() => subject({}, { shouts: true }), /changed name/],
    "a write that loses the vendor's own fields": [
      () => subject({}, { forgetsFields: true }),
      /lost the vendor's nickname/,
    ],
    "a write that is always refused": [() => subject({}, { refusesChanges: true }), /takes no record back/],
  },
  51: {
    "a dry run that is carried out": [
      () => ({ ...withPeople({ guard: undefined as never }), connect: broken.carriesOutDryRuns }),
      /people: the dry run sent POST/,
    ],
    "a dry run that is none": [() => subject({ connect: broken.knowsNoDryRuns }), /does not show the request/],
  },
  52: {
    "a vendor that finds nobody": [() => subject({}, { findsNobody: true }), /the same key twice made 2 records/],
    "a header that the vendor does not know": [
      () => withHttp({ idempotencyHeader: "Grove-Key" }),
      /the same key twice made 2 records/,
    ],
    "a key that is left out": [
      () => ({ ...withCreate(), connect: broken.dropsKeys }),
      /a key that cannot be kept must fail, but it succeeded/,
    ],
  },
  53: {
    "a create taken for one that failed": [
      () => subject({ connect: broken.takesLostForFailed }),
      /without an answer is unavailable, not unknown_outcome/,
    ],
    "a vendor that finds nobody": [() => subject({}, { findsNobody: true }), /carried out, ended as unknown_outcome/],
    "a create that is sent again": [
      () => subject({ connect: broken.sendsLostAgain }),
      /which the vendor did not hear of, ended well/,
    ],
  },
  54: {
    "errors without fields": [() => subject({ connect: broken.namesNoFields }), /nonsense in name does not name it/],
    "a vendor whose fields are not read": [
      () => withHttp({ error: { read: () => ({ message: "no" }) } }),
      /the vendor refuses emails, and the error does not name it/,
    ],
  },
  55: {
    "a vendor that takes old versions": [
      () => subject({}, { takesOldVersions: true }),
      /from an old version must fail, but it succeeded/,
    ],
    "a conflict that is not told from what is wrong": [
      () => subject({}, { refusesOldVersions: true }),
      /from an old version is invalid, not conflict/,
    ],
  },
  56: {
    "a batch that fails whole": [() => subject({}, { failsWhole: true }), /record 1 of the batch ended as invalid/],
    "outcomes in another order": [
      () =>
        withCreate({
          batch: { ...inBatches, outcomes: (answer: unknown) => inBatches.outcomes(answer).toReversed() },
        }),
      /record 0 of the batch ended well/,
    ],
    "no record to try a batch with": [
      () => subject({ writes: { people: { create: { name: "Người Mới" }, update: {} } } }),
      /no refused record/,
    ],
  },
  57: {
    "a guard that lets everything pass": [
      () => withPeople({ guard: async () => undefined }),
      /what the guard refuses was sent/,
    ],
    "a guard that is stricter than the vendor": [
      () => subject({}, { takesReserved: true }),
      /the vendor must refuse what the guard does, but it succeeded/,
    ],
    "a guard that names no field": [
      () =>
        withPeople({
          guard: async (write) => {
            const issue = await guardPerson(write);
            return issue && { ...issue, path: "" };
          },
        }),
      /what is guarded is invalid, and names nothing/,
    ],
  },
  58: {
    "a signature that nobody looks at": [
      () => withWebhooks({ verify: () => true, sent: undefined as never }),
      /without a signature is taken/,
    ],
    "a body that is read and written before it is verified": [
      () =>
        withWebhooks({
          verify: verifying(
            ({ headers, body }) => `${headers.get("x-grove-time")}.${JSON.stringify(JSON.parse(body.trim()))}`,
          ),
        }),
      /body was changed by a byte/,
    ],
    "a comparison that ends at the first difference": [
      () =>
        withWebhooks({
          verify: (request, key) => request.headers.get("x-grove-signature") === signedWith(request, key),
        }),
      /not compared in constant time/,
    ],
    "a comparison that throws": [
      () =>
        withWebhooks({
          verify: (request, key) =>
            timingSafeEqual(
              Buffer.from(request.headers.get("x-grove-signature") ?? ""),
              Buffer.from(signedWith(request, key)),
            ),
        }),
      /makes the receiver throw/,
    ],
    "a comparison of the beginning": [
      () =>
        withWebhooks({
          verify: (request, key) => {
            const given = request.headers.get("x-grove-signature") ?? "";
            const expected = signedWith(request, key).slice(0, given.length);
            return given !== "" && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
          },
        }),
      /a part is missing/,
    ],
    "another key than the vendor's": [
      () => withWebhooks({ verify: (request, key) => groveWebhooks.verify(request, `${key}!`) }),
      /that the vendor signed is refused/,
    ],
    "a time that nobody looks at": [() => withWebhooks({ sent: undefined as never }), /more than 300 seconds after/],
    "a time that is good for too short": [
      () => withWebhooks({ sent: { ...groveWebhooks.sent, tolerance: 30 } }),
      /refused before 300 seconds/,
    ],
    "a time that is not signed": [
      () => withWebhooks({ verify: verifying(({ body }) => body) }, { signsNoTime: true }),
      /with a fresh x-grove-time/,
    ],
    "a vendor that sends nothing": [() => subject({}, { isSilent: true }), /sends none of any change/],
    "deliveries that are not understood": [() => telling(() => undefined), /of no delivery the connector understands/],
  },
  59: {
    "deletions that are left out": [
      () => telling(({ type }) => (type === "deleted" ? undefined : {})),
      /was deleted, and nothing is made/,
    ],
    "ids of another form": [() => telling(({ id }) => ({ id: `person:${id}` })), /taken for news of person:/],
    "news of another resource": [() => telling(() => ({ resource: "trees" })), /news of what there is not: trees/],
    "single records that are read otherwise": [
      () =>
        withPeople({
          get: { path: (id) => `/people/${id}`, row: (answer) => ({ ...Person.parse(answer), owes: 1 }) },
        }),
      /is not what a poll gives/,
    ],
    "single reads that find nobody": [
      () => withPeople({ get: { path: () => "/people/0" } }),
      /is not what a poll gives/,
    ],
    "an account that nobody knows": [() => telling(() => ({ account: "another" })), /the account another is told/],
  },
  60: {
    "a list that shows nothing": [
      () => withSubscriptions({ list: { path: "/hooks", read: () => [] } }),
      /registered twice has registrations of/,
    ],
    "a list that shows what is another's": [
      () =>
        withSubscriptions({
          list: {
            path: "/hooks",
            read: (answer) =>
              groveWebhooks.subscriptions.list
                .read(answer)
                .map((hook) => ({ ...hook, url: "https://webhooks.example.com/hooks/tool" })),
          },
        }),
      /those of another are not as they were|not known to the vendor/,
    ],
    "an end that ends nothing": [
      () => withSubscriptions({ remove: () => ({ method: "delete", path: "/hooks/0" }) }),
      /taken back is still sent/,
    ],
    "a topic that is asked for twice": [
      () => withSubscriptions({ topics: ["person.changed", "person.changed", "person.gone"] }),
      /registered once, an address has twice/,
    ],
  },
  61: {
    "a dependency of its own": [
      () => withManifest({ dependencies: { lodash: "4" } }),
      /come with the connector: lodash/,
    ],
    "a package in the old form": [() => withManifest({ type: "commonjs" }), /"type": "module"/],
    "a core of its own": [() => withManifest({ peerDependencies: {} }), /no peer/],
  },
  64: {
    "a real address": [() => withFixture("people", { source: "somebody@gmail.com" }), /e-mail addresses/],
    "a real telephone number": [
      () => withFixture("people", { rows: [{ raw: { mobilePhone: "+84 912 345 678" }, expected: {} }] }),
      /telephone numbers/,
    ],
    "no origin": [() => withFixture("people", { origin: "" }), /does not state its origin/],
  },
  65: {
    "a sensitive field that is always asked for": [
      () => withList({ query: { with: "born" } }),
      /people: birthDate came/,
    ],
    "a vendor that always sends it": [() => subject({}, { tellsBirthDates: true }), /people: birthDate came/],
    "a field said to be always sent, and not": [
      () => subject({ alwaysSent: { people: ["nationalId"] } }),
      /nationalId is in alwaysSent and did not come/,
    ],
    "a sensitive resource that is given to everybody": [
      () => subject({ connect: broken.givesTheSensitive }),
      /must be refused/,
    ],
  },
  66: {
    "a broken file that is passed over": [
      () => cabinet({ connect: broken.passesOverRejects }),
      /one file that cannot be read is 0 rejects/,
    ],
    "a broken file that stops the listing": [
      () => cabinet({ connect: broken.stopsAtRejects }),
      /stops the listing: .*a broken file/,
    ],
    "a broken file without a name": [() => cabinet({ connect: broken.doesNotNameFiles }), /does not say which file/],
    "a broken file that is the last": [() => cabinet({ connect: broken.endsAtRejects }), /people: beside a file/],
    "a part that is taken for the whole": [
      () => cabinet({ connect: broken.takesPartsForTheWhole }),
      /45 is taken for deleted/,
    ],
  },
  67: {
    "a file that tells something else": [
      () => depot({ read: ({ fromFile }) => ({ name: fromFile ? "another" : "one" }) }),
      /crates: told otherwise than by pages: 1, 2/,
    ],
    "a file that is asked for again": [() => depot({ wrap: withoutCursors }), /asks for a second file/],
    "a place that is forgotten": [() => depot({ wrap: passesOver }), /gone on with after page 1, it loses/],
    "a page that is given as the last before the end": [
      () => depot({ wrap: endsEarly }),
      /and a page was given as the last before the error/,
    ],
    "half a line that is passed over, and nothing counted": [
      () => depot({ format: wholeLines, count: () => undefined }),
      /request 5 of a file meets truncated, and it loses/,
    ],
  },
};

const withoutCursors = (list: Listing): Listing => ({
  ...list,
  pages: ({ cursor: _, ...input }, api) => list.pages(input, api),
});

const passesOver = (list: Listing): Listing => ({
  ...list,
  async *pages(input, api) {
    if (input.cursor === undefined) yield* list.pages(input, api);
  },
});

/** Gives what came as all there is, and then says that it is not. */
const endsEarly = (list: Listing): Listing => ({
  ...list,
  async *pages(input, api) {
    try {
      yield* list.pages(input, api);
    } catch (error) {
      yield { rows: [] };
      throw error;
    }
  },
});

/** Lines that are whole, and no word on the others. */
const wholeLines: Freight["format"] = async function* (file) {
  try {
    for await (const element of ndjson()(file)) if (typeof element === "object") yield element;
  } catch {}
};
