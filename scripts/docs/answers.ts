import type { DescribedConnector, DescribedResource } from "./described.ts";
import { code, codes, markdownTable } from "./markdown.ts";
import type { FilledField } from "./origins.ts";
import { type Question, questions } from "./questions.ts";
import type { Words } from "./words.ts";

/** A resource that gives a part of the answer. */
interface Source {
  resource: DescribedResource;
  fields: readonly string[];
}

const isMet = (need: string, filled: readonly FilledField[]): boolean => {
  const [path, words] = need.split("=");
  return filled.some(
    (field) => field.path === path && (!words || words.split("|").some((word) => field.words.includes(word))),
  );
};

const pathsOf = (fields: readonly string[]): string[] => [...new Set(fields.map((need) => need.split("=")[0] ?? need))];

/** What the answer to a question is made of, as the example rows show; undefined where the connector cannot answer it. */
const answerOf = ({ from }: Question, resources: readonly DescribedResource[]): Source[] | undefined => {
  for (const needs of from) {
    const parts = Object.entries(needs).map(([entity, fields]) =>
      resources
        .filter(
          ({ resource, fields: filled }) =>
            resource.entity === entity && resource.definition.list && fields.every((need) => isMet(need, filled)),
        )
        .map((resource): Source => ({ resource, fields: pathsOf(fields) })),
    );
    if (parts.every((sources) => sources.length > 0)) return parts.flat();
  }
  return undefined;
};

const isSensitive = ({ resource: { resource, fields }, fields: needed }: Source): boolean =>
  resource.definition.sensitive === true ||
  fields.some(({ path, field }) => needed.includes(path) && field.sensitive !== undefined);

/** What stands on a connector's page of the questions that it answers, and of those asked of such tools that it does not. */
export const questionsSection = ({ connector, resources }: DescribedConnector, words: Words): string[] => {
  const { heading, explanation, columns, none, sensitive } = words.questions;
  const answers = questions.map((question) => ({ question, sources: answerOf(question, resources) }));
  const answered = answers.flatMap(({ question, sources }) => (sources ? [{ question, sources }] : []));
  const unanswered = answers.filter(
    ({ question, sources }) => !sources && question.of.some((category) => connector.categories.includes(category)),
  );
  return [
    `## ${heading}`,
    explanation,
    answered.length > 0
      ? markdownTable(
          columns,
          answered.map(({ question, sources }) => [
            question[words.locale],
            sources.map(({ resource, fields }) => `${code(resource.key)}: ${codes(fields)}`).join("; "),
            sources.some(isSensitive) ? sensitive : "",
          ]),
        )
      : "",
    ...(unanswered.length > 0
      ? [none, unanswered.map(({ question }) => `- ${question[words.locale]}`).join("\n")]
      : []),
  ];
};
