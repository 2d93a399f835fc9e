import { once } from "node:events";
import type * as Testing from "@opensme/testing";
import { forgetToken } from "../config/tokens.ts";
import { type FoundConnector, findConnector, importFrom } from "../connectors.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import type { Context } from "./context.ts";

/** Serves simulated vendors on this machine until Ctrl-C. Prints the config that reads them. */
export const sandbox = async (
  names: readonly string[],
  { port, orders }: { port: number; orders?: number },
  { folder, output }: Context,
): Promise<number> => {
  const found = await Promise.all([...new Set(names)].map((name) => findConnector(folder, name)));
  const testing = (await importFrom(folder, "@opensme/testing")) as typeof Testing | undefined;
  if (!testing) {
    throw usageError(
      "Simulated vendors need the package @opensme/testing.",
      "Install it: npm install --save-dev @opensme/testing",
    );
  }
  const company = testing.sampleCompany(orders === undefined ? {} : { orders });
  const sandboxes = await Promise.all(
    found.map(async (each) => (await makerOf(each, folder))({ company, record: false })),
  );
  const signal = onInterrupt(output, "Stopping.");
  const gateway = await testing.serve(sandboxes, { port }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw usageError(
      `Port ${port} is in use.`,
      "Choose another one with --port, or end the program that listens there.",
    );
  });

  // The tokens that an earlier run of the simulated vendor gave out mean nothing to this one.
  for (const [index, { connector }] of found.entries()) {
    if (!connector.http) continue;
    const settings = connector.config.parse(sandboxes[index]?.config);
    await forgetToken(folder, connector.id, connector.http.auth(settings as never));
  }

  output.print(configText(found, sandboxes, gateway.url));
  const tools = found.map(({ connector }) => connector.name).join(", ");
  output.remark(
    `Simulating ${tools} at ${gateway.url} until Ctrl-C. Save the above as opensme.config.ts, then run: opensme sync`,
  );
  if (!signal.aborted) await once(signal, "abort");
  await gateway.close();
  return exit.success;
};

type SandboxMaker = (options: Testing.SandboxOptions) => Testing.Sandbox;

const makerOf = async ({ connector, from }: FoundConnector, folder: string): Promise<SandboxMaker> => {
  const { sandbox: maker } = (await importFrom(folder, from.startsWith("file:") ? from : `${from}/sandbox`)) ?? {};
  if (typeof maker === "function") return maker as SandboxMaker;
  throw usageError(
    `${connector.name} comes without a simulated vendor.`,
    "Leave it out, or look for a newer version of its package.",
  );
};

const configText = (found: readonly FoundConnector[], sandboxes: readonly Testing.Sandbox[], gateway: string): string =>
  [
    ...found.map(({ connector, from }) => `import { ${exportName(connector.id)} } from ${JSON.stringify(from)};`),
    'import { connection, defineConfig } from "opensme";',
    "",
    "export default defineConfig({",
    '  store: "company.db",',
    "  connections: {",
    ...found.flatMap(({ connector: { id, http } }, index) => [
      `    ${exportName(id)}: connection(${exportName(id)}, {`,
      ...(http ? [`      gateway: ${JSON.stringify(gateway)},`] : []),
      `      config: ${literal(sandboxes[index]?.config ?? {})},`,
      "    }),",
    ]),
    "  },",
    "});",
  ].join("\n");

/** A connector is exported under its id in camel case. */
const exportName = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** An object as it is written in a config, on one line. */
const literal = (value: object): string =>
  JSON.stringify(value, undefined, 1)
    .replace(/\n\s*/g, " ")
    .replace(/"([A-Za-z_]\w*)": /g, "$1: ");
