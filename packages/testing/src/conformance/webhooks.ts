import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { memoryStore, sync } from "@opensme/sync";
import type { RecordChange, WebhookAddress } from "../sandbox/webhooks.ts";
import { insist, type Law, type Subject, some } from "./law.ts";
import { inserted, removed, touched } from "./vendor.ts";
import {
  address,
  chosen,
  type Desk,
  deskOf,
  eventsOf,
  type Letter,
  type Post,
  subscribed,
  withPost,
} from "./webhook-post.ts";

const unlessDeclared = ({ connector }: Subject): string | undefined =>
  connector.webhooks ? undefined : "no webhooks are declared";

/** The first letter about each resource that the vendor tells of when one record is touched or added. */
const lettersOf = async ({ client, sandbox: { control }, advance, taken }: Post): Promise<Letter[]> => {
  const letters: Letter[] = [];
  const sent = async (): Promise<Letter | undefined> => (await taken()).find(({ url }) => url === address);
  for (const { resource } of client.streams) {
    advance(1);
    const [id] = control.ids(resource);
    if (id !== undefined) touched(control, resource, id);
    let letter = await sent();
    if (!letter && inserted(control, resource, 1)) letter = await sent();
    if (letter) letters.push(letter);
  }
  insist(letters.length > 0, "webhooks are declared, and the sandbox sends none of any change");
  return letters;
};

const isRefused = async (desk: Desk, letter: Letter): Promise<boolean> => {
  const { reports } = await desk.post(letter);
  const [kept] = await desk.store.queued("tool", 1);
  return !kept && reports.some((report) => report.type === "webhook-refused" && report.reason === "signature");
};

const without = (letter: Letter, header: string): Letter => {
  const { [header]: _, ...headers } = letter.headers;
  return { ...letter, headers };
};

/** A text of the same length and kind that differs in the middle: the last character of base64 may stand for nothing. */
const altered = (text: string): string => {
  const middle = text.length >> 1;
  return `${text.slice(0, middle)}${text[middle] === "0" ? "1" : "0"}${text.slice(middle + 1)}`;
};

/** How often work compares in constant time. */
const comparisons = async (work: () => Promise<unknown>): Promise<number> => {
  const own = crypto.timingSafeEqual;
  let count = 0;
  const replace = (compare: typeof own): void => {
    Reflect.set(crypto, "timingSafeEqual", compare);
    syncBuiltinESMExports();
  };
  replace((left, right) => {
    count += 1;
    return own(left, right);
  });
  await work().finally(() => replace(own));
  return count;
};

/** The letter's body in another writing of the same JSON. */
const rewritten = (letter: Letter): Letter[] => {
  try {
    return [JSON.stringify(JSON.parse(letter.body)), JSON.stringify(JSON.parse(letter.body), null, 3)]
      .filter((body) => body !== letter.body)
      .map((body) => ({ ...letter, body }));
  } catch {
    return [];
  }
};

const insistForgeriesAreRefused = async (post: Post, secret: string, letter: Letter): Promise<void> => {
  const desk = deskOf(post, secret);
  insist(await isRefused(desk, { ...letter, headers: {} }), "a delivery without a signature is taken");
  insist(await isRefused(deskOf(post, `${secret}x`), letter), "a delivery that another signed is taken");
  insist(
    await isRefused(desk, { ...letter, body: `${letter.body} ` }),
    "a delivery is taken whose body was changed by a byte",
  );
  for (const other of rewritten(letter))
    insist(await isRefused(desk, other), "a delivery is taken whose JSON was written anew: its bytes were signed");

  let isCompared = false;
  for (const [header, value] of Object.entries(letter.headers)) {
    if (!(await isRefused(desk, without(letter, header)))) continue;
    for (const wrong of ["", value.slice(0, value.length >> 1)]) {
      const cut = { ...letter, headers: { ...letter.headers, [header]: wrong } };
      insist(await isRefused(desk, cut), `a delivery is taken of whose ${header} a part is missing`);
    }
    const forged = { ...letter, headers: { ...letter.headers, [header]: altered(value) } };
    isCompared ||= (await comparisons(() => desk.post(forged))) > 0;
    insist(await isRefused(desk, forged), `a delivery is taken whose ${header} was changed`);
  }
  insist(isCompared, "signatures are not compared in constant time: use `signature` or timingSafeEqual of node:crypto");
};

