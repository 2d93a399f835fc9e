import type { AnyConnector } from "@opensme/core";
import { hasConfig, loadProject } from "../config/project.ts";
import { installedConnectors } from "../connectors.ts";
import { exit } from "../exit.ts";
import { messageOf } from "../failure.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

/** Lists the connectors of the config and of the folder's project, and what each can do. */
export const connectors = async (
  { json = false }: { json?: boolean },
  { folder, configFile, output }: Context,
): Promise<number> => {
  const configured =
    configFile !== undefined || hasConfig(folder)
      ? Object.values((await loadProject(folder, configFile)).connections).map(({ connector }) => ({
          connector,
          from: "config",
        }))
      : [];
  const installed = await installedConnectors(folder, (name, error) =>
    output.remark(`${name} cannot be loaded: ${messageOf(error)}`),
  );
  const byId = new Map([...configured, ...installed].map(({ connector, from }) => [connector.id, { connector, from }]));
  const found = [...byId.values()].sort((one, other) => one.connector.id.localeCompare(other.connector.id));

  if (json) {
    output.print(
      JSON.stringify(
        found.map(({ connector, from }) => ({ ...summary(connector), from })),
        undefined,
        2,
      ),
    );
    return exit.success;
  }
  if (found.length === 0) {
    output.remark("No connector is installed here. Install one, for example: npm install @opensme/kiotviet");
    return exit.success;
  }
  for (const [index, { connector }] of found.entries()) {
    if (index > 0) output.print("");
    const { id, name, version, countries, resources } = summary(connector);
    output.print([id, name, version, countries.join(" ")].filter(Boolean).join("  "));
    const rows = resources.map(({ resource, entity, operations, incremental, deletes }) => [
      `  ${resource}`,
      entity,
      operations.join(" "),
      incremental === undefined ? "" : incremental ? "what changed" : "everything",
      deletes,
    ]);
    for (const line of table(["  resource", "entity", "operations", "each sync reads", "deletions"], rows))
      output.print(line);
  }
  return exit.success;
};

const summary = ({ id, name, version, categories, countries, resources }: AnyConnector) => ({
  id,
  name,
  version,
  categories,
  countries,
  resources: Object.entries(resources).map(([resource, { entity, definition }]) => ({
    resource,
    entity,
    operations: (["list", "get", "create", "update"] as const).filter(
      (operation) => definition[operation] !== undefined,
    ),
    incremental: definition.list?.incremental,
    deletes: definition.list?.deletes,
  })),
});
