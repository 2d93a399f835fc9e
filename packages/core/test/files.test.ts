import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { type Change, connect, defineFileConnector, inFiles, type Page, resource } from "../src/index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "opensme-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

/** Lines such as `1 Ánh`, one person each; a line of another form is no person. */
const parse = vi.fn((content: Uint8Array): readonly unknown[] =>
  new TextDecoder("utf-8", { fatal: true })
    .decode(content)
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => {
      const [, no, name] = /^(\d+) (.+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`line ${index + 1}: expected a number and a name`);
      return { no: Number(no), name };
    }),
);

const Person = z.object({ no: z.int().max(999), name: z.string(), of: z.int().nullish() });

/** People, each with how many there are in all files. */
const people = resource({ entity: "contact", raw: Person }).define({
  id: ({ no }) => no,
  read: ({ name, of }) => ({ name, unmapped: { of } }),
  list: inFiles<number>({
    survey: async (documents) => {
      let count = 0;
      for await (const _ of documents) count += 1;
      return count;
    },
    rows: ({ content }, of) => [{ ...(content as object), ...(of === undefined ? {} : { of }) }],
  }),
});

const connector = defineFileConnector({
  spec: 1,
  id: "lists",
  name: "Lists",
  version: "1.0.0",
  categories: ["crm"],
  countries: [],
  config: z.strictObject({ folder: z.string() }),
  files: { folder: (config) => config.folder, extensions: [".txt"], parse, largest: 1024 ** 2 },
  check: {
    identity: async (documents) => {
      for await (const { place } of documents) return { name: place };
      return {};
    },
  },
  resources: { people },
});

const open = (options: { pageSize?: number; home?: string; in?: string } = {}) => {
  const { in: at = folder, ...rest } = options;
  parse.mockClear();
  return connect(connector, { config: { folder: at }, ...rest });
};

const pagesOf = async (client: ReturnType<typeof open>, cursor?: Page["cursor"]): Promise<Page[]> => {
  const pages: Page[] = [];
  for await (const page of client.people.list({ cursor }).pages()) pages.push(page);
  return pages;
};

const changesOf = async (client: ReturnType<typeof open>): Promise<Change[]> =>
  (await pagesOf(client)).flatMap(({ changes }) => changes);

const idsOf = async (client: ReturnType<typeof open>): Promise<(string | undefined)[]> =>
  (await changesOf(client)).map(({ id }) => id);

