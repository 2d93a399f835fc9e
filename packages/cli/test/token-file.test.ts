import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tokenFile } from "../src/index.ts";

const newKey = (): string => randomBytes(32).toString("base64");
const token = { accessToken: "access-one", refreshToken: "refresh-one", expiresAt: 1_800_000_000_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "opensme-token-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a token file", () => {
  it("keeps a token encrypted, for its user alone, and gives it back", async () => {
    const key = newKey();
    const path = join(folder, "tokens", "books.json");
    const store = tokenFile(path, { key });
    expect(await store.read()).toBeUndefined();
    await store.write(token);
    expect(await tokenFile(path, { key }).read()).toEqual(token);
    const text = readFileSync(path, "utf8");
    for (const secret of ["access-one", "refresh-one", key]) expect(text).not.toContain(secret);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "tokens")).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, "tokens"))).toEqual(["books.json"]);
  });

  it("leaves a folder that is there as it is", async () => {
    writeFileSync(join(folder, ".gitignore"), "dist\n");
    const { mode } = statSync(folder);
    await tokenFile(join(folder, "books.json"), { key: newKey() }).write(token);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("dist\n");
    expect(statSync(folder).mode).toBe(mode);
  });

  it("changes its key by putting a new one in front of the old", async () => {
    const [old, fresh] = [newKey(), newKey()];
    const path = join(folder, "books.json");
    await tokenFile(path, { key: old }).write(token);
    const both = tokenFile(path, { key: `${fresh} ${old}` });
    expect(await both.read()).toEqual(token);
    await both.write(token);
    expect(await tokenFile(path, { key: fresh }).read()).toEqual(token);
    await expect(tokenFile(path, { key: old }).read()).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("sealed with another key"),
    });
    await expect(tokenFile(path, { key: "short" }).write(token)).rejects.toMatchObject({ code: "config" });
  });

  it("lets those who share it take turns", async () => {
    const key = newKey();
    const path = join(folder, "books.json");
    const order: string[] = [];
    const turn = (name: string) =>
      tokenFile(path, { key }).exclusive?.(async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push(`${name} out`);
      });
    await Promise.all([turn("a"), turn("b")]);
    expect([order[0]?.[0], order[1]?.[0]]).toEqual([order[0]?.[0], order[0]?.[0]]);
    expect(order).toHaveLength(4);
  });
});
