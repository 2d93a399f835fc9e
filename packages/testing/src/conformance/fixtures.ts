import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const Fixture = z.strictObject({
  /** `recorded` from the vendor, written from the `vendor-docs`, or `constructed` to show a case. */
  origin: z.enum(["recorded", "vendor-docs", "constructed"]),
  /** Where the form of the rows comes from. */
  source: z.string().min(1),
  rows: z.array(z.strictObject({ raw: z.unknown(), expected: z.record(z.string(), z.unknown()) })).min(1),
});

/** Vendor rows with the records they must become, by resource key. */
export type Fixtures = Readonly<Record<string, z.output<typeof Fixture>>>;

/** Reads a folder of `<resource>.json` files. */
export const loadFixtures = async (folder: URL): Promise<Fixtures> => {
  const path = fileURLToPath(folder);
  const files = (await readdir(path)).filter((name) => name.endsWith(".json"));
  const entries = await Promise.all(
    files.map(async (name): Promise<[string, z.output<typeof Fixture>]> => {
      const parsed = Fixture.safeParse(JSON.parse(await readFile(new URL(name, folder), "utf8")));
      if (!parsed.success) throw new Error(`Fixture ${name} is not valid:\n${z.prettifyError(parsed.error)}`);
      return [basename(name, ".json"), parsed.data];
    }),
  );
  return Object.fromEntries(entries);
};
