import type { Stream } from "@opensme/core";
import type { Fault } from "../sandbox/faults.ts";
import { movingClock } from "./incremental.ts";
import { insist, type Law, type Subject } from "./law.ts";
import { asksNothing, failureOf, hasPages, idsOf, isPaged, readAll, removed, small, withVendor } from "./vendor.ts";

const reports = ({ listing }: Stream): boolean => listing.deletes.startsWith("reported");
const infers = ({ listing }: Stream): boolean => listing.deletes.includes("absent");

const unless = (holds: (deletes: string) => boolean, reason: string) => (subject: Subject) =>
  Object.values(subject.connector.resources).some(({ definition }) => holds(definition.list?.deletes ?? ""))
    ? undefined
    : reason;

export const deletionLaws: readonly Law[] = [
  {
    number: 34,
    title: "deletions that the vendor reports become tombstones",
    exempt: unless((deletes) => deletes.startsWith("reported"), "the vendor reports no deletions"),
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams.filter(reports)) {
            advance(3600);
            const since = now().toISOString();
            const id = control.ids(stream.resource).at(-1);
            insist(
              id !== undefined && removed(control, stream.resource, id),
              `${stream.resource}: deletions are said to be reported, and the sandbox cannot delete`,
            );
            const gone = (await readAll(stream, { since })).filter(({ type }) => type === "delete");
            insist(
              gone.some((change) => change.id === id),
              `${stream.resource}: ${id} was deleted and is not reported`,
            );
          }
        },
        { ...small, now },
      );
    },
  },
  {
    number: 35,
    title: "what was deleted is absent from a full read, and no listing hides a deletion",
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          let tried = 0;
          for (const stream of client.streams) {
            const id = control.ids(stream.resource).at(-1);
            if (id === undefined) continue;
            const isGone = removed(control, stream.resource, id);
            if (isGone && infers(stream)) {
              tried += 1;
              insist(!idsOf(await readAll(stream)).has(id), `${stream.resource}: ${id} was deleted and is still read`);
            }
            insist(
              !isGone || stream.listing.deletes !== "never",
              `${stream.resource}: ${id} was deleted, and the listing says that nothing ever is`,
            );
          }
          insist(
            tried > 0 || !client.streams.some(infers),
            "records are said to disappear from listings, and the sandbox deletes none of them",
          );
        },
        small,
      );
    },
  },
  {
    number: 36,
    title: "an error or an empty answer in the middle of a list is not taken for its end",
    exempt: (subject) =>
      asksNothing(subject) ?? unless((deletes) => deletes.includes("absent"), "no deletion is inferred")(subject),
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control, faults } }) => {
          await client.check();
          for (const stream of client.streams.filter(infers)) {
            if (!(await hasPages(stream, control))) continue;
            const oddities: Readonly<Record<string, Fault>> = {
              "an error": { kind: "status", status: 500 },
              // Of a listing made of other requests, an empty answer may be but one of its rows.
              ...(isPaged(stream) && {
                "an empty answer": { kind: "status", status: 200, body: "" },
                "an empty object": { kind: "status", status: 200, body: {} },
              }),
            };
            for (const [oddity, fault] of Object.entries(oddities)) {
              faults.inject({ ...fault, after: 1, times: Number.POSITIVE_INFINITY });
              await failureOf(
                readAll(stream),
                `${stream.resource}: ${oddity} in the middle of the list must fail: records would be taken for deleted`,
              );
              faults.clear();
            }
          }
        },
        small,
      );
    },
  },
  {
    number: 37,
    title: "what was deleted and is there again is read again",
    exempt: ({ sandbox }) => (sandbox().control.restore ? undefined : "the vendor brings nothing back"),
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams) {
            const id = control.ids(stream.resource).at(-1);
            if (id === undefined || !removed(control, stream.resource, id)) continue;
            advance(60);
            control.restore?.(stream.resource, id);
            insist(idsOf(await readAll(stream)).has(id), `${stream.resource}: ${id} was restored and is not read`);
          }
        },
        { ...small, now },
      );
    },
  },
];
