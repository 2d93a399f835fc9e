import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deskOf } from "./engine.ts";
import { insist, type Law, some, Violation } from "./law.ts";
import { idsOf, missing, readAll, removed, settingsOf, small, withVendor } from "./vendor.ts";

/** Bytes that begin neither a text in any encoding nor a known kind of file. */
const nonsense = Uint8Array.of(0, 255, 254, 128);

/** What a connector keeps that reads files. */
export const fileLaws: readonly Law[] = [
  {
    number: 66,
    title:
      "a file that cannot be read is one reject that names it: the others are read, and nothing is taken for deleted",
    exempt: ({ connector }) => (connector.files ? undefined : "it reads no files"),
    async check(subject) {
      const { files } = subject.connector;
      if (!files) return;
      await withVendor(
        subject,
        async ({ client, sandbox: { config, control } }) => {
          const name = `0-broken${files.extensions[0] ?? ""}`;
          const broken = join(files.folder(settingsOf(subject.connector, config)), name);
          for (const stream of client.streams) {
            const { resource } = stream;
            const desk = deskOf(client, stream);
            await desk.run();
            await writeFile(broken, nonsense);
            const id = control.ids(resource).at(-1);
            const isGone = id !== undefined && removed(control, resource, id);

            const changes = await readAll(stream).catch((error: unknown) => {
              throw new Violation(`${resource}: one file that cannot be read stops the listing: ${String(error)}`);
            });
            const rejects = changes.flatMap((change) => (change.type === "reject" ? [change] : []));
            insist(rejects.length === 1, `${resource}: one file that cannot be read is ${rejects.length} rejects`);
            const isNamed = rejects[0]?.issues.some(({ place, message }) => place?.includes(name) && message !== "");
            insist(isNamed, `${resource}: the reject of a file does not say which file it is`);
            const lost = missing(control.ids(resource), idsOf(changes));
            insist(lost.length === 0, `${resource}: beside a file that cannot be read, not read: ${some(lost)}`);

            const { outcome } = await desk.run({ full: true });
            insist(outcome !== "complete", `${resource}: a file cannot be read, and the run is said to be complete`);
            insist(
              !isGone || desk.ids().has(id),
              `${resource}: ${id} is taken for deleted, although it may stand in the file that cannot be read`,
            );
            await rm(broken);
            await desk.run({ full: true, confirmDeletes: true });
            insist(!isGone || !desk.ids().has(id), `${resource}: ${id} was deleted and is still stored`);
          }
        },
        small,
      );
    },
  },
];
