import { OpenSMEError } from "../errors.ts";
import { parseJson } from "../http/json.ts";

/** How a downloaded file becomes elements, one by one: never the whole of it is held. What is no element stays text, to be rejected by its schema; a file that breaks off throws a `mismatch`. */
export type FileFormat = (file: AsyncIterable<Uint8Array>) => AsyncIterable<unknown>;

/** Characters of the longest line. A file without an end to its first would fill the memory. */
const longest = 64 * 1024 * 1024;

/** One JSON value on each line, as in https://jsonlines.org: NDJSON, JSONL. */
export const ndjson = (): FileFormat =>
  async function* (file) {
    let rest = "";
    for await (const text of textOf(file)) {
      const lines = (rest + text).split("\n");
      rest = bounded(lines.pop() ?? "");
      for (const line of lines) if (line.trim() !== "") yield elementIn(line);
    }
    if (rest.trim() === "") return;
    const last = elementIn(rest);
    // A line that nothing ends may be half of one.
    if (last === rest) throw brokenOff();
    yield last;
  };

const textOf = async function* (file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of file) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
};

const elementIn = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
};

const bounded = (text: string): string => {
  if (text.length <= longest) return text;
  throw new OpenSMEError(
    "The file holds a line that does not end, and is not of the expected form. Look for a newer version of the connector.",
    { code: "mismatch" },
  );
};

const brokenOff = (): OpenSMEError =>
  new OpenSMEError("The file breaks off. Nothing that was stored is lost; the next run goes on from there.", {
    code: "mismatch",
    retryable: true,
  });
