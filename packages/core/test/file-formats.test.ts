import { describe, expect, it } from "vitest";
import { type FileFormat, ndjson } from "../src/index.ts";

/** A text in pieces of so many bytes, which letters and elements lie across. */
const pieces = async function* (text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
};

const elements = (format: FileFormat, text: string, size = 3): Promise<unknown[]> =>
  Array.fromAsync(format(pieces(text, size)));

const brokenOff = { code: "mismatch", retryable: true };

describe("ndjson", () => {
  it.each([1, 2, 3, 7, 1000])("reads line by line, in pieces of %i bytes", async (size) => {
    const text = '{"a":"Mây"}\n\n{"a":"x\\ny"}\r\n{"a":12345678901234567890}';
    expect(await elements(ndjson(), text, size)).toEqual([{ a: "Mây" }, { a: "x\ny" }, { a: "12345678901234567890" }]);
  });

  it("passes on what is no JSON as text, but not half a line at the end", async () => {
    expect(await elements(ndjson(), 'oops\n{"a":1}\n')).toEqual(["oops", { a: 1 }]);
    await expect(elements(ndjson(), '{"a":1}\n{"a":')).rejects.toMatchObject(brokenOff);
  });

  it("does not fill the memory with a line that never ends", async () => {
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield new Uint8Array(16 * 1024 * 1024).fill(97);
    };
    await expect(Array.fromAsync(ndjson()(endless()))).rejects.toMatchObject({ code: "mismatch", retryable: false });
  });
});
