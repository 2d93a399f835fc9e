import { type AnyConnector, memoryTokens } from "@opensme/core";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { insist, type Law, type Subject } from "./law.ts";
import { actOf, actsOf, creatable, madeOf, operableOf, requestsTo, withFirst } from "./operations.ts";
import { errorOf, failureOf, withVendor } from "./vendor.ts";

const idempotencyKey = "OSME-52";

const hasKeys = ({ http }: AnyConnector): boolean =>
  http?.idempotencyHeader !== undefined || http?.idempotencyParameter !== undefined;

/** How many records one more there are now, and whether that is as it must be. */
const counting = ({ control }: Sandbox, key: string) => {
  const before = control.ids(key).length;
  return (expected: number, what: string): void => {
    const more = control.ids(key).length - before;
    insist(more === expected, `${key}: ${what} made ${more} records, not ${expected}`);
  };
};

const nothingToWrite = (subject: Subject): string | undefined =>
  creatable(subject).length > 0 ? undefined : "nothing can be created";

/** A create whose answer is lost, with a key: it is settled at once or when it is called again. */
const settles = async (subject: Subject, key: string, record: object, applied: boolean): Promise<void> =>
  withVendor(subject, async ({ client, sandbox }) => {
    const { create } = operableOf(client, key);
    if (!create) return;
    const { request } = await create(record, { dryRun: true, idempotencyKey });
    insist(request, `${key}: the dry run does not show the request`);
    const insistMore = counting(sandbox, key);
    sandbox.faults.inject({ kind: "reset", applied, ...requestsTo(request) });
    const refused = await errorOf(create(record, { idempotencyKey }));
    const looksUp = !hasKeys(subject.connector);
    if (looksUp)
      insist(
        applied ? refused === undefined : refused?.code === "unknown_outcome",
        `${key}.create without an answer, which the vendor ${applied ? "carried out" : "did not hear of"}, ended ${refused ? `as ${refused.code}` : "well"}`,
      );
    insist(!refused || refused.retryable, `${key}.create with a key is not to be called again: ${refused?.message}`);
    await create(record, { idempotencyKey });
    insistMore(1, "a create whose answer was lost, called again with its key,");
  });

export const effectLaws: readonly Law[] = [
  {
    number: 52,
    title: "the same idempotency key twice has one effect, or is refused",
    exempt: nothingToWrite,
    async check(subject) {
      for (const { key, record, create } of creatable(subject))
        await withVendor(subject, async ({ open, sandbox }) => {
          // Two programs with one login.
          const tokens = memoryTokens();
          const [client, other] = [open({ tokens }), open({ tokens })];
          await client.check();
          const write = (by: typeof client) => operableOf(by, key).create?.(record, { idempotencyKey });
          const insistMore = counting(sandbox, key);
          if (!hasKeys(subject.connector) && !create.find) {
            const before = sandbox.exchanges.length;
            const error = await failureOf(
              Promise.resolve(write(client)),
              `${key}: a key that cannot be kept must fail`,
            );
            insist(error.code === "unsupported", `${key}: a key that cannot be kept is ${error.code}, not unsupported`);
            insist(sandbox.exchanges.length === before, `${key}: a key that cannot be kept was found out by sending`);
            return;
          }
          const [first, second] = [await write(client), await write(other)];
          insistMore(1, "the same key twice");
          insist(first?.id === second?.id, `${key}: the same key gave ${first?.id} and then ${second?.id}`);
        });
      if (!hasKeys(subject.connector)) return;
      for (const [key, resource] of Object.entries(subject.connector.resources))
        for (const name of actsOf(resource))
          await withVendor(subject, async ({ client, sandbox: { control } }) => {
            const ids = control.ids(key);
            const made = await madeOf(client, key, subject.writes?.[key]?.create);
            let done = "";
            await withFirst([...made, ...ids], `${key}.${name}`, async (id) => {
              await actOf(subject, client, key, name)(id, { idempotencyKey: `${idempotencyKey}-${id}` });
              done = id;
              return undefined;
            });
            const again = await errorOf(
              actOf(subject, client, key, name)(done, { idempotencyKey: `${idempotencyKey}-${done}` }),
            );
            insist(!again, `${key}.${name} with the same key twice is ${again?.code}: ${again?.message}`);
          });
    },
  },
  {
    number: 53,
    title: "a write whose answer is lost is of unknown outcome, and settled by looking it up",
    exempt: nothingToWrite,
    async check(subject) {
      for (const { key, record, create } of creatable(subject)) {
        await withVendor(subject, async ({ client, sandbox: { faults } }) => {
          const write = operableOf(client, key).create;
          const { request } = (await write?.(record, { dryRun: true })) ?? {};
          if (!write || !request) return;
          faults.inject({ kind: "reset", applied: true, ...requestsTo(request) });
          const { code } = await failureOf(write(record), `${key}.create without an answer must fail`);
          insist(code === "unknown_outcome", `${key}.create without an answer is ${code}, not unknown_outcome`);
        });
        if (!hasKeys(subject.connector) && !create.find) continue;
        await settles(subject, key, record, true);
        await settles(subject, key, record, false);
      }
      for (const [key, { definition }] of Object.entries(subject.connector.resources)) {
        if (!definition.remove || !definition.get) continue;
        const record = subject.writes?.[key]?.create;
        // The one that can be removed is found with another copy of the vendor.
        const place = await withVendor(subject, async ({ client, sandbox: { control } }) => {
          const ids = control.ids(key);
          return withFirst([...(await madeOf(client, key, record)), ...ids], `${key}.remove`, async (id) => {
            await actOf(subject, client, key, "remove")(id);
            return undefined;
          });
        });
        await withVendor(subject, async ({ client, sandbox: { control, faults } }) => {
          const ids = control.ids(key);
          const id = [...(await madeOf(client, key, record)), ...ids][place] ?? "";
          const remove = actOf(subject, client, key, "remove");
          const { request } = await remove(id, { dryRun: true });
          insist(request, `${key}: the dry run does not show the request`);
          faults.inject({ kind: "reset", applied: true, ...requestsTo(request) });
          const error = await errorOf(remove(id));
          const isThere = control.ids(key).includes(id);
          insist(
            isThere ? error?.code === "unknown_outcome" : !error,
            `${key}.remove without an answer ended ${error ? `as ${error.code}` : "well"}, and the record is ${isThere ? "there" : "gone"}`,
          );
        });
      }
    },
  },
];
