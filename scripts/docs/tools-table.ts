import { operationsOf } from "../subjects.ts";
import type { DescribedConnector } from "./described.ts";
import { code, markdownTable } from "./markdown.ts";

const begin = "<!-- tools, written by `npm run docs` -->";
const end = "<!-- end of tools -->";

/** The README with its table of tools written anew. Throws where the marks around the table are not there. */
export const withToolsTable = (readme: string, connectors: readonly DescribedConnector[]): string => {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  if (start === -1 || stop === -1)
    throw new Error(`README.md needs the lines "${begin}" and "${end}" around its tools.`);
  return `${readme.slice(0, start + begin.length)}\n\n${toolsTable(connectors)}\n\n${readme.slice(stop)}`;
};

const isReading = (operation: string): boolean => operation === "list" || operation === "get";

const toolsTable = (connectors: readonly DescribedConnector[]): string =>
  markdownTable(
    ["connector", "reads", "writes", "field by field"],
    connectors.map(({ id, connector, resources }) => {
      const able = (isSo: (operation: string) => boolean): string =>
        resources
          .filter(({ resource }) => operationsOf(resource).some(isSo))
          .map(({ key }) => spaced(key))
          .join(", ");
      return [
        `[${code(`@opensme/${id}`)}](integrations/${id})`,
        able(isReading),
        able((operation) => !isReading(operation)),
        `[${connector.name}](docs/connectors/${id}.md)`,
      ];
    }),
  );

const spaced = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
