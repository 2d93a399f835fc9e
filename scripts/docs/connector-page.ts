import type { AnyConnector, Resource } from "@opensme/core";
import { operationsOf } from "../subjects.ts";
import { questionsSection } from "./answers.ts";
import { credentialsSection } from "./credentials.ts";
import type { DescribedConnector, DescribedResource } from "./described.ts";
import { jsonSchemaOf } from "./fields.ts";
import { anchor, code, codes, markdownTable, page, plain } from "./markdown.ts";
import type { FilledField } from "./origins.ts";
import type { Words } from "./words.ts";

/** The page of a connector in one language, with a link to each other one. */
export const connectorPage = (described: DescribedConnector, words: Words, others: readonly Words[]): string => {
  const { id, connector, resources } = described;
  return page([
    `<!-- ${words.generated} -->`,
    `# ${connector.name}`,
    [
      ...others.map(({ language, suffix }) => `[${language}](${id}${suffix}.md)`),
      `[${words.guide}](../../integrations/${id})`,
      `[${words.model}](../model.md)`,
    ].join(" · "),
    [
      `- ${words.about.categories}: ${connector.categories.map((category) => words.categories[category]).join(", ")}`,
      `- ${words.about.countries}: ${countries(connector.countries, words)}`,
      `- ${words.about.webhooks}: ${connector.webhooks ? words.yes : words.no}`,
    ].join("\n"),
    ...questionsSection(described, words),
    ...credentialsSection(id, connector, words),
    `## ${words.config.heading}`,
    configTable(connector, words),
    ...(connector.http
      ? [
          `## ${words.limits.heading}`,
          connector.http.limits?.map((limit) => `- ${words.limit(limit)}`).join("\n") || words.limits.none,
        ]
      : []),
    `## ${words.resources.heading}`,
    resourceTable(resources, words),
    `## ${words.fields.heading}`,
    words.fields.explanation,
    ...resources.flatMap((resource) => [`### ${resource.key}`, ...fieldSection(resource, words)]),
  ]);
};

const countries = (codesOfCountries: readonly string[], { about, locale }: Words): string => {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return codesOfCountries.map((country) => names.of(country) ?? country).join(", ") || about.everywhere;
};

const configTable = ({ config }: AnyConnector, { config: { columns }, yes, byDefault }: Words): string => {
  const { properties = {}, required = [] } = jsonSchemaOf(config);
  return markdownTable(
    columns,
    Object.entries(properties).map(([key, { description = "", secret, default: value }]) => [
      code(key),
      plain(description),
      required.includes(key) ? yes : value === undefined ? "" : byDefault(String(value)),
      secret ? yes : "",
    ]),
  );
};

const resourceTable = (resources: readonly DescribedResource[], words: Words): string =>
  markdownTable(
    words.resources.columns,
    resources.map(({ key, resource, fields }) => {
      const { list, sensitive, scopes } = resource.definition;
      return [
        `[${code(key)}](${anchor(key)})`,
        entityLink(resource, words),
        operationsOf(resource)
          .map((operation) =>
            operation === "remove" && resource.definition.remove?.archives
              ? words.archive
              : (words.operations[operation] ?? operation),
          )
          .join(", "),
        list ? (list.incremental ? words.changes : words.everything) : "",
        list ? words.deletes[list.deletes] : "",
        sensitive ? words.allSensitive : codes([...new Set(fields.flatMap(({ field }) => field.sensitive ?? []))]),
        [
          scopes?.read ? `${words.reading}: ${codes(scopes.read)}` : "",
          scopes?.write ? `${words.writing}: ${codes(scopes.write)}` : "",
        ]
          .filter(Boolean)
          .join("; "),
      ];
    }),
  );

const entityLink = ({ entity }: Resource, words: Words): string => {
  const name = words.entity(entity);
  return `[${code(entity)}](../model.md${anchor(entity)})${name ? ` (${name})` : ""}`;
};

const fieldSection = (
  { resource, description, fields, rows, alwaysSent }: DescribedResource,
  words: Words,
): string[] => {
  const { columns, noRows, rows: traced } = words.fields;
  const intro = `${entityLink(resource, words)}: ${plain(description)}.`;
  if (rows === 0) return [`${intro} ${noRows}`];
  return [
    `${intro} ${traced(rows)}`,
    markdownTable(
      columns,
      fields.map((filled) => [
        code(filled.path),
        plain(filled.field.description),
        sourcesOf(filled, words),
        resource.definition.sensitive || filled.field.sensitive ? sensitivity(filled, alwaysSent, words) : "",
      ]),
    ),
  ];
};

const sensitivity = ({ path, field }: FilledField, alwaysSent: readonly string[], { yes, fields }: Words): string =>
  alwaysSent.includes(field.sensitive ?? path) ? fields.alwaysSent : yes;

const sourcesOf = ({ sources, nameSources }: FilledField, { fields }: Words): string =>
  [codes(sources), nameSources.length > 0 ? `${fields.name}: ${codes(nameSources)}` : ""].filter(Boolean).join("; ") ||
  "-";
