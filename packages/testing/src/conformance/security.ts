import { inspect } from "node:util";
import { type Change, entities, OpenSMEError, type Token, type TokenStore } from "@opensme/core";
import { fieldsIn, isSecret } from "@opensme/core/schema";
import type { Exchange } from "../sandbox/exchange.ts";
import type { Fault } from "../sandbox/faults.ts";
import { insist, type Law, type Subject, some } from "./law.ts";
import { type TokenRequests, tokenRequestsOf } from "./sign-in.ts";
import { witnessedTokens } from "./tokens.ts";
import { authOf, failureOf, readAll, resourceOf, small, wholeRead, withVendor } from "./vendor.ts";

type Config = Readonly<Record<string, unknown>>;

/** The settings of the sandbox that the connector marks as secret. */
const secretsOf = ({ connector }: Subject, config: Config): string[] =>
  Object.entries(connector.config.shape).flatMap(([key, field]) => {
    const value = config[key];
    return isSecret(field) && typeof value === "string" && value.length > 3 ? [value] : [];
  });

/** Credentials of the same form that are not those of the account. */
const wrongConfig = ({ connector }: Subject, config: Config): Record<string, unknown> => {
  const spoilt = (value: string): string => {
    const other = value.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
    return other === value ? `wrong-${value}` : other;
  };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" && isSecret(connector.config.shape[key] ?? connector.config) ? spoilt(value) : value,
    ]),
  );
};

const subjectAuth = ({ connector, sandbox }: Subject) => authOf(connector, sandbox().config);

const withoutTokens = (subject: Subject): string | undefined =>
  tokenRequestsOf(subject) ? undefined : "there are no tokens";

const none: TokenRequests = { steps: 1, isOne: () => false };

/** How often a token was asked for. */
const renewalsIn = (exchanges: readonly Exchange[], { steps, isOne }: TokenRequests): number =>
  exchanges.filter(isOne).length / steps;

/** Insists that credentials were refused, and that somebody is told what to do about it. */
const insistRefused = ({ code, state, remedy }: OpenSMEError, what: string): void => {
  insist(code === "auth", `${what} is ${code}, not auth`);
  insist(state && remedy, `${what} is an error without the state of the connection and what to do about it`);
};

/** A place for a token that several processes share, each with a store of its own. */
const sharedStores = (): (() => TokenStore) => {
  let kept: Token | undefined;
  return () => ({
    read: async () => kept,
    write: async (token) => {
      kept = token;
    },
  });
};

/** An error of the vendor in whatever form, with a text in each place where vendors put one. */
const errorSaying = (text: string): object => ({
  ...Object.fromEntries(
    ["message", "Message", "error_description", "detail", "Detail", "title", "Title", "code"].map((key) => [key, text]),
  ),
  error: { message: text, code: text },
  errors: [{ message: text, error: text }],
  responseStatus: { message: text, errorCode: text, errors: [{ message: text }] },
  Elements: [{ ValidationErrors: [{ Message: text }] }],
});

/** What goes wrong where the vendor quotes these words if it says anything. */
const failures: readonly ((words: string) => Fault)[] = [
  (words) => ({ kind: "status", status: 401, body: errorSaying(words) }),
  (words) => ({ kind: "status", status: 400, body: errorSaying(words) }),
  () => ({ kind: "status", status: 500 }),
  () => ({ kind: "reset" }),
  () => ({ kind: "html" }),
  () => ({ kind: "truncated" }),
];

