import { memoryTokens } from "@opensme/core";
import { insist, type Law, type Subject } from "./law.ts";
import { asksNothing, failureOf, readAll, small, withVendor } from "./vendor.ts";

/** The first resource that can be created, with a record to try it with. */
const creatable = ({ connector, writes = {} }: Subject) =>
  Object.entries(connector.resources).flatMap(([key, { definition }]) => {
    const record = writes[key]?.create;
    return definition.create && record ? [{ key, record, method: definition.create.method ?? "post" }] : [];
  })[0];

export const failureLaws: readonly Law[] = [
  {
    number: 40,
    title: "the vendor's own way to say too many requests is understood, and waited for",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox: { faults, exchanges } }) => {
        // One login: a refresh token that is replaced at every use is taken once.
        const tokens = memoryTokens();
        const client = open({ retries: 2, tokens });
        await client.check();
        faults.inject({ kind: "rate-limit", retryAfter: "1" });
        const started = performance.now();
        await client.check();
        const waited = performance.now() - started;
        const refusal = exchanges.findLast(({ fault }) => fault === "rate-limit");
        const saysWhen = refusal?.response.headers["retry-after"] !== undefined;
        insist(
          waited >= 950 || !saysWhen,
          `the vendor asked to wait 1 s, and was asked again after ${Math.round(waited)} ms`,
        );
        // Signed in before: where the vendor says it with status 200, its token endpoint does not say it so.
        const limited = open({ retries: saysWhen ? 2 : 0, tokens });
        await limited.check();
        faults.inject({ kind: "rate-limit", retryAfter: "86400", times: Number.POSITIVE_INFINITY });
        const error = await failureOf(limited.check(), "a day's wait must fail");
        insist(
          error.code === "rate_limited" && error.retryable && (error.retryAfter === 86_400 || !saysWhen),
          `a day's wait is ${error.code} after ${String(error.retryAfter)} s`,
        );
      });
    },
  },
  {
    number: 41,
    title: "only what may be repeated is tried again, and the vendor's errors are typed",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox: { faults, exchanges } }) => {
        const client = open({ retries: 1 });
        await client.check();
        for (const [status, code, requests] of [
          [403, "permission", 1],
          [404, "not_found", 1],
          [500, "unavailable", 2],
          [503, "unavailable", 2],
        ] as const) {
          faults.inject({ kind: "status", status, times: Number.POSITIVE_INFINITY });
          const before = exchanges.length;
          const error = await failureOf(client.check(), `an answer of ${status} must fail`);
          faults.clear();
          insist(error.code === code, `an answer of ${status} is ${error.code}, not ${code}`);
          const sent = exchanges.length - before;
          insist(sent === requests, `${sent} requests for an answer of ${status}, not ${requests}`);
        }
        const { key, record, method } = creatable(subject) ?? {};
        if (!key || !method) return;
        const { create } = client[key] as { create: (record: object | undefined) => Promise<unknown> };
        faults.inject({ kind: "reset", applied: true, method, times: Number.POSITIVE_INFINITY });
        const before = exchanges.length;
        const error = await failureOf(create(record), `${key}.create whose answer never comes must fail`);
        const sent = exchanges.slice(before).filter(({ request }) => request.method === method.toUpperCase());
        const header = subject.connector.http?.idempotencyHeader?.toLowerCase() ?? "";
        // What the vendor carries out once may be sent again.
        if (sent.every(({ request }) => header in request.headers)) return;
        insist(
          sent.length === 1,
          `${key}.create was sent ${sent.length} times, and the vendor may have carried out each`,
        );
        insist(
          error.code === "unknown_outcome",
          `${key}.create without an answer is ${error.code}, not unknown_outcome`,
        );
      });
    },
  },
  {
    number: 42,
    title: "attempts and their time are bounded",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(subject, async ({ open, sandbox: { faults, exchanges } }) => {
        await open().check();
        const client = open({ timeout: 100 });
        faults.inject({ kind: "hang", times: Number.POSITIVE_INFINITY });
        const patience = new Promise<"waiting">((resolve) => setTimeout(resolve, 3000, "waiting").unref());
        const asked = failureOf(client.check(), "an answer that never comes must fail");
        const error = await Promise.race([asked, patience]);
        insist(error !== "waiting", "no answer within 100 ms, and still waiting after 3 s");
        insist(
          error.code === "timeout" || error.code === "unavailable",
          `an answer that never comes is ${error.code}, not timeout`,
        );
        faults.clear();
        faults.inject({ kind: "status", status: 503, times: Number.POSITIVE_INFINITY });
        const before = exchanges.length;
        await failureOf(open({ retries: 1 }).check(), "an answer of 503 must fail");
        insist(exchanges.length - before <= 4, `${exchanges.length - before} requests where one retry was allowed`);
      });
    },
  },
  {
    number: 43,
    title: "an abort stops a listing within one request",
    exempt: asksNothing,
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { faults, exchanges } }) => {
          await client.check();
          for (const stream of client.streams) {
            faults.inject({ kind: "delay", milliseconds: 30, times: Number.POSITIVE_INFINITY });
            const controller = new AbortController();
            const before = exchanges.length;
            const reading = failureOf(
              readAll(stream, { signal: controller.signal }),
              `${stream.resource}: an aborted listing must fail`,
            );
            setTimeout(() => controller.abort(), 10);
            await reading;
            const atAbort = exchanges.length;
            await new Promise((resolve) => setTimeout(resolve, 40));
            faults.clear();
            insist(atAbort > before, `${stream.resource}: nothing was asked for before the abort`);
            insist(exchanges.length === atAbort, `${stream.resource}: requests go on after an abort`);
          }
        },
        small,
      );
    },
  },
];
