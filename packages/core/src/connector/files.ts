import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { OpenSMEError } from "../errors.ts";
import { stopped } from "../http/pace.ts";
import type { Deletes, Listing } from "./listing.ts";
import type { Api, Json } from "./wire.ts";

/** Where the files of a connection lie, and how a file becomes documents. */
export interface FilesDeclaration<Config> {
  /** The folder, out of the settings. */
  folder: (config: Config) => string;
  /** How names of files end that count, in lower case and with the dot. */
  extensions: readonly string[];
  /** The documents in a file. Throws an error that says what is wrong with the file and on which line, and quotes nothing of it. */
  parse: (content: Uint8Array) => readonly unknown[];
  /** Bytes of the largest file that is read; 16 MiB unless given. */
  largest?: number;
}

/** A file that was read: its documents, or why there are none. */
export interface FileContent {
  /** Path within the folder, with `/`. */
  readonly path: string;
  readonly documents: readonly unknown[];
  readonly problem?: string;
}

/** The files of a connection. */
export interface Files {
  /** The paths of all files within the folder, in an order that stays. Throws where a folder cannot be read, since its files would be taken for deleted. */
  paths(): Promise<string[]>;
  /** Undefined for a file that is no longer there. */
  read(path: string): Promise<FileContent | undefined>;
}

const mebibyte = 1024 * 1024;

/** The part of a connector that says where its files are. */
interface FileConnector<Config> {
  readonly id: string;
  readonly name: string;
  readonly files: FilesDeclaration<Config>;
}

/** Opens the files of a connection. Relative folders count from `home`. */
const filesOf = <Config>(connector: FileConnector<Config>, config: Config, home: string): Files => {
  const { extensions, parse, largest = 16 * mebibyte } = connector.files;
  const folder = resolve(home, connector.files.folder(config));

  const refuse = (path: string, error: unknown): never => {
    const code = codeOf(error);
    const where = path === "" ? folder : `${folder}/${path}`;
    const problem =
      code === "ENOENT"
        ? "does not exist. Create it, or name the right one"
        : code === "ENOTDIR"
          ? "is no folder. Name the folder that the files lie in"
          : `cannot be read (${code}). Allow this user to read it, or name another one`;
    throw new OpenSMEError(`${connector.name}: the folder ${where} ${problem}.`, {
      code: "config",
      connector: connector.id,
      cause: error,
    });
  };

  /** Links are not followed: they could lead out of the folder, or round in a circle. Names that begin with a dot are other programs' own. */
  const walk = async (path: string): Promise<string[]> => {
    const entries = await readdir(resolve(folder, path), { withFileTypes: true }).catch((error) => refuse(path, error));
    const found: string[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const within = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) found.push(...(await walk(within)));
      else if (entry.isFile() && extensions.some((ending) => entry.name.toLowerCase().endsWith(ending)))
        found.push(within);
    }
    return found;
  };

  return {
    paths: async () => (await walk("")).sort(),
    async read(path) {
      try {
        const content = await contentOf(resolve(folder, path), largest);
        const documents = parse(content);
        return documents.length > 0
          ? { path, documents }
          : { path, documents, problem: "there is nothing in it to read" };
      } catch (error) {
        const code = codeOf(error);
        if (code === "ENOENT") return undefined;
        return { path, documents: [], problem: code ? `it cannot be read (${code})` : (error as Error).message };
      }
    },
  };
};

const contentOf = async (path: string, largest: number): Promise<Uint8Array> => {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = await file.stat();
    if (size > largest) throw new Error(`it is larger than ${Math.floor(largest / mebibyte)} MiB, and was not opened`);
    return await file.readFile();
  } finally {
    await file.close();
  }
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Reads a connection's files. There is nobody to send a request to. */
export const onFiles = <Config extends Readonly<Record<string, unknown>>>(
  connector: FileConnector<Config>,
  config: Config,
  {
    sensitive = false,
    pageSize,
    home,
  }: { sensitive?: boolean | undefined; pageSize?: number | undefined; home: string },
): Api => ({
  sensitive,
  pageSize,
  config,
  files: filesOf(connector, config, home),
  request: async () => {
    throw new OpenSMEError(`${connector.name} is read from files: there is nothing that a request could be sent to.`, {
      code: "unsupported",
      connector: connector.id,
    });
  },
});

/** All documents in all files of a connection, in the order of the files. */
export const documentsIn = async function* (api: Api, signal?: AbortSignal): AsyncGenerator<unknown> {
  const files = filesIn(api);
  for (const path of await files.paths()) {
    if (signal?.aborted) throw stopped(signal);
    yield* (await files.read(path))?.documents ?? [];
  }
};

interface FileListing<Known> {
  /** What the rows of one document depend on in all others: gone through before the first page, and again when a read is resumed. */
  survey?: (documents: AsyncIterable<unknown>, config: Readonly<Record<string, unknown>>) => Promise<Known>;
  /** The rows in one document. Outside a connection, as when a recorded file is mapped, nothing else is known. */
  rows: (document: unknown, known?: Known, config?: Readonly<Record<string, unknown>>) => readonly unknown[];
  /** `absent` unless given: what is in no file any more is gone. */
  deletes?: Deletes;
}

/** Files on a page unless the caller chose. */
const pageSize = 100;

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
    for (let start = 0; start === 0 || start < paths.length; start += size) {
      const page = paths.slice(start, start + size);
      const [found, sources, unreadable]: [unknown[], string[], { source: string; problem: string }[]] = [[], [], []];
      for (const path of page) {
        if (signal?.aborted) throw stopped(signal);
        const content = await files.read(path);
        if (content?.problem !== undefined) unreadable.push({ source: path, problem: content.problem });
        for (const row of content?.documents.flatMap((document) => rows(document, known, api.config)) ?? []) {
          found.push(row);
          sources.push(path);
        }
      }
      const after = page.at(-1);
      const isLast = start + size >= paths.length;
      yield { rows: found, sources, unreadable, cursor: isLast || after === undefined ? undefined : { after } };
    }
  },
  rowsIn: (document) => rows(document),
  split: (element) => [element],
});

const isPosition = (cursor: Json | undefined): cursor is { after: string } =>
  typeof cursor === "object" && cursor !== null && "after" in cursor && typeof cursor["after"] === "string";

const filesIn = ({ files }: Api): Files => {
  if (files) return files;
  throw new OpenSMEError("A listing of files is declared by a connector that declares no files.", { code: "config" });
};
