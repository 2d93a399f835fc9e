import { isDeepStrictEqual } from "node:util";
import { type Change, OpenSMEError } from "@opensme/core";
import { insist, type Law, some } from "./law.ts";
import { isRefusal, operableOf, readOne } from "./operations.ts";
import { withVendor } from "./vendor.ts";

/** The fields of a record but for those that tell of the change itself. */
const content = (change: Change | undefined): Readonly<Record<string, unknown>> => {
  if (change?.type !== "upsert") return {};
  const { updatedAt: _, version: __, ...fields } = change.record;
  return { ...fields };
};

/** The vendor's own fields that say something. */
const filled = (change: Change | undefined): string[] =>
  change?.type === "upsert"
    ? Object.entries(change.raw as object).flatMap(([key, value]) => (value === null || value === "" ? [] : [key]))
    : [];

export const writingLaws: readonly Law[] = [
  {
    number: 50,
    title: "writing back what was read changes nothing",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) => definition.update && definition.list)
        ? undefined
        : "nothing that is listed can be updated",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox: { control } }) => {
        for (const stream of client.streams) {
          const { update } = operableOf(client, stream.resource);
          if (!update) continue;
          let written = 0;
          let refusal = "";
          for (const id of control.ids(stream.resource).slice(0, 30)) {
            if (written === 3) break;
            const before = await readOne(client, stream.resource, id);
            const { id: _, ...fields } = content(before);
            try {
              await update(id, fields);
              written += 1;
            } catch (error) {
              // A vendor that takes one change only, such as a deletion by status, can take nothing back; the connector then sends nothing.
              if (OpenSMEError.is(error) && error.code === "unsupported") {
                written = 3;
                continue;
              }
              // The vendor may refuse to change this one: a paid invoice, a decided request. Then nothing may have changed either.
              if (!isRefusal(error)) throw error;
              refusal = error.message;
            }
            const after = await readOne(client, stream.resource, id);
            const [was, is] = [content(before), content(after)];
            const wrong = Object.keys({ ...was, ...is }).filter((field) => !isDeepStrictEqual(was[field], is[field]));
            insist(wrong.length === 0, `${stream.resource}: writing ${id} back changed ${some(wrong)}`);
            const lost = filled(before).filter((key) => !filled(after).includes(key));
            insist(lost.length === 0, `${stream.resource}: writing ${id} back lost the vendor's ${some(lost)}`);
          }
          insist(written > 0, `${stream.resource}: the vendor takes no record back as it gave it: ${refusal}`);
        }
      });
    },
  },
  {
    number: 51,
    title: "a dry run of a create sends nothing and shows the request",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) => definition.create)
        ? undefined
        : "nothing can be created",
    async check(subject) {
      await withVendor(subject, async ({ client, sandbox: { control, exchanges } }) => {
        await client.check();
        for (const [key, { definition }] of Object.entries(subject.connector.resources)) {
          const { create, createMany } = operableOf(client, key);
          const record = subject.writes?.[key]?.create;
          if (!create || !record) continue;
          const ids = control.ids(key);
          const before = exchanges.length;
          const { request } = await create(record, { dryRun: true });
          insist(request?.path && request.method, `${key}: the dry run does not show the request`);
          const many = await createMany?.([record], { dryRun: true });
          insist(
            many && "requests" in many && many.requests.length === 1,
            `${key}: the dry run of many does not show its request`,
          );
          const sent = exchanges.slice(before).map(({ request: { method, url } }) => `${method} ${url}`);
          // A guard asks before it lets a write pass.
          insist(definition.guard || sent.length === 0, `${key}: the dry run sent ${some(sent)}`);
          insist(isDeepStrictEqual(control.ids(key), ids), `${key}: the dry run created a record`);
        }
      });
    },
  },
];
