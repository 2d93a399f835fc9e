import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { OpenSMEError } from "../errors.ts";
import type { Api, FileContent, Files } from "./api.ts";

/** Where the files of a connection lie, and how a file becomes documents. */
export interface FilesDeclaration<Config> {
  /** The folder, out of the settings. A relative one counts from the project. */
  folder: (config: Config) => string;
  /** How names of files end that count, in lower case and with the dot. */
  extensions: readonly string[];
  /** The documents in a file, told its path within the folder. Throws an error that says what is wrong with the file and on which line, and quotes nothing of it. */
  parse: (content: Uint8Array, path: string) => readonly unknown[] | Promise<readonly unknown[]>;
  /** The lines of its file that a document stands in, such as `12` or `12-14`, where files have lines; no two documents of a file begin in the same. */
  lines?: (document: unknown) => string | undefined;
  /** Bytes of the largest file that is read; 16 MiB unless given. */
  largest?: number;
}

const mebibyte = 1024 * 1024;

/** Bytes of files whose documents a connection keeps, so that a second reading of them need not parse them again. */
const mostKept = 32 * mebibyte;

/** The part of a connector that says where its files are. */
interface Reader<Config> {
  readonly id: string;
  readonly name: string;
  readonly files: FilesDeclaration<Config>;
}

/** Opens the files of a connection. Relative folders count from `home`. */
const filesOf = <Config>(connector: Reader<Config>, config: Config, home: string): Files => {
  const { extensions, parse, lines, largest = 16 * mebibyte } = connector.files;
  const folder = resolve(home, connector.files.folder(config));
  const kept = new Map<string, { stamp: string; size: number; content: FileContent }>();
  let keptBytes = 0;

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

  const contentOf = async (bytes: Uint8Array, path: string): Promise<FileContent> => {
    try {
      return { documents: await parse(bytes, path) };
    } catch (error) {
      return unreadable((error as Error).message);
    }
  };

  return {
    paths: async () => (await walk("")).sort(),
    place: (path, document, index) => {
      const at = lines?.(document);
      return at !== undefined ? `${path}:${at}` : index === 0 ? path : `${path}#${index + 1}`;
    },
    async read(path) {
      try {
        const { size, mtimeNs, ino } = await lstat(resolve(folder, path), { bigint: true });
        const stamp = `${ino} ${mtimeNs} ${size}`;
        const before = kept.get(path);
        if (before?.stamp === stamp) return before.content;
        if (size > largest) return unreadable(`it is larger than ${largest / mebibyte} MiB, and was not opened`);
        await using file = await open(resolve(folder, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
        const content = await contentOf(await file.readFile(), path);
        const bytes = keptBytes - (before?.size ?? 0) + Number(size);
        if (bytes <= mostKept) {
          kept.set(path, { stamp, size: Number(size), content });
          keptBytes = bytes;
        }
        return content;
      } catch (error) {
        const code = codeOf(error);
        return code === "ENOENT" ? undefined : unreadable(`it cannot be read (${code ?? String(error)})`);
      }
    },
  };
};

const unreadable = (problem: string): FileContent => ({ documents: [], problem });

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** What an `Api` is told that reads files. */
interface FileOptions {
  home: string;
  sensitive?: boolean | undefined;
  pageSize?: number | undefined;
}

/** Reads a connection's files. There is nobody to send a request to. */
export const onFiles = <Config extends Readonly<Record<string, unknown>>>(
  connector: Reader<Config>,
  config: Config,
  { home, sensitive = false, pageSize }: FileOptions,
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
