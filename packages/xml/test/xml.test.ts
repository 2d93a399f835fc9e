import { describe, expect, it } from "vitest";
import { parseXml, XmlError } from "../src/index.ts";

const problemOf = (source: Uint8Array | string): XmlError => {
  try {
    parseXml(source);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  throw new Error("it was read");
};

const utf16 = (text: string, { isBig = false, mark = true } = {}): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

describe("what is read", () => {
  it("is text by the names of elements, nested as they are", () => {
    expect(parseXml("<a><b>007</b><c><d> x\n </d></c></a>")).toEqual({ a: { b: "007", c: { d: "x" } } });
  });

  it("is a list where a name comes more than once, and always where that was asked for", () => {
    expect(parseXml("<a><b>1</b><c/><b>2</b></a>")).toEqual({ a: { b: ["1", "2"], c: null } });
    expect(parseXml("<a><b>1</b></a>", { lists: ["b"] })).toEqual({ a: { b: ["1"] } });
    expect(parseXml("<a><b>1</b><b/><b><c>3</c></b></a>", { lists: ["b"] })).toEqual({
      a: { b: ["1", null, { c: "3" }] },
    });
  });

  it("is null where there is nothing in an element", () => {
    expect(parseXml("<a><b/><c></c><d>  </d></a>")).toEqual({ a: { b: null, c: null, d: null } });
  });

  it("has attributes behind an @, and text beside them as #text", () => {
    expect(parseXml('<a Id="x"><b unit="kg">2</b></a>')).toEqual({
      a: { "@Id": "x", b: { "@unit": "kg", "#text": "2" } },
    });
  });

  it("has no namespaces, prefixes, schemas, comments or instructions", () => {
    const source =
      '<?xml version="1.0"?><?style x?><n:a xmlns:n="urn:n" xmlns="urn:o" xmlns:xsi="urn:i" xsi:schemaLocation="x"><!-- no --><n:b n:c="1">2</n:b></n:a>';
    expect(parseXml(source)).toEqual({ a: { b: { "@c": "1", "#text": "2" } } });
  });

  it("has its entities and CDATA written out", () => {
    expect(parseXml("<a>&lt;x&gt; &amp; &quot;y&quot; &apos; &#272;&#x1ED3;ng <![CDATA[<b> & ]]></a>")).toEqual({
      a: `<x> & "y" ' Đồng <b> &`,
    });
  });

  it("may have names that objects have of their own", () => {
    const { a } = parseXml("<a><__proto__><b>1</b></__proto__><constructor>2</constructor></a>") as {
      a: Record<string, unknown>;
    };
    expect(Object.keys(a)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["b"]).toBeUndefined();
  });
});

describe("bytes", () => {
  const text = "<a>Đồng Nghĩa</a>";
  const read = { a: "Đồng Nghĩa" };

  it("are UTF-8 unless they say otherwise, with or without a mark", () => {
    expect(parseXml(Buffer.from(text))).toEqual(read);
    expect(parseXml(Buffer.from(`\uFEFF${text}`))).toEqual(read);
    expect(parseXml(`\uFEFF${text}`)).toEqual(read);
  });

  it("are UTF-16 of either order, also without a mark", () => {
    for (const isBig of [false, true]) {
      for (const mark of [true, false])
        expect(parseXml(utf16(`<?xml version="1.0" encoding="UTF-16"?>${text}`, { isBig, mark }))).toEqual(read);
    }
  });

  it("are in the encoding that they declare", () => {
    const declared = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>caf\xe9</a>', "latin1");
    expect(parseXml(declared)).toEqual({ a: "café" });
  });

  it("that declare UTF-16 and are UTF-8 were written again, and are read", () => {
    expect(parseXml(Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${text}`))).toEqual(read);
  });

  it("of another encoding than said are refused, and not read with signs that nobody wrote", () => {
    expect(problemOf(Buffer.from("<a>caf\xe9</a>", "latin1")).message).toMatch(/not in utf-8/);
    expect(problemOf(Buffer.from('<?xml version="1.0" encoding="martian"?><a/>')).message).toMatch(/not known/);
  });
});

describe("what is refused", () => {
  it("is named by line and not quoted", () => {
    const problem = problemOf("<a>\n<b>secret</b>\n<c>secret</d>\n</a>");
    expect(problem).toMatchObject({ name: "XmlError", line: 3 });
    expect(problem.message).toMatch(/^line 3: it is not well-formed XML \(.+\)$/);
    expect(problem.message).not.toMatch(/secret/);
  });

  it.each([
    ["what breaks off", "<a>\n<b>", 2],
    ["nothing", " \n ", 1],
    ["no XML", "số hóa đơn", 1],
    ["two roots", "<a/>\n<b/>", 2],
    ["a bare ampersand", "<a>\nx & y</a>", 2],
    ["an entity that nobody declared", "<a>\n\n&who;</a>", 3],
    ["a sign that may not be in XML", "<a>\n\u0001</a>", 2],
    ["an attribute twice", '<a b="1"\n b="2"/>', 2],
  ])("is %s", (_, source, line) => {
    expect(problemOf(source).line).toBe(line);
  });

  it("is a document type declaration, so that nothing is expanded or fetched", () => {
    const laughs = `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>\n<a>&c;</a>`;
    expect(problemOf(laughs)).toMatchObject({ line: 2, message: expect.stringMatching(/remove <!DOCTYPE/) });
    expect(problemOf('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>').message).toMatch(/refused/);
  });

  it("is nested too deep", () => {
    expect(parseXml("<a>".repeat(100) + "</a>".repeat(100))).toHaveProperty("a");
    expect(problemOf("<a>".repeat(101) + "</a>".repeat(101)).message).toMatch(/nested more than 100 deep/);
  });
});
