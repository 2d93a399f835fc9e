import type { Coverage } from "../coverage/declared.ts";
import { operationsOf } from "../subjects.ts";
import type { DescribedConnector } from "./described.ts";
import { code, markdownTable } from "./markdown.ts";

const begin = "<!-- tools, written by `npm run docs` -->";
const end = "<!-- end of tools -->";

/** The README with its table of tools written anew. Throws where the marks around the table are not there. */
export const withToolsTable = (
  readme: string,
  connectors: readonly DescribedConnector[],
  covered: ReadonlyMap<string, Coverage>,
): string => {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  if (start === -1 || stop === -1)
    throw new Error(`README.md needs the lines "${begin}" and "${end}" around its tools.`);
  return `${readme.slice(0, start + begin.length)}\n\n${toolsTable(connectors, covered)}\n\n${readme.slice(stop)}`;
};

const isReading = (operation: string): boolean => operation === "list" || operation === "get";

const toolsTable = (connectors: readonly DescribedConnector[], covered: ReadonlyMap<string, Coverage>): string =>
  markdownTable(
    ["connector", "reads", "writes", "operations", "laws kept", "lines a resource", "field by field"],
    connectors.map(({ id, connector, resources }) => {
      const { operations, laws, lines } = covered.get(id) ?? {};
      const able = (isSo: (operation: string) => boolean): string =>
        resources
          .filter(({ resource }) => operationsOf(resource).some(isSo))
          .map(({ key }) => spaced(key))
          .join(", ");
      return [
        `[${code(`@opensme/${id}`)}](integrations/${id})`,
        able(isReading),
        able((operation) => !isReading(operation)),
        String(operations ?? ""),
        laws ? `${laws.passed} of ${laws.total}` : "",
        String(lines ?? ""),
        `[${connector.name}](docs/connectors/${id}.md)`,
      ];
    }),
  );

const spaced = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
