import { isDeepStrictEqual } from "node:util";

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** Who relies on a schema: those who are given what it describes, and those who give it. Records go both ways, settings are only given. */
interface Use {
  isRead: boolean;
}

/** What may change without harm. */
const annotations = ["$id", "$schema", "title", "description", "default", "secret", "x-plural"];
/** What is compared in its own way. */
const compared = ["$defs", "properties", "required", "items", "enum", "x-sensitive"];

const part = (schema: Schema, key: string): Schema => (schema[key] ?? {}) as Schema;
const list = (schema: Schema, key: string): readonly unknown[] => (schema[key] ?? []) as readonly unknown[];

/** A sentence for everything that worked with the schema before and may not work with the one after. */
export const schemaBreaks = (before: Schema, after: Schema, use: Use, path = ""): string[] => {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  return [
    ...keywordBreaks(before, after, use, path),
    ...membersOf(before, after, "$defs", use, at),
    ...membersOf(before, after, "properties", use, at),
    ...requiredBreaks(before, after, use, at),
    ...list(before, "enum")
      .filter((word) => after["enum"] !== undefined && !list(after, "enum").includes(word))
      .map((word) => `${path} is no longer "${String(word)}"`),
    ...(before["enum"] === undefined && after["enum"] !== undefined ? [`${path} takes only some words now`] : []),
    ...(before["enum"] !== undefined && after["enum"] === undefined && use.isRead
      ? [`${path} may be any text now`]
      : []),
    ...(!before["x-sensitive"] && after["x-sensitive"]
      ? [`${path} is sensitive now: it is given only if asked for`]
      : []),
    ...(before["items"] && after["items"]
      ? schemaBreaks(part(before, "items"), part(after, "items"), use, `${path}[]`)
      : []),
  ];
};

/** The type and what limits a value: a change of either is a break, and so is a limit that falls away, for those who read. */
const keywordBreaks = (before: Schema, after: Schema, { isRead }: Use, path: string): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => !annotations.includes(keyword) && !compared.includes(keyword))
    .filter((keyword) => !isDeepStrictEqual(before[keyword], after[keyword]))
    .filter((keyword) => isRead || after[keyword] !== undefined)
    .map((keyword) => `${path}: ${keyword} was ${shown(before[keyword])} and is ${shown(after[keyword])}`);

const shown = (value: unknown): string => (value === undefined ? "not given" : JSON.stringify(value));

const membersOf = (
  before: Schema,
  after: Schema,
  key: "$defs" | "properties",
  use: Use,
  at: (key: string) => string,
): string[] =>
  Object.entries(part(before, key)).flatMap(([name, schema]) => {
    const now = part(after, key)[name];
    return now === undefined ? [`${at(name)} is gone`] : schemaBreaks(schema as Schema, now as Schema, use, at(name));
  });

const requiredBreaks = (before: Schema, after: Schema, { isRead }: Use, at: (key: string) => string): string[] => {
  const [was, is] = [list(before, "required"), list(after, "required")];
  return [
    ...is.filter((key) => !was.includes(key)).map((key) => `${at(String(key))} is required now`),
    ...was
      .filter((key) => isRead && !is.includes(key) && String(key) in part(after, "properties"))
      .map((key) => `${at(String(key))} may be absent now`),
  ];
};