export const securityLaws: readonly Law[] = [
  {
    number: 9,
    title: "wrong credentials: an auth error from check, and nothing read",
    exempt: (subject) => (subjectAuth(subject).kind === "none" ? "the vendor asks for no credentials" : undefined),
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ config: wrongConfig(subject, sandbox.config) });
        const error = await failureOf(client.check(), "check with wrong credentials must fail");
        insistRefused(error, "check with wrong credentials");
        for (const stream of client.streams) {
          const where = `${stream.resource}: reading with wrong credentials`;
          const reading = await failureOf(readAll(stream), `${where} must fail`);
          insist(reading.code === "auth", `${where} is ${reading.code}, not auth`);
        }
      });
    },
  },
  {
    number: 10,
    title: "an expired token is renewed once, however many requests wait for it",
    exempt: withoutTokens,
    async check(subject) {
      const requests = tokenRequestsOf(subject) ?? none;
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        const before = sandbox.exchanges.length;
        sandbox.faults.inject({ kind: "expire-token" });
        await Promise.all(Array.from({ length: 20 }, () => client.check()));
        const renewals = renewalsIn(sandbox.exchanges.slice(before), requests);
        insist(renewals === 1, `${renewals} renewals for 20 requests at a time`);
      });
    },
  },
  {
    number: 11,
    title: "a new token is stored before it is used, and another process's newer one is taken",
    exempt: withoutTokens,
    async check(subject) {
      const requests = tokenRequestsOf(subject) ?? none;
      await withVendor(subject, async ({ open, sandbox }) => {
        let usedBefore: number | undefined;
        const tokens: TokenStore = {
          read: async () => undefined,
          write: async () => {
            usedBefore = sandbox.exchanges.filter((exchange) => !requests.isOne(exchange)).length;
          },
        };
        await open({ tokens }).check();
        insist(usedBefore !== undefined, "the token was not stored when it was used");
        insist(usedBefore === 0, "the token was used before it was stored");
      });
      await withVendor(subject, async ({ open, sandbox }) => {
        const store = sharedStores();
        const processes = [open({ tokens: store() }), open({ tokens: store() })];
        for (const client of processes) await client.check();
        const before = sandbox.exchanges.length;
        sandbox.faults.inject({ kind: "expire-token" });
        for (const client of processes) await client.check();
        const renewals = renewalsIn(sandbox.exchanges.slice(before), requests);
        insist(renewals === 1, `two processes renewed ${renewals} times, where the second had a newer token to take`);
      });
    },
  },
  {
    number: 12,
    title: "a revoked connection is an auth error, without a loop",
    exempt: (subject) => (subjectAuth(subject).kind === "none" ? "the vendor asks for no credentials" : undefined),
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 2 });
        await client.check();
        sandbox.faults.inject({ kind: "status", status: 401, times: Number.POSITIVE_INFINITY });
        const before = sandbox.exchanges.length;
        const error = await failureOf(client.check(), "a revoked connection must fail");
        insistRefused(error, "a revoked connection");
        const requests = sandbox.exchanges.length - before;
        insist(requests <= 3, `${requests} requests on a revoked connection`);
      });
      if (!tokenRequestsOf(subject)) return;
      // Vendors lock those out who try a password too often.
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 2 });
        sandbox.faults.inject({ kind: "status", status: 401, times: Number.POSITIVE_INFINITY });
        const checks = Array.from({ length: 20 }, () => failureOf(client.check(), "a refused sign-in must fail"));
        for (const error of await Promise.all(checks)) insistRefused(error, "a refused sign-in");
        const requests = sandbox.exchanges.length;
        insist(requests === 1, `${requests} requests for a token that is refused, to 20 that wait for it`);
      });
    },
  },
  {
    number: 13,
    title: "no secret in an error, a record, a checkpoint, a fixture or on the console",
    exempt: (subject) => (subjectAuth(subject).kind === "none" ? "the vendor asks for no credentials" : undefined),
    async check(subject) {
      const whole = await wholeRead(subject);
      const told: string[] = [JSON.stringify(subject.fixtures)];
      for (const { pages } of whole.streams)
        told.push(JSON.stringify(pages.map(({ changes, cursor }) => [changes, cursor])));
      const moments = [
        // At the first request, which is that for a token where there are any, and at the next one.
        { after: 0, isSignedIn: false },
        { after: 1, isSignedIn: false },
        // With a token, which the vendor may quote too.
        ...(tokenRequestsOf(subject) ? [{ after: 0, isSignedIn: true }] : []),
      ];
      await withVendor(subject, async ({ open, sandbox }) => {
        const settings = secretsOf(subject, sandbox.config);
        insist(settings.length > 0, "the sandbox's config holds no secret to look for");
        const secrets = new Set([...settings, ...whole.tokens]);
        const said = listenToConsole();
        const errors: unknown[] = [];
        for (const { after, isSignedIn } of moments) {
          for (const failing of failures) {
            // The refresh token of the settings may have been used up.
            sandbox.reset();
            const tokens = witnessedTokens();
            const client = open({ tokens });
            if (isSignedIn) await client.check();
            const words = [...settings, ...tokens.seen].join(" ");
            sandbox.faults.inject({ ...failing(words), after, times: Number.POSITIVE_INFINITY });
            const works = [() => client.check(), ...client.streams.slice(0, 3).map((stream) => () => readAll(stream))];
            for (const work of works) await work().catch((error: unknown) => errors.push(error));
            sandbox.faults.clear();
            for (const token of tokens.seen) secrets.add(token);
          }
        }
        await open({ config: wrongConfig(subject, sandbox.config) })
          .check()
          .catch((error: unknown) => errors.push(error));
        told.push(...said.stop());
        insist(errors.length >= 12, `only ${errors.length} failures were failures`);
        for (const error of errors) insist(OpenSMEError.is(error), `an untyped error: ${String(error)}`);
        told.push(...errors.map((error) => inspect(error, { depth: 9 })));
        const text = told.join("\n");
        const leaked = [...secrets].filter((secret) => text.includes(secret));
        insist(leaked.length === 0, `${leaked.length} secrets are told`);
      });
    },
  },
  {
    number: 64,
    title: "fixtures hold no personal data of real people, and state their origin",
    check({ fixtures }) {
      const text = JSON.stringify(fixtures);
      const emails = [...text.matchAll(/[\w.+-]+@([\w-]+\.)+[\w-]+/g)]
        .map(([address]) => address)
        .filter((address) => !/[@.]example(?:\.|$)|\.(?:invalid|test)$/.test(address));
      insist(
        emails.length === 0,
        `${emails.length} e-mail addresses are not at example.com, .example, .invalid or .test: ${some(emails.map((address) => address.replace(/^.*@/, "…@")))}`,
      );
      const phones = phonesIn(fixtures).filter(
        (phone) => /^(?:84|0)[35789]\d{8}$/.test(phone) && !/^(?:84|0)900000/.test(phone),
      );
      insist(
        phones.length === 0,
        `${phones.length} telephone numbers may be somebody's: write 0900000 and three digits`,
      );
      for (const [key, { origin, source }] of Object.entries(fixtures))
        insist(origin && source, `the fixture of ${key} does not state its origin`);
    },
  },
  {
    number: 65,
    title: "sensitive fields and resources come only when they are asked for",
    async check(subject) {
      await withVendor(
        subject,
        async ({ open, sandbox }) => {
          const client = open({ sensitive: false });
          for (const [key, { definition }] of Object.entries(subject.connector.resources)) {
            if (!definition.sensitive) continue;
            const before = sandbox.exchanges.length;
            const { list, get } = client[key] as {
              list?: () => AsyncIterable<Change>;
              get?: (id: string) => Promise<unknown>;
            };
            const id = sandbox.control.ids(key)[0] ?? "1";
            const attempts = [list && (() => list()[Symbol.asyncIterator]().next()), get && (() => get(id))];
            for (const attempt of attempts) {
              if (!attempt) continue;
              const error = await failureOf(attempt(), `${key} is sensitive and must be refused unless asked for`);
              insist(error.code === "config", `${key} is sensitive, and refused with ${error.code}, not config`);
            }
            insist(sandbox.exchanges.length === before, `${key} is sensitive and is fetched before it is refused`);
          }
          for (const stream of client.streams) {
            const { definition, entity } = resourceOf(subject, stream);
            insist(
              !definition.sensitive,
              `${stream.resource} is sensitive, and a stream of a connection that did not ask`,
            );
            const allowed = new Set(subject.alwaysSent?.[stream.resource] ?? []);
            const came = new Set(
              (await readAll(stream)).flatMap((change) =>
                change.type === "upsert"
                  ? fieldsIn(entities[entity], change.record).flatMap(({ path, meta }) =>
                      meta["sensitive"] ? [path] : [],
                    )
                  : [],
              ),
            );
            const unasked = [...came].filter((field) => !allowed.has(field));
            insist(
              unasked.length === 0,
              `${stream.resource}: ${some(unasked)} came without being asked for; ask only on a connection with sensitive: true, or name in alwaysSent what the vendor sends anyway`,
            );
            const stale = [...allowed].filter((field) => !came.has(field));
            insist(stale.length === 0, `${stream.resource}: ${some(stale)} is in alwaysSent and did not come`);
          }
        },
        small,
      );
    },
  },
];

/** The digits of everything that is named like a telephone number. */
const phonesIn = (value: unknown, name = ""): string[] => {
  if (typeof value === "string") return /phone|mobile|contactnumber|fax/i.test(name) ? [value.replace(/\D/g, "")] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    phonesIn(member, Array.isArray(value) ? name : `${name}.${key}`),
  );
};

/** Takes down what is written to the console until it is stopped. */
const listenToConsole = (): { stop: () => string[] } => {
  const lines: string[] = [];
  const methods = ["log", "info", "debug", "warn", "error"] as const;
  const own = methods.map((method) => console[method]);
  for (const method of methods)
    console[method] = (...words: unknown[]) => void lines.push(inspect(words, { depth: 9 }));
  return {
    stop() {
      for (const [index, method] of methods.entries()) console[method] = own[index] ?? console[method];
      return lines;
    },
  };
};
