import { randomUUID } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Auth, loginName, OpenSMEError, type Token, type TokenStore } from "@opensme/core";
import { messageOf } from "../failure.ts";
import { keysIn, seal, tokenKeys, unseal } from "./token-keys.ts";

/**
 * Keeps the tokens of a folder's connections in `.opensme/tokens`, an encrypted file for each login. Connections with the same login share a store, and
 * processes take turns: vendors that rotate refresh tokens accept each once.
 */
export const folderTokens = (
  folder: string,
  onToken: (token: Token) => void,
): ((connector: string, auth: Auth) => TokenStore | undefined) => {
  const stores = new Map<string, TokenStore>();
  return (connector, auth) => {
    const file = fileOf(folder, connector, auth);
    if (file === undefined) return undefined;
    const store = stores.get(file) ?? tokensAt({ file, home: join(folder, ".opensme") }, tokenKeys, onToken);
    stores.set(file, store);
    return store;
  };
};

export interface TokenFileOptions {
  /** 32 random bytes in base64; several with spaces between, of which the first seals and all open. Otherwise that of the command line: `OPENSME_KEY`, or the file in the user's own folder. */
  readonly key?: string | undefined;
}

/**
 * Keeps the tokens of one login in an encrypted file (AES-256-GCM), for connections that a script makes itself: `connect(xero, { config, tokens:
 * tokenFile(".opensme/books.json") })`. Processes that share the file take turns. Its folder is made where it is not there, readable by its user alone.
 */
export const tokenFile = (path: string, { key }: TokenFileOptions = {}): TokenStore =>
  tokensAt(
    { file: resolve(path) },
    async () => (key === undefined ? tokenKeys() : keysIn(key, "The key")),
    () => undefined,
  );

/** Drops what is kept of a login, so that the next run begins with its config. */
export const forgetToken = async (folder: string, connector: string, auth: Auth): Promise<void> => {
  const file = fileOf(folder, connector, auth);
  if (file !== undefined) await rm(file, { force: true });
};

/** The file of a login; undefined where nothing is handed out that could be kept. */
const fileOf = (folder: string, connector: string, auth: Auth): string | undefined => {
  const login = loginName(auth);
  return login === undefined ? undefined : join(folder, ".opensme", "tokens", `${connector}-${login}.json`);
};

interface Place {
  readonly file: string;
  /** The folder that is ours, to be closed to others and kept out of git; absent where the file stands in a folder of somebody else's. */
  readonly home?: string;
}

const tokensAt = ({ file, home }: Place, keys: typeof tokenKeys, onToken: (token: Token) => void): TokenStore => {
  const directory = dirname(file);

  /** Writes a draft beside the file, so that the file is always whole: `settle` then moves the draft to its place or takes it away. */
  const draft = async (text: string, settle: (path: string) => Promise<void>): Promise<void> => {
    const path = `${file}.${randomUUID()}`;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      if (home !== undefined) {
        await chmod(home, 0o700);
        await writeFile(join(home, ".gitignore"), "*\n");
      }
      await writeFile(path, text, { mode: 0o600, flush: true });
      await settle(path);
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw cannotKeep(home ?? directory, error);
    }
  };

  return {
    async read() {
      // A vendor may take the old refresh token back as it gives a new one, which is lost if it cannot be kept. So the place for it is tried first.
      await draft(" ".repeat(8192), (path) => rm(path));
      const token = await readToken(file, keys);
      if (token) onToken(token);
      return token;
    },
    async write(token) {
      onToken(token);
      await draft(seal(await keys(), JSON.stringify(token), basename(file)), (path) => rename(path, file));
    },
    async exclusive(work) {
      await mkdir(directory, { recursive: true, mode: 0o700 }).catch((error) => {
        throw cannotKeep(home ?? directory, error);
      });
      const release = await takeTurn(`${file}.lock`);
      try {
        return await work();
      } finally {
        await release();
      }
    },
  };
};

/** Waits until no other process is at it, or the one that was has gone. */
const takeTurn = async (lock: string): Promise<() => Promise<void>> => {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: "wx", mode: 0o600 });
      return () => rm(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cannotKeep(dirname(lock), error);
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await wait(25);
  }
};

/** Longer than a request for a token may take. */
const longestTurn = 90_000;

/** Longer than it takes to write down who holds the lock: a process that was killed in between never does. */
const longestStart = 1000;

const isAbandoned = async (lock: string): Promise<boolean> => {
  try {
    const { mtimeMs } = await stat(lock);
    const age = Date.now() - mtimeMs;
    if (age > longestTurn) return true;
    const holder = Number(await readFile(lock, "utf8"));
    if (!(holder > 0)) return age > longestStart;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
};

const readToken = async (file: string, keysOf: typeof tokenKeys): Promise<Token | undefined> => {
  const text = await readFile(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(file, messageOf(error));
  });
  if (text === undefined) return undefined;
  const keys = await keysOf();
  try {
    const token: Token = JSON.parse(unseal(keys, text, basename(file)));
    return token;
  } catch (error) {
    throw unreadable(file, error instanceof SyntaxError ? "it is not what OpenSME wrote" : messageOf(error));
  }
};

const unreadable = (file: string, reason: string): OpenSMEError =>
  new OpenSMEError(
    `${file} cannot be read: ${reason}.\nDelete it. Vendors that rotate refresh tokens then need a new one in the config.`,
    { code: "config" },
  );

const cannotKeep = (directory: string, error: unknown): OpenSMEError => {
  const isFull = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  return isFull
    ? new OpenSMEError(`The disk is full: tokens cannot be kept in ${directory}.\nFree some space and run it again.`, {
        code: "unavailable",
        cause: error,
      })
    : new OpenSMEError(
        `Tokens cannot be kept in ${directory}: ${messageOf(error)}.\nMake it a folder that you may write to, or work in another one.`,
        { code: "config", cause: error },
      );
};
