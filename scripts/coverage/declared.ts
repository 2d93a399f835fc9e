import { laws } from "@opensme/testing";
import { operationsOf, type TestedConnector } from "../subjects.ts";
import { linesPerResource } from "./lines.ts";
import { switchedOff } from "./switched-off.ts";

/** What one connector covers, and how it stands with the laws. */
export interface Coverage {
  connector: string;
  resources: number;
  /** Declared operations over all resources. */
  operations: number;
  /** Of the laws that concern the connector: those it keeps, those that its test switches off by name, and all. */
  laws: { passed: number; off: number; total: number };
  /** Source lines of code, neither blank nor comment alone, that a resource takes, at the median. */
  lines: number;
}

/** The laws that a connector's conformance test switches off, by number, with the reasons. */
export const reasonsOf = ({ folder }: Pick<TestedConnector, "folder">): Promise<Readonly<Record<number, string>>> =>
  switchedOff(new URL("test/conformance.test.ts", folder));

/** What a connector covers by its own declaration: its conformance test, which runs with all others, shows that it keeps each law that concerns it and is not switched off. */
export const declaredCoverage = async (connector: TestedConnector): Promise<Coverage> => {
  const { id, folder, subject } = connector;
  const resources = Object.values(subject.connector.resources);
  const total = laws.filter((law) => law.exempt?.(subject) === undefined).length;
  const off = Object.keys(await reasonsOf(connector)).length;
  return {
    connector: id,
    resources: resources.length,
    operations: resources.flatMap(operationsOf).length,
    laws: { passed: total - off, off, total },
    lines: await linesPerResource(subject.connector, folder),
  };
};
