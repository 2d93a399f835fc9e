import { type AnyConnector, parseJson } from "@opensme/core";

/** One document of a text, or what is wrong with it. */
type Document = { value: unknown } | { problem: string };

/** The documents of a recorded answer, or of a file in the tool's own form where the connector reads files. */
export const documentsOf = async (
  bytes: Buffer,
  path: string,
  { files }: Pick<AnyConnector, "files">,
): Promise<Document[]> => {
  const text = textOf(bytes);
  if (!files || /^\uFEFF?\s*[[{]/.test(text)) return documentsIn(text);
  try {
    return (await files.parse(bytes, path)).map((value) => ({ value }));
  } catch (error) {
    return [{ problem: (error as Error).message }];
  }
};

/** Windows PowerShell writes what is redirected into a file as UTF-16. */
const textOf = (bytes: Buffer): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);

/** The JSON documents of a text: one, one a line, or several one after another. A broken one is a problem of its own. */
const documentsIn = (text: string): Document[] => {
  const bare = text.replace(/^\uFEFF/, "");
  const whole = parse(bare);
  if ("value" in whole) return [whole];
  if (bare.trim() === "") return [{ problem: "it is empty" }];
  const lines = bare
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === "" ? [] : [{ text: line, number: index + 1 }]));
  const isOneALine = lines.length > 1 && lines[0] !== undefined && "value" in parse(lines[0].text);
  const parts = isOneALine ? lines : sections(bare);
  return parts.map(({ text, number }) => {
    const parsed = parse(text);
    return "value" in parsed ? parsed : { problem: `line ${number}: ${parsed.problem}` };
  });
};

/** The stretches of a text that each end where a bracket closes the first one opened, with the lines on which they begin. */
const sections = (text: string): { text: string; number: number }[] => {
  const found: { text: string; number: number }[] = [];
  let start = 0;
  let line = 1;
  let depth = 0;
  const add = (end: number): void => {
    const part = text.slice(start, end);
    const blank = /^\s*/.exec(part)?.[0] ?? "";
    if (blank.length < part.length) found.push({ text: part, number: line + breaksIn(blank) });
    line += breaksIn(part);
    start = end;
  };
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]+|\\.)*"?|[[\]{}]/gs)) {
    if (token.startsWith('"')) continue;
    depth = Math.max(0, depth + (token === "{" || token === "[" ? 1 : -1));
    if (depth === 0) add(index + 1);
  }
  add(text.length);
  return found;
};

const breaksIn = (text: string): number => text.split("\n").length - 1;

const parse = (text: string): Document => {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "it is nested too deeply" };
    // The message itself quotes the text, which may hold personal data.
    const { message } = error as Error;
    const place = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
    const breaksOff = /end of JSON|Unterminated/i.test(message) || place >= text.trimEnd().length;
    return { problem: breaksOff ? "the JSON breaks off" : "it is not valid JSON" };
  }
};
