import { type Checked, type MissingPermission, OpenSMEError, reworded } from "@opensme/core";
import { chooseConnections, connector, openProject } from "../config/connections.ts";
import type { ConnectionEntry } from "../config/define.ts";
import { exit } from "../exit.ts";
import { messageOf, reportFailure } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

interface Options {
  deep?: boolean;
  json?: boolean;
}

/** Asks each vendor whether the credentials work, whose account they open, and what they do not reach. */
export const check = async (
  names: readonly string[],
  { deep = false, json = false }: Options,
  context: Context,
): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const chosen = chooseConnections(project, names);
  const signal = onInterrupt(output, "Stopping.");
  const open = connector(project, context);

  const answers = await Promise.all(
    chosen.map(async ([name, entry]): Promise<Answer> => {
      const tool = entry.connector.name;
      try {
        const checked = await open(name, entry)
          .check({ signal, deep })
          .catch((error) => fail(name, error));
        return { name, tool, checked: { ...checked, missing: checked.missing?.filter(isOf(entry)) } };
      } catch (error) {
        return { name, tool, error };
      }
    }),
  );
  if (json) output.print(JSON.stringify(answers.map(described), undefined, 2));
  else {
    const rows = answers.map((answer) => [
      answer.name,
      answer.tool,
      ...("error" in answer ? [stateOf(answer.error) ?? "fails"] : ["works", answer.checked.name, answer.checked.id]),
    ]);
    for (const line of table(["connection", "tool", "check", "account", "id"], rows)) output.print(line);
    for (const answer of answers) if ("checked" in answer) for (const line of gapsOf(answer)) output.print(line);
  }
  const codes = answers.flatMap((answer) => ("error" in answer ? [reportFailure(answer.error, output)] : []));
  return signal.aborted ? exit.interrupted : Math.max(exit.success, ...codes);
};

type Answer = { name: string; tool: string } & ({ checked: Checked } | { error: unknown });

/** Whether what is missing matters to a connection: reading what it does not sync does not. */
const isOf =
  ({ streams }: ConnectionEntry) =>
  ({ operation, resource }: MissingPermission): boolean =>
    operation === "write" || streams === undefined || (streams as readonly string[]).includes(resource);

const stateOf = (error: unknown): string | undefined => (OpenSMEError.is(error) ? error.state : undefined);

/** Says per operation which resources the credentials do not reach, and what it would take. */
const gapsOf = ({ name, checked: { missing = [] } }: { name: string; checked: Checked }): string[] =>
  (["read", "write"] as const).flatMap((operation) => {
    const gaps = missing.filter((gap) => gap.operation === operation);
    const told = gaps.map(({ resource, scopes }) =>
      scopes.length > 0 ? `${resource} (${scopes.join(", ")})` : resource,
    );
    return told.length > 0 ? [`${name} may not ${operation}: ${told.join("; ")}`] : [];
  });

const described = (answer: Answer): object => {
  const { name: connection, tool } = answer;
  if ("checked" in answer) {
    const { id, name, missing } = answer.checked;
    return { connection, tool, works: true, account: { id, name }, missing };
  }
  const { error } = answer;
  const { code, state, remedy } = OpenSMEError.is(error) ? error : {};
  return { connection, tool, works: false, error: { code, state, message: messageOf(error), remedy } };
};

const fail = (name: string, error: unknown): never => {
  if (!OpenSMEError.is(error)) throw error;
  throw reworded(error, `Connection "${name}": ${error.message}`, { cause: error });
};
