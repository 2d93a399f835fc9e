import { type Identity, OpenSMEError } from "@opensme/core";
import { chooseConnections, connector, openProject } from "../config/connections.ts";
import { exit } from "../exit.ts";
import { reportFailure } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

/** Asks each vendor whether the credentials work, and whose account they open. */
export const check = async (names: readonly string[], context: Context): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const chosen = chooseConnections(project, names);
  const signal = onInterrupt(output, "Stopping.");
  const open = connector(project, context);

  const answers = await Promise.all(
    chosen.map(async ([name, entry]): Promise<Answer> => {
      const tool = entry.connector.name;
      try {
        const connection = open(name, entry);
        return { name, tool, identity: await connection.check({ signal }).catch((error) => fail(name, error)) };
      } catch (error) {
        return { name, tool, error };
      }
    }),
  );
  const rows = answers.map((answer) => [
    answer.name,
    answer.tool,
    ...("error" in answer ? ["fails"] : ["works", answer.identity.name, answer.identity.id]),
  ]);
  for (const line of table(["connection", "tool", "check", "account", "id"], rows)) output.print(line);
  const codes = answers.flatMap((answer) => ("error" in answer ? [reportFailure(answer.error, output)] : []));
  return signal.aborted ? exit.interrupted : Math.max(exit.success, ...codes);
};

type Answer = { name: string; tool: string } & ({ identity: Identity } | { error: unknown });

const fail = (name: string, error: unknown): never => {
  if (!OpenSMEError.is(error)) throw error;
  throw new OpenSMEError(`Connection "${name}": ${error.message}`, { code: error.code, cause: error });
};
