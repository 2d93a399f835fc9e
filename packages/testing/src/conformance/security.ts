import { inspect } from "node:util";
import { OpenSMEError, type TokenStore } from "@opensme/core";
import { failureOf, insist, type Law, readAll, type Subject, some, withVendor } from "./law.ts";

/** The settings of the sandbox that are secret, by what the connector marks. */
const secretsOf = ({ connector }: Subject, config: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(connector.config.shape).flatMap(([key, field]) => {
    const value = config[key];
    return isSecret(field) && typeof value === "string" && value.length > 3 ? [value] : [];
  });

const isSecret = (schema: { meta?: () => Record<string, unknown> | undefined; def?: unknown }): boolean => {
  if (schema.meta?.()?.["secret"] === true) return true;
  const inner = (schema.def as { innerType?: typeof schema } | undefined)?.innerType;
  return inner !== undefined && isSecret(inner);
};

const usesOAuth = (subject: Subject): boolean =>
  subject.connector.http.auth(subject.sandbox().config as never).kind === "oauth2";

export const securityLaws: readonly Law[] = [
  {
    number: 9,
    title: "wrong credentials: an auth error from check, and nothing read",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const wrong = Object.fromEntries(
          Object.entries(sandbox.config).map(([key, value]) => [
            key,
            isSecret(subject.connector.config.shape[key] ?? {}) ? `wrong-${String(value)}` : value,
          ]),
        );
        const client = open({ config: wrong, retries: 0 });
        const error = await failureOf(client.check(), "check with wrong credentials must fail");
        insist(error.code === "auth", `check with wrong credentials is ${error.code}, not auth`);
        for (const stream of client.streams.slice(0, 1)) {
          const reading = await failureOf(
            readAll(stream),
            `${stream.resource}: reading with wrong credentials must fail`,
          );
          insist(
            reading.code === "auth",
            `${stream.resource}: reading with wrong credentials is ${reading.code}, not auth`,
          );
        }
      });
    },
  },
  {
    number: 10,
    title: "an expired token is renewed once, however many requests wait for it",
    exempt: (subject) => (usesOAuth(subject) ? undefined : "there are no tokens that expire"),
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox }) => {
        await client.check();
        const before = sandbox.exchanges.length;
        sandbox.faults.inject({ kind: "expire-token" });
        await Promise.all(Array.from({ length: 20 }, () => client.check()));
        const renewals = sandbox.exchanges
          .slice(before)
          .filter(({ request }) => isTokenRequest(subject, sandbox.config, request.url)).length;
        insist(renewals === 1, `${renewals} renewals for 20 requests at a time`);
      });
    },
  },
  {
    number: 11,
    title: "a new token is stored before it is used",
    exempt: (subject) => (usesOAuth(subject) ? undefined : "there are no tokens"),
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        let used = 0;
        let written = false;
        const tokens: TokenStore = {
          read: async () => undefined,
          write: async () => {
            used = sandbox.exchanges.filter(
              ({ request }) => !isTokenRequest(subject, sandbox.config, request.url),
            ).length;
            written = true;
          },
        };
        await open({ tokens }).check();
        insist(written, "the token was not stored");
        insist(used === 0, "the token was used before it was stored");
      });
    },
  },
  {
    number: 12,
    title: "a revoked connection is an auth error, without a loop",
    exempt: (subject) => (usesOAuth(subject) ? undefined : "there are no tokens that are revoked"),
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ config: sandbox.config });
        await client.check();
        sandbox.faults.inject({ kind: "status", status: 401, times: Number.POSITIVE_INFINITY });
        const before = sandbox.exchanges.length;
        const error = await failureOf(client.check(), "a revoked connection must fail");
        insist(error.code === "auth", `a revoked connection is ${error.code}, not auth`);
        const requests = sandbox.exchanges.length - before;
        insist(requests <= 4, `${requests} requests on a revoked connection`);
      });
    },
  },
  {
    number: 13,
    title: "no secret in an error or a record",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const secrets = secretsOf(subject, sandbox.config);
        insist(secrets.length > 0, "the sandbox's config holds no secret to look for");
        const errors: unknown[] = [];
        const client = open({ retries: 0 });
        const faults = [
          { kind: "status", status: 401, times: 9 },
          { kind: "status", status: 500 },
          { kind: "status", status: 400, body: { message: "bad" } },
          { kind: "reset" },
          { kind: "html" },
          { kind: "truncated" },
        ] as const;
        for (const fault of faults) {
          sandbox.faults.inject(fault);
          await client.check().catch((error: unknown) => errors.push(error));
          sandbox.faults.clear();
        }
        insist(errors.length >= 4, `only ${errors.length} of ${faults.length} failures were failures`);
        for (const error of errors) insist(OpenSMEError.is(error), `an untyped error: ${String(error)}`);
        const told = errors.map((error) => inspect(error, { depth: 9 })).join("\n");
        const records = JSON.stringify(await Promise.all(client.streams.slice(0, 3).map((stream) => readAll(stream))));
        const leaked = secrets.filter((secret) => told.includes(secret) || records.includes(secret));
        insist(leaked.length === 0, `${leaked.length} secrets are in errors or records`);
      });
    },
  },
  {
    number: 41,
    title: "only what may be repeated is tried again, and the vendor's errors are typed",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open({ retries: 1 });
        await client.check();
        for (const [status, code, requests] of [
          [403, "permission", 1],
          [404, "not_found", 1],
          [500, "unavailable", 2],
          [503, "unavailable", 2],
        ] as const) {
          sandbox.faults.inject({ kind: "status", status, times: Number.POSITIVE_INFINITY });
          const before = sandbox.exchanges.length;
          const error = await failureOf(client.check(), `an answer of ${status} must fail`);
          insist(error.code === code, `an answer of ${status} is ${error.code}, not ${code}`);
          const sent = sandbox.exchanges.length - before;
          insist(sent === requests, `${sent} requests for an answer of ${status}, not ${requests}`);
          sandbox.faults.clear();
        }
      });
    },
  },
  {
    number: 40,
    title: "the vendor's own way to say too many requests is understood, and waited for",
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox }) => {
        const client = open();
        await client.check();
        sandbox.faults.inject({ kind: "rate-limit", retryAfter: "1" });
        const started = performance.now();
        await client.check();
        const waited = performance.now() - started;
        insist(waited >= 950, `the vendor asked to wait 1 s, and was asked again after ${Math.round(waited)} ms`);
        sandbox.faults.inject({ kind: "rate-limit", retryAfter: "86400", times: Number.POSITIVE_INFINITY });
        const error = await failureOf(client.check(), "a day's wait must fail");
        insist(
          error.code === "rate_limited" && error.retryAfter === 86_400,
          `a day's wait is ${error.code} after ${String(error.retryAfter)} s`,
        );
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
    },
  },
];

const isTokenRequest = ({ connector }: Subject, config: Readonly<Record<string, unknown>>, url: string): boolean => {
  const auth = connector.http.auth(config as never);
  return auth.kind === "oauth2" && url.startsWith(auth.tokenUrl.replace(/\?.*$/, ""));
};
