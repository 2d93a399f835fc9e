import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { OpenSMEError } from "../errors.ts";
import { parseJson } from "../http/json.ts";

/** How a downloaded file becomes elements, one by one: never the whole of it is held. What is no element stays text, to be rejected by its schema; a file that breaks off throws a `mismatch`. */
export type FileFormat = (file: AsyncIterable<Uint8Array>) => AsyncIterable<unknown>;

/** Characters of the longest line or element. A file without an end to its first would fill the memory. */
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

/** Comma-separated values, RFC 4180: an object for each line, by the names in the first. */
export const csv = ({ delimiter = "," }: { delimiter?: string } = {}): FileFormat =>
  async function* (file) {
    const options = { columns: true, bom: true, delimiter, relax_column_count: true, skip_empty_lines: true };
    try {
      yield* Readable.from(file).compose(parse({ ...options, max_record_size: longest }));
    } catch (error) {
      throw OpenSMEError.is(error) ? error : brokenOff(error);
    }
  };

/** A JSON document: the elements of the list at a path of keys, or of the document itself. */
export const json = (...path: readonly string[]): FileFormat =>
  async function* (file) {
    const keys: (string | undefined)[] = [];
    let [element, word, isInText, isEscaped, state] = ["", "", false, false, "before" as "before" | "within" | "after"];
    for await (const text of textOf(file)) {
      const found: string[] = [];
      // Where the present element goes on in this piece.
      let from = 0;
      for (let place = 0; place < text.length; place += 1) {
        const character = text[place];
        const isElement = state === "within";
        if (isInText) {
          if (!isElement && (isEscaped || character !== '"')) word += character;
          isInText = isEscaped || character !== '"';
          isEscaped = !isEscaped && character === "\\";
        } else if (character === '"') {
          isInText = true;
          if (!isElement) word = "";
        } else if (character === ":") {
          if (!isElement) keys[keys.length - 1] = word;
        } else if (character === "[" || character === "{") {
          const isList = state === "before" && character === "[" && isSame(keys, path);
          if (isList) [state, from] = ["within", place + 1];
          keys.push(undefined);
        } else if (character === "]" || character === "}" || character === ",") {
          if (isElement && keys.length === path.length + 1) {
            found.push(element + text.slice(from, place));
            [element, from] = ["", place + 1];
            if (character !== ",") state = "after";
          }
          if (character !== ",") keys.pop();
        }
      }
      if (state === "within") element = bounded(element + text.slice(from));
      for (const value of found) if (value.trim() !== "") yield elementIn(value);
    }
    if (state === "before" && keys.length === 0)
      throw new OpenSMEError(
        `The file has no list${path.length > 0 ? ` at ${path.join(".")}` : ""}. Look for a newer version of the connector.`,
        { code: "mismatch" },
      );
    if (state === "within" || keys.length > 0) throw brokenOff();
  };

const isSame = (keys: readonly (string | undefined)[], path: readonly string[]): boolean =>
  keys.length === path.length && keys.every((key, index) => key === path[index]);

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

const brokenOff = (cause?: unknown): OpenSMEError =>
  new OpenSMEError("The file breaks off. Nothing that was stored is lost; the next run goes on from there.", {
    code: "mismatch",
    retryable: true,
    cause,
  });