const insistOldOnesAreRefused = async (post: Post, secret: string): Promise<void> => {
  const { window } = post.sandbox.webhooks;
  if (window === undefined) return;
  const [old] = await lettersOf(post);
  if (!old) return;
  post.advance(window - post.client.streams.length - 1);
  insist(
    !(await isRefused(deskOf(post, secret), old)),
    `a delivery is refused before ${window} seconds have passed since it was sent`,
  );
  post.advance(post.client.streams.length + 2);
  const desk = deskOf(post, secret);
  insist(await isRefused(desk, old), `a delivery is taken more than ${window} seconds after it was sent`);
  const [fresh] = await lettersOf(post);
  for (const [header, value] of Object.entries(fresh?.headers ?? {}))
    insist(
      await isRefused(desk, { ...old, headers: { ...old.headers, [header]: value } }),
      `an old delivery is taken with a fresh ${header}`,
    );
};

/** Everything that may happen to records, with what the vendor sent of each. */
const happenings = async (post: Post): Promise<{ change: RecordChange; letters: readonly Letter[] }[]> => {
  const { client, sandbox, advance, taken } = post;
  const { control } = sandbox;
  const all: Awaited<ReturnType<typeof happenings>> = [];
  const note = async (change: RecordChange): Promise<void> => {
    all.push({ change, letters: await taken() });
    advance(61);
  };
  for (const { resource } of client.streams) {
    const [first, second, third, fourth] = control.ids(resource);
    for (const id of [first, second, first]) {
      if (id === undefined || !touched(control, resource, id)) continue;
      await note({ type: "changed", resource, id });
    }
    for (const [id, isRestored] of [
      [third, false],
      [fourth, true],
    ] as const) {
      if (id === undefined || !removed(control, resource, id)) continue;
      await note({ type: "deleted", resource, id });
      if (!isRestored || !control.restore) continue;
      control.restore(resource, id);
      await note({ type: "changed", resource, id });
    }
    const before = new Set(control.ids(resource));
    if (!inserted(control, resource, 1)) continue;
    const id = control.ids(resource).find((each) => !before.has(each));
    if (id !== undefined) await note({ type: "created", resource, id });
  }
  return all;
};

const nameOf = ({ resource, id }: { resource: string; id: string }): string => `${resource} ${id}`;

/** Each topic of an address, with how often it is sent there. */
const topicsAt = (addresses: readonly WebhookAddress[], url: string): string[] =>
  addresses.flatMap((each) => (each.url === url ? [each.topic ?? "everything"] : [])).toSorted();