describe("the files of a connection", () => {
  it("are those with a known ending, in folders within the folder too, in the order of their paths", async () => {
    write("b.txt", "2 Bình\n");
    write("a/deep/c.TXT", "1 Ánh\n");
    write("notes.md", "3 nobody\n");
    write(".trash/d.txt", "4 nobody\n");
    expect(await idsOf(open())).toEqual(["1", "2"]);
  });

  it("are counted from the project's folder where the path is relative", async () => {
    write("inbox/a.txt", "1 Ánh\n");
    expect(await idsOf(open({ home: folder, in: "inbox" }))).toEqual(["1"]);
  });

  it("are read through no link, which could lead out of the folder", async () => {
    write("inbox/a.txt", "1 Ánh\n");
    write("secret.txt", "2 Bình\n");
    symlinkSync(join(folder, "secret.txt"), join(folder, "inbox/b.txt"));
    symlinkSync(folder, join(folder, "inbox/round"));
    expect(await idsOf(open({ in: join(folder, "inbox") }))).toEqual(["1"]);
  });

  it("give nothing where the folder is empty", async () => {
    expect(await pagesOf(open())).toEqual([{ changes: [], cursor: undefined, unknownFields: [] }]);
  });

  it("are no connection where the folder is missing, is a file, or may not be read", async () => {
    write("a.txt", "1 Ánh\n");
    await expect(idsOf(open({ in: join(folder, "nowhere") }))).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/nowhere does not exist\. Create it/),
    });
    await expect(idsOf(open({ in: join(folder, "a.txt") }))).rejects.toThrow(/a\.txt is no folder/);
  });

  it.skipIf(process.getuid?.() === 0)("are no connection where a folder within may not be read", async () => {
    write("closed/a.txt", "1 Ánh\n");
    chmodSync(join(folder, "closed"), 0o000);
    await expect(idsOf(open())).rejects.toThrow(/closed cannot be read \(EACCES\)/);
    chmodSync(join(folder, "closed"), 0o700);
  });

  it("tell whose they are", async () => {
    write("a.txt", "1 Ánh\n2 Bình\n");
    expect(await open().check()).toEqual({ name: "a.txt" });
  });

  it("take no request", async () => {
    await expect(open().request({ path: "/people" })).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("a file that cannot be read", () => {
  const rejectsOf = async (): Promise<unknown[]> =>
    (await changesOf(open())).flatMap((change) => (change.type === "reject" ? [change.issues] : []));

  it("is a reject of its own, with its name and line; what stands in the others is read", async () => {
    write("a.txt", "1 Ánh\n");
    write("b.txt", "2 Bình\nnobody\n");
    write("c.txt", "3 Chi\n");
    const client = open();
    expect(await idsOf(client)).toEqual(["1", "3", undefined]);
    expect(await rejectsOf()).toEqual([
      [{ place: "b.txt", path: "", message: "line 2: expected a number and a name" }],
    ]);
  });

  it("may be in another encoding, or larger than may be; one with nothing in it is no mistake", async () => {
    write("encoding.txt", Uint8Array.of(0x31, 0x20, 0xc0, 0x0a));
    write("empty.txt", "");
    write("large.txt", "1 Ánh\n");
    truncateSync(join(folder, "large.txt"), 1024 ** 2 + 1);
    expect(await rejectsOf()).toEqual([
      [{ place: "encoding.txt", path: "", message: expect.stringMatching(/not valid/) }],
      [{ place: "large.txt", path: "", message: "it is larger than 1 MiB, and was not opened" }],
    ]);
  });

  it("makes its page partial, as does a row that is rejected, so that nothing is taken for deleted", async () => {
    write("a.txt", "1 Ánh\n");
    expect((await pagesOf(open()))[0]).not.toHaveProperty("isPartial");
    write("b.txt", "2 Bình\n1000 Vương\n");
    const [page] = await pagesOf(open());
    expect(page).toMatchObject({ isPartial: true });
    expect(page?.changes.at(-1)).toMatchObject({
      type: "reject",
      raw: { no: 1000, name: "Vương" },
      issues: [{ place: "b.txt#2", path: "no" }],
    });
  });

  it("may vanish while the others are read", async () => {
    for (let no = 10; no < 30; no += 1) write(`${no}.txt`, `${no} Ánh\n`);
    const client = open({ pageSize: 1 });
    const found: Page[] = [];
    for await (const page of client.people.list().pages()) {
      if (found.push(page) === 1) rmSync(join(folder, "28.txt"));
    }
    expect(found.flatMap(({ isPartial }, index) => (isPartial ? [index] : []))).toEqual([18]);
    expect(found[18]?.changes).toMatchObject([{ type: "reject", issues: [{ place: "28.txt" }] }]);
  });
});

describe("a listing of files", () => {
  it("goes on behind the last file that it gave, whatever came or went meanwhile", async () => {
    for (const no of [1, 3, 5]) write(`${no}.txt`, `${no} Ánh\n`);
    const [first] = await pagesOf(open({ pageSize: 2 }));
    expect(first?.cursor).toEqual({ after: "3.txt" });
    rmSync(join(folder, "3.txt"));
    write("2.txt", "2 Bình\n");
    write("4.txt", "4 Chi\n");
    const rest = await pagesOf(open({ pageSize: 2 }), first?.cursor);
    expect(rest.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(["4", "5"]);
  });

  it("gives a large file in several pages, and goes on at its beginning where it is cut off within", async () => {
    write("a.txt", "1 Ánh\n");
    write("b.txt", "2 Bình\n3 Chi\n4 Dung\n5 Giang\n");
    const pages = await pagesOf(open({ pageSize: 2 }));
    expect(pages.map(({ changes, cursor }) => [changes.map(({ id }) => id), cursor])).toEqual([
      [["1", "2"], { after: "a.txt" }],
      [["3", "4"], { after: "a.txt" }],
      [["5"], undefined],
    ]);
    const rest = await pagesOf(open({ pageSize: 2 }), pages[1]?.cursor);
    expect(rest.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(["2", "3", "4", "5"]);
    const [first] = await pagesOf(open({ pageSize: 1 }));
    expect(first?.cursor).toEqual({ after: "a.txt" });
    rmSync(join(folder, "a.txt"));
    expect((await pagesOf(open({ pageSize: 3 })))[0]?.cursor).toEqual({ after: "" });
  });

  it("knows of all files before the first page", async () => {
    write("a.txt", "1 Ánh\n2 Bình\n");
    write("b.txt", "3 Chi\n");
    const [first] = await changesOf(open());
    expect(first).toMatchObject({ record: { unmapped: { of: 3 } } });
  });

  it("reads and parses each file once, until it changes", async () => {
    write("a.txt", "1 Ánh\n");
    write("b.txt", "2 Bình\n");
    const client = open();
    await client.check();
    await changesOf(client);
    await changesOf(client);
    expect(parse).toHaveBeenCalledTimes(2);
    write("b.txt", "2 Bình Minh\n");
    expect(await changesOf(client)).toMatchObject([{ id: "1" }, { record: { name: "Bình Minh" } }]);
    expect(parse).toHaveBeenCalledTimes(3);
  });

  it("stops when it is aborted", async () => {
    write("a.txt", "1 Ánh\n");
    const pages = open().people.list({ signal: AbortSignal.abort() }).pages();
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "unavailable" });
  });

  it("cannot be asked for what changed since a moment", async () => {
    const pages = open().people.list({ since: "2026-01-01T00:00:00.000Z" }).pages();
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("a definition", () => {
  it("reads files or asks over HTTP, and not both or neither", () => {
    const { files: _, ...neither } = connector;
    expect(() => defineFileConnector(neither as never)).toThrow(/either http or files/);
    expect(() => defineFileConnector({ ...connector, http: {} } as never)).toThrow(/either http or files/);
  });
});
