import { describe, expect, it } from "vitest";
import { csv, type FileFormat, json, ndjson, OpenSMEError } from "../src/index.ts";

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

describe("csv", () => {
  it.each([1, 5, 1000])("reads rows by the names of the first line, in pieces of %i bytes", async (size) => {
    const text = '\uFEFFname,note\r\nMây,"a, ""b""\nc"\r\n\r\nLá\r\n';
    expect(await elements(csv(), text, size)).toEqual([{ name: "Mây", note: 'a, "b"\nc' }, { name: "Lá" }]);
  });

  it("takes another delimiter", async () => {
    expect(await elements(csv({ delimiter: ";" }), "a;b\n1;2,5\n")).toEqual([{ a: "1", b: "2,5" }]);
  });

  it("tells a file that breaks off within a text, and passes on why it could not be read", async () => {
    await expect(elements(csv(), 'a,b\n1,"2')).rejects.toMatchObject(brokenOff);
    const refused = async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("a,b\n");
      throw new OpenSMEError("It is gone.", { code: "not_found" });
    };
    await expect(Array.fromAsync(csv()(refused()))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("json", () => {
  const list = '[{"a":"]}\\"[","b":[1,{"c":2}]}, 7,"x",null,[3],12345678901234567890,{}]';
  const parsed = [{ a: ']}"[', b: [1, { c: 2 }] }, 7, "x", null, [3], "12345678901234567890", {}];

  it.each([1, 4, 1000])("reads the elements of a list, in pieces of %i bytes", async (size) => {
    expect(await elements(json(), list, size)).toEqual(parsed);
    expect(
      await elements(json("data", "rows"), `{"rows":[9],"data":{"x":[[8]],"rows" : ${list},"rows2":[7]}}`, size),
    ).toEqual(parsed);
  });

  it("reads an empty list, and passes on what is no JSON as text", async () => {
    expect(await elements(json(), " [ ] ")).toEqual([]);
    expect(await elements(json(), "[1, oops ,3]")).toEqual([1, " oops ", 3]);
  });

  it("tells a file that breaks off, or has no such list", async () => {
    for (const end of [1, 5, list.length - 1])
      await expect(elements(json(), list.slice(0, end))).rejects.toMatchObject(brokenOff);
    await expect(elements(json("rows"), `{"rows":${list}`)).rejects.toMatchObject(brokenOff);
    await expect(elements(json("rows"), '{"data":[]}')).rejects.toThrow("no list at rows");
  });
});
