import { messageOf } from "../failure.ts";

/** One JSON document of a text, or what is wrong with it. */
export type JsonDocument = { value: unknown } | { problem: string };

/** The JSON documents of a text: one, or one a line. A broken line is a problem of its own. */
export const documentsIn = (text: string): JsonDocument[] => {
  const whole = parse(text.replace(/^\uFEFF/, ""));
  if ("value" in whole) return [whole];
  const lines = text.split(/\r?\n/).flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1 }]));
  const [first] = lines;
  if (!first) return [{ problem: "it is empty" }];
  if (lines.length === 1 || "problem" in parse(first.line)) return [whole];
  return lines.map(({ line, number }) => {
    const parsed = parse(line);
    return "value" in parsed ? parsed : { problem: `line ${number} is not valid JSON` };
  });
};

const parse = (text: string): JsonDocument => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // The message itself quotes the text, which may hold personal data.
    const message = messageOf(error);
    const place = /line \d+ column \d+/.exec(message)?.[0];
    return {
      problem: /end of JSON|Unterminated/i.test(message)
        ? "the JSON breaks off"
        : `it is not valid JSON${place ? ` (${place})` : ""}`,
    };
  }
};
