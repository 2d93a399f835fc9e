import { type EntityName, entities } from "@opensme/core";
import type { DescribedConnector } from "./described.ts";
import { describeEntity, type FieldType } from "./fields.ts";
import { anchor, code, codes, markdownTable, page, plain } from "./markdown.ts";

/** The page of the unified model: every entity with its fields, and the connectors that fill it. */
export const modelPage = (connectors: readonly DescribedConnector[]): string => {
  const names = Object.keys(entities) as EntityName[];
  return page([
    "<!-- Written by `npm run docs` out of the schemas in packages/core/src/model. Do not edit. -->",
    "# The model",
    "Every record has the form of one of these entities, whatever tool it comes from. Fields that are not required are absent where the tool does not tell. Decimals are exact text, instants are in UTC, dates are calendar days without a time zone. A choice may also be `other`; the tool's own word then stands in `unmapped`. Sensitive fields are asked for only on a connection with `sensitive: true`.",
    markdownTable(
      ["entity", "meaning", "filled by"],
      names.map((name) => [
        `[${code(name)}](${anchor(name)})`,
        plain(describeEntity(name).description),
        filledBy(name, connectors)
          .map(({ id, connector }) => `[${connector.name}](connectors/${id}.md)`)
          .join(", "),
      ]),
    ),
    ...names.flatMap((name) => entitySection(name, connectors)),
  ]);
};

const filledBy = (entity: EntityName, connectors: readonly DescribedConnector[]): DescribedConnector[] =>
  connectors.filter(({ resources }) => resources.some(({ resource }) => resource.entity === entity));

const entitySection = (name: EntityName, connectors: readonly DescribedConnector[]): string[] => {
  const { description, fields } = describeEntity(name);
  const sources = filledBy(name, connectors).map(({ id, connector, resources }) => {
    const links = resources.flatMap(({ key, resource }) =>
      resource.entity === name ? [`[${code(key)}](connectors/${id}.md${anchor(key)})`] : [],
    );
    return `${connector.name} (${links.join(", ")})`;
  });
  return [
    `## ${name}`,
    `${plain(description)}. ${sources.length > 0 ? `Filled by ${sources.join(", ")}.` : "No connector fills it yet."}`,
    markdownTable(
      ["field", "type", "meaning", "required", "sensitive"],
      fields.map(({ path, type, description: meaning, required, sensitive }) => [
        code(path),
        typeText(type),
        plain(meaning),
        required ? "yes" : "",
        sensitive === undefined ? "" : "yes",
      ]),
    ),
  ];
};

const typeText = ({ name, isList, ref, words }: FieldType): string => {
  const one = words ? codes(words) : ref === undefined ? typeNames[name] : `ref to ${refText(ref)}`;
  return isList ? `list of ${one}` : one;
};

const typeNames: Readonly<Record<FieldType["name"], string>> = {
  text: "text",
  decimal: "decimal",
  instant: "instant",
  date: "date",
  currency: "currency",
  country: "country",
  integer: "integer",
  flag: "yes or no",
  ref: "ref",
  part: "part",
  json: "JSON by key",
};

/** A ref to `document` may point at any kind of document, which a field beside it names. */
const refText = (entity: string): string =>
  entity in entities ? `[${code(entity)}](${anchor(entity)})` : code(entity);
