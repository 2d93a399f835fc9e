import { OpenSMEError } from "../errors.ts";
import { stopped } from "../http/pace.ts";
import type { Api, FileContent, Files } from "./api.ts";
import type { Deletes, Listing, RowPage } from "./listing.ts";
import type { Json } from "./wire.ts";

/** A document in one of a connection's files. */
export interface FileDocument {
  readonly content: unknown;
  /** Where it stands: the path of its file, and its lines or, from the second document in it on, which one: `may.xml`, `may.xml#2`, `may.csv:12`. */
  readonly place: string;
}

type Settings = Readonly<Record<string, unknown>>;

interface FileListing<Known> {
  /** What the rows of one document depend on in all others: gone through before the first page, and again when a read is resumed. */
  survey?: (documents: AsyncIterable<FileDocument>, config: Settings) => Promise<Known>;
  /** The rows in one document. Outside a connection, as when a recorded file is mapped, nothing else is known. */
  rows: (document: FileDocument, known?: Known, config?: Settings) => readonly unknown[];
  /** `absent` unless given: what is in no file any more is gone. */
  deletes?: Deletes;
}

/** Files, and rows, that a page holds at most unless the caller chose. */
const pageSize = 500;

interface Gathered {
  rows: unknown[];
  sources: string[];
  unreadable: { source: string; problem: string }[];
}

const emptyPage = (): Gathered => ({ rows: [], sources: [], unreadable: [] });

/**
 * A listing of what stands in a connection's files. Every read goes through all of them: a file that is copied or moved in may bear any date, so that no date
 * tells what is new.
 */
export const inFiles = <Known = undefined>({ survey, rows, deletes = "absent" }: FileListing<Known>): Listing => ({
  paging: "files",
  deletes,
  incremental: false,
  overlap: 0,
  async *pages({ cursor, signal }, api) {
    const files = filesIn(api);
    const known = await survey?.(documentsIn(api, signal), api.config);
    // Where a read goes on is told by a name: files that come or go in the meantime move nothing.
    const paths = (await files.paths()).filter((path) => !isPosition(cursor) || path > cursor.after);
    const size = api.pageSize ?? pageSize;
    let [rowsOnPage, filesOnPage, done] = [emptyPage(), 0, isPosition(cursor) ? cursor.after : ""];
    const take = (next: string | undefined): RowPage => {
      const page = { ...rowsOnPage, cursor: next === undefined ? undefined : { after: next } };
      [rowsOnPage, filesOnPage] = [emptyPage(), 0];
      return page;
    };
    for await (const [path, content] of readEach(files, paths, signal)) {
      if (filesOnPage >= size) yield take(done);
      const problem = content ? content.problem : "it was there, and then was not. Read the folder again";
      if (problem !== undefined) rowsOnPage.unreadable.push({ source: path, problem });
      for (const document of placed(files, path, content?.documents)) {
        for (const row of rows(document, known, api.config)) {
          // A read that is cut off within a file goes on at its beginning.
          if (rowsOnPage.rows.length >= size) yield take(done);
          rowsOnPage.rows.push(row);
          rowsOnPage.sources.push(document.place);
        }
      }
      filesOnPage += 1;
      done = path;
    }
    yield take(undefined);
  },
  rowsIn: (content) => rows({ content, place: "" }),
  split: (element) => [element],
});

/** All documents in all files of a connection, in the order of the files. */
export const documentsIn = async function* (api: Api, signal?: AbortSignal): AsyncGenerator<FileDocument> {
  const files = filesIn(api);
  for await (const [path, content] of readEach(files, await files.paths(), signal))
    yield* placed(files, path, content?.documents);
};

/** Files that are read at the same time. */
const atOnce = 8;

const readEach = async function* (
  files: Files,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly [path: string, content: FileContent | undefined]> {
  for (let start = 0; start < paths.length; start += atOnce) {
    if (signal?.aborted) throw stopped(signal);
    yield* await Promise.all(
      paths.slice(start, start + atOnce).map(async (path) => [path, await files.read(path)] as const),
    );
  }
};

const placed = (files: Files, path: string, documents: readonly unknown[] = []): FileDocument[] =>
  documents.map((content, index) => ({ content, place: files.place(path, content, index) }));

const isPosition = (cursor: Json | undefined): cursor is { after: string } =>
  typeof cursor === "object" && cursor !== null && "after" in cursor && typeof cursor["after"] === "string";

const filesIn = ({ files }: Api): Files => {
  if (files) return files;
  throw new OpenSMEError("A listing of files is declared by a connector that declares no files.", { code: "config" });
};
