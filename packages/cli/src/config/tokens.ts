import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Auth, type OAuth2, OpenSMEError, type Token, type TokenStore } from "@opensme/core";

type Kept = Readonly<Record<string, Token>>;

/** Milliseconds after which a lock was left behind by a process that ended: holding it takes a few. */
const abandoned = 5000;

/**
 * Keeps the tokens of a folder's connections in `.opensme/tokens.json`, readable by its owner alone. Connections with the same login share a store:
 * vendors that rotate refresh tokens accept each once.
 */
export const folderTokens = (
  folder: string,
  onToken: (token: Token) => void,
): ((connector: string, auth: Auth) => TokenStore | undefined) => {
  const directory = join(folder, ".opensme");
  const file = join(directory, "tokens.json");
  const stores = new Map<string, TokenStore>();

  const readAll = async (): Promise<Kept> => {
    let text: string;
    try {
      text = await readFile(file, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
      throw error;
    }
    try {
      return unseal(text);
    } catch {
      throw new OpenSMEError(
        `${file} cannot be read: it is not what OpenSME wrote.\nDelete it. Vendors that rotate refresh tokens then need a new one in the config.`,
        { code: "config" },
      );
    }
  };

  const update = async (key: string, token: Token): Promise<void> => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await chmod(directory, 0o700);
    const unlock = await lock(`${file}.lock`);
    const draft = `${file}.${randomUUID()}`;
    try {
      await writeFile(draft, seal({ ...(await readAll()), [key]: token }), { mode: 0o600, flush: true });
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
      await unlock();
    }
  };

  const storeAt = (key: string): TokenStore => ({
    async read() {
      const token = (await readAll())[key];
      if (token) onToken(token);
      return token;
    },
    async write(token) {
      onToken(token);
      await update(key, token);
    },
  });

  return (connector, auth) => {
    if (auth.kind !== "oauth2") return undefined;
    const key = loginOf(connector, auth);
    const store = stores.get(key) ?? storeAt(key);
    stores.set(key, store);
    return store;
  };
};

/** Names a login without giving it away. A new refresh token in the config is a new login, whose old tokens no longer matter. */
const loginOf = (connector: string, { tokenUrl, clientId, grant, parameters }: OAuth2): string => {
  const login = JSON.stringify([tokenUrl, clientId, grant, parameters]);
  return `${connector}:${createHash("sha256").update(login).digest("base64url").slice(0, 22)}`;
};

/** The form in which tokens lie on the disk. */
const seal = (tokens: Kept): string => `${JSON.stringify({ version: 1, tokens }, undefined, 2)}\n`;

const unseal = (text: string): Kept => {
  const { version, tokens } = JSON.parse(text);
  if (version !== 1 || typeof tokens !== "object" || tokens === null) throw new Error("not a file of tokens");
  return tokens;
};

/** Lets one process at a time change a file. Returns what gives it free again. */
const lock = async (file: string): Promise<() => Promise<void>> => {
  for (;;) {
    try {
      await (await open(file, "wx", 0o600)).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > abandoned) await rm(file, { force: true });
    else await wait(20);
  }
};
