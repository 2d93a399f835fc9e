import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { OpenSMEError } from "@opensme/core";
import { messageOf } from "../failure.ts";

/** A key of 32 bytes, and the name by which what it sealed remembers it. */
interface Key {
  name: string;
  bytes: Buffer;
}

/** Where the key is read from, unless it is in the environment. */
const variable = "OPENSME_KEY";

/**
 * The keys that tokens are sealed with: those of `OPENSME_KEY`, or else of a file in the user's own folder, which is made at the first need. The first seals and
 * all open, so that a key is changed by putting a new one in front of it.
 */
export const tokenKeys = async (): Promise<readonly [Key, ...Key[]]> => {
  const given = process.env[variable];
  if (given) return keysIn(given, `The environment variable ${variable}`);
  const home = process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  const file = join(home, "opensme", "key");
  return keysIn(await readKeyFile(file), file);
};

const readKeyFile = async (file: string): Promise<string> => {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Fails where there is one already, also where another process makes it at this moment.
    await writeFile(file, `${randomBytes(32).toString("base64")}\n`, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new OpenSMEError(
        `The key that tokens are sealed with cannot be kept in ${file}: ${messageOf(error)}.\nSet ${variable} to 32 random bytes in base64 instead, such as: openssl rand -base64 32`,
        { code: "config", cause: error },
      );
  }
  const { mode } = await stat(file);
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw new OpenSMEError(`Others can read ${file}, the key of your tokens.\nMake it yours alone: chmod 600 ${file}`, {
      code: "config",
    });
  return readFile(file, "utf8");
};

/** Reads the keys in a text. `where` names it in errors. */
export const keysIn = (text: string, where: string): readonly [Key, ...Key[]] => {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word): Key => {
      const bytes = Buffer.from(word, "base64");
      if (bytes.length !== 32)
        throw new OpenSMEError(
          `${where} must hold keys of 32 bytes in base64, with a space between them.\nMake one: openssl rand -base64 32`,
          { code: "config" },
        );
      return { name: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
    });
  const [first, ...others] = keys;
  if (!first) throw new OpenSMEError(`${where} is empty.\nMake a key: openssl rand -base64 32`, { code: "config" });
  return [first, ...others];
};

/** What was sealed, as it lies on the disk. */
interface Sealed {
  version: 1;
  key: string;
  nonce: string;
  tag: string;
  data: string;
}

/** Encrypts a text with AES-256-GCM. `context` is not kept, but must be the same to open it. */
export const seal = ([key]: readonly [Key, ...Key[]], text: string, context: string): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const sealed: Sealed = {
    version: 1,
    key: key.name,
    nonce: nonce.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    data: data.toString("base64"),
  };
  return `${JSON.stringify(sealed, undefined, 2)}\n`;
};

/** Opens what `seal` made. Throws an error whose message says why it cannot. */
export const unseal = (keys: readonly Key[], sealed: string, context: string): string => {
  const { version, key: name, nonce, tag, data } = JSON.parse(sealed) as Sealed;
  if (version !== 1) throw new Error("a newer OpenSME wrote it");
  const key = keys.find((candidate) => candidate.name === name);
  if (!key) throw new Error("it was sealed with another key");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, Buffer.from(nonce, "base64"))
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, "base64"));
  return decipher.update(data, "base64", "utf8") + decipher.final("utf8");
};