/** Webhooks: who sent them, what they end in, and how the vendor is told where to send them. */
export const webhookLaws: readonly Law[] = [
  {
    number: 58,
    title: "a delivery that is forged, too old or sent again is not applied; its bytes are what is signed",
    exempt: unlessDeclared,
    async check(subject) {
      await withPost(subject, async (post) => {
        const secret = await subscribed(post);
        let taken = 0;
        for (const letter of await lettersOf(post)) {
          await insistForgeriesAreRefused(post, secret, letter);
          const desk = deskOf(post, secret);
          const { status, reports } = await desk.post(letter);
          insist(
            status >= 200 && status < 300 && !reports.some(({ type }) => type === "webhook-refused"),
            "a delivery that the vendor signed is refused",
          );
          if (!reports.some(({ type }) => type === "webhook-received")) continue;
          taken += 1;
          const asked = post.sandbox.exchanges.length;
          const again = await desk.post(letter);
          insist(
            again.status === status && post.sandbox.exchanges.length === asked,
            "a delivery that is sent again is applied again",
          );
        }
        insist(taken > 0, "of no delivery the connector understands what it tells");
        await insistOldOnesAreRefused(post, secret);
      });
    },
  },
  {
    number: 59,
    title: "events that come twice, late and in the wrong order end in the same state as a poll",
    exempt: unlessDeclared,
    async check(subject) {
      await withPost(subject, async (post) => {
        const { client } = post;
        let clock = post.now();
        const desk = deskOf({ ...post, now: () => clock }, await subscribed(post));
        await sync({ connections: { tool: client }, store: desk.store });
        const told = await happenings(post);
        const letters = told.flatMap((each) => each.letters).toReversed();
        for (const letter of [...letters, ...letters.slice(0, letters.length >> 1)]) {
          // A vendor that sends again signs again.
          clock = letter.takenAt;
          await desk.post(letter);
        }

        const polled = memoryStore();
        await sync({ connections: { tool: client }, store: polled });
        const recordsOf = (store: Desk["store"]): ReadonlyMap<string, unknown> =>
          new Map(
            client.streams.flatMap(({ resource }) =>
              [...store.records({ connection: "tool", resource })].map(
                ([id, { record }]) => [nameOf({ resource, id }), record] as const,
              ),
            ),
          );
        const [present, expected] = [recordsOf(desk.store), recordsOf(polled)];
        const { id: account } = await client.check();
        for (const { change, letters: sent } of told) {
          const events = sent.flatMap((letter) => eventsOf(post, letter));
          const where = `${nameOf(change)} was ${change.type}`;
          insist(sent.length === 0 || events.length > 0, `${where}, and nothing is made of what the vendor sent of it`);
          const own = events.filter(({ resource }) => resource === change.resource).map(({ id }) => id);
          insist(
            change.type === "deleted" || own.length === 0 || own.includes(change.id),
            `${where}, and what the vendor sent is taken for news of ${some(own)}`,
          );
          insist(
            change.type === "deleted" || events.length === 0 || events.some((event) => expected.has(nameOf(event))),
            `${where}, and what the vendor sent is taken for news of what there is not: ${some(events.map(nameOf))}`,
          );
          for (const event of events) {
            insist(
              event.account === undefined || event.account === account,
              `${where}: the account ${event.account} is told, and check gives ${account}`,
            );
            const name = nameOf(event);
            insist(
              isDeepStrictEqual(present.get(name), expected.get(name)),
              `${where}: after its webhooks, ${name} is not what a poll gives`,
            );
          }
        }
      });
    },
  },
  {
    number: 60,
    title: "an address that is registered again has one registration of each kind",
    exempt: ({ connector }) =>
      connector.webhooks?.subscriptions ? undefined : "addresses are not registered by the connector",
    async check(subject) {
      await withPost(subject, async (post) => {
        const { client, sandbox, declared, taken } = post;
        const { webhooks, faults } = sandbox;
        const other = "https://elsewhere.example.com/hooks/tool";
        if (!declared.subscriptions?.addressOfApp) await client.webhooks.register({ url: other, secret: chosen });
        const others = topicsAt(webhooks.addresses, other);
        const secret = await subscribed(post);
        const topics = topicsAt(webhooks.addresses, address);
        insist(topics.length > 0, "an address that is registered is not known to the vendor");
        const insistSame = (how: string): void => {
          const now = topicsAt(webhooks.addresses, address);
          insist(
            isDeepStrictEqual(now, topics),
            `an address ${how} has registrations of ${some(now)}, and not of ${some(topics)}`,
          );
          insist(
            isDeepStrictEqual(topicsAt(webhooks.addresses, other), others),
            `after an address was ${how}, those of another are not as they were`,
          );
        };
        insist(new Set(topics).size === topics.length, `registered once, an address has twice of: ${some(topics)}`);
        const again = declared.subscriptions?.takesSecret ? Buffer.from("another").toString("base64") : secret;
        await client.webhooks.register({ url: address, secret: again });
        insistSame("registered twice");
        for (const after of [0, 1, 2]) {
          faults.inject({ kind: "status", status: 500, after });
          await client.webhooks.register({ url: address, secret: again }).catch(() => undefined);
          faults.clear();
          await client.webhooks.register({ url: address, secret: again });
          insistSame("whose registration broke off and was repeated");
        }
        await taken();
        const [letter] = await lettersOf(post);
        insist(
          letter && !(await isRefused(deskOf(post, again), letter)),
          "what is sent to an address that was registered twice does not verify with the secret given last",
        );
        for (const _ of ["once", "twice"]) await client.webhooks.unregister({ url: address });
        const left = topicsAt(webhooks.addresses, address);
        insist(left.length === 0, `an address that was taken back is still sent ${some(left)}`);
        insist(
          isDeepStrictEqual(topicsAt(webhooks.addresses, other), others),
          "an address was taken back, and those of another are not as they were",
        );
      });
    },
  },
];
