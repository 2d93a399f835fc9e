import type { AnyConnector, CredentialsWay, Translated, Webhooks } from "@opensme/core";
import { jsonSchemaOf } from "./fields.ts";
import { code, codeBlock, codes } from "./markdown.ts";
import type { AddressTold, Words } from "./words.ts";

/** A sentence for everything that the connector leaves untold of how its settings are come by. */
export const untold = (connector: AnyConnector): string[] => {
  const { credentials, webhooks } = connector;
  const settings = settingsOf(connector);
  const secrets = settings.filter(({ isSecret }) => isSecret).map(({ key }) => key);
  if (!credentials)
    return secrets.length === 0
      ? []
      : [`${codes(secrets)} must come from somewhere: say where in \`credentials\` of the connector`];
  const { ways, webhooks: webhookSteps = [] } = credentials;
  const texts = [...ways.flatMap(({ title, steps }) => [...(title ? [title] : []), ...steps]), ...webhookSteps];
  const told = ways.flatMap(({ steps }) => steps);
  return [
    ...texts.flatMap(({ en, vi }) => (en.trim() && vi.trim() && en !== vi ? [] : [`"${en || vi}" is in one language`])),
    ...settings
      .filter(({ key }) => !(["en", "vi"] as const).every((language) => mentions(told, language, key)))
      .map(({ key }) => `no step names the setting ${code(key)} in each language`),
    ...otherNames(texts, connectionOf(connector)),
    ...ways.flatMap((way) => problemsOf(way, connector, secrets)),
    ...(ways.length > 1 && ways.some(({ title }) => !title) ? ["of several ways, each needs a title"] : []),
    ...(webhooks && webhookSteps.length === 0 ? ["`credentials.webhooks` must say where addresses are entered"] : []),
    ...(!webhooks && webhookSteps.length > 0 ? ["`credentials.webhooks` tells of webhooks that it does not have"] : []),
  ];
};

const problemsOf = ({ steps, settings }: CredentialsWay, { config }: AnyConnector, secrets: string[]): string[] => [
  ...(steps.length === 0 ? ["a way has no steps"] : []),
  ...(config.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `the example settings are refused: ${path.join(".")}: ${message}`,
  ),
  ...secrets
    .filter((key) => settings[key] !== undefined && !variableIn(settings[key]))
    .map((key) => `the example of ${code(key)} must be an environment variable, such as \`$ACME_KEY\``),
];

/** Steps must call the connection what the example calls it. */
const otherNames = (texts: readonly Translated[], connection: string): string[] =>
  texts
    .flatMap(({ en, vi }) => [...`${en}\n${vi}`.matchAll(/opensme (?:connect|check|sync) ([a-z]\w*)/g)])
    .filter(([, name]) => name !== connection)
    .map(([command]) => `a step says \`${command}\`, and the example calls the connection \`${connection}\``);

const mentions = (steps: readonly Translated[], language: keyof Translated, key: string): boolean =>
  steps.some((step) => step[language].includes(code(key)));

const settingsOf = ({ config }: AnyConnector): { key: string; isSecret: boolean }[] =>
  Object.entries(jsonSchemaOf(config).properties ?? {}).map(([key, { secret = false }]) => ({ key, isSecret: secret }));

const variableIn = (value: unknown): string | undefined =>
  typeof value === "string" ? /^\$([A-Z][A-Z0-9_]*)$/.exec(value)?.[1] : undefined;

/** What stands on a connector's page of how its settings are come by: each way, the scopes, how to check it, and webhooks. */
export const credentialsSection = (id: string, connector: AnyConnector, words: Words): string[] => {
  const { credentials, webhooks } = connector;
  if (!credentials) return [];
  const { heading, source, settings, check, scopes, webhooks: webhookWords } = words.credentials;
  const connection = connectionOf(connector);
  const rights = scopesOf(connector, words);
  const isSecret = settingsOf(connector).some((setting) => setting.isSecret);
  return [
    `## ${heading}`,
    source(credentials.url),
    ...credentials.ways.flatMap((way) => [
      way.title ? `### ${way.title[words.locale]}` : "",
      numbered(way.steps, words),
      settings(isSecret),
      codeBlock("ts", configExample(id, connection, way)),
    ]),
    ...(rights.length > 0 ? [`### ${scopes.heading}`, scopes.explanation, rights.join("\n")] : []),
    `### ${check.heading}`,
    check.explanation(connection),
    ...(webhooks && credentials.webhooks
      ? [
          `### ${words.about.webhooks}`,
          `${webhookWords.explanation(connection)} ${webhookWords.told[addressTold(webhooks)]}`,
          numbered(credentials.webhooks, words),
        ]
      : []),
  ];
};

const numbered = (steps: readonly Translated[], { locale }: Words): string =>
  steps.map((step, index) => `${index + 1}. ${step[locale]}`).join("\n");

const addressTold = ({ subscriptions }: Webhooks): AddressTold =>
  subscriptions ? (subscriptions.addressOfApp ? "byApp" : "byApi") : "byHand";

const connectionNames: Readonly<Record<AnyConnector["categories"][number], string>> = {
  accounting: "books",
  sales: "shop",
  people: "people",
  banking: "bank",
  crm: "crm",
};

const connectionOf = ({ categories: [category = "accounting"] }: AnyConnector): string => connectionNames[category];

/** The whole of an `opensme.config.ts`. A connector is exported under its id. */
const configExample = (id: string, connection: string, { settings }: CredentialsWay): string => {
  const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const values = Object.entries(settings).map(([key, value]) => {
    const variable = variableIn(value);
    return `        ${key}: ${variable ? `env("${variable}")` : literal(value)},`;
  });
  const isEnvUsed = Object.values(settings).some(variableIn);
  return [
    `import { ${name} } from "@opensme/${id}";`,
    `import { connection, defineConfig${isEnvUsed ? ", env" : ""} } from "opensme";`,
    "",
    "export default defineConfig({",
    '  store: "company.db",',
    "  connections: {",
    `    ${connection}: connection(${name}, {`,
    "      config: {",
    ...values,
    "      },",
    "    }),",
    "  },",
    "});",
  ].join("\n");
};

const literal = (value: unknown): string =>
  JSON.stringify(value, undefined, 1)
    .replace(/\n\s*/g, " ")
    .replace(/"(\w+)":/g, "$1:");

/** What the resources ask for, gathered: to read all, to write as well, and for what is sensitive alone. */
const scopesOf = ({ resources }: AnyConnector, { credentials: { scopes } }: Words): string[] => {
  const declared = Object.entries(resources).map(([key, { definition }]) => ({ key, ...definition }));
  const gathered = (which: "read" | "write", isSensitive: boolean): string[] => [
    ...new Set(
      declared.flatMap((each) => ((each.sensitive ?? false) === isSensitive ? (each.scopes?.[which] ?? []) : [])),
    ),
  ];
  const read = gathered("read", false);
  const write = gathered("write", false).filter((scope) => !read.includes(scope));
  const sensitive = gathered("read", true).filter((scope) => !read.includes(scope));
  const secretive = declared.filter(
    (each) => each.sensitive && each.scopes?.read?.some((one) => sensitive.includes(one)),
  );
  return [
    ...(read.length > 0 ? [`- ${scopes.read}: ${codes(read)}`] : []),
    ...(write.length > 0 ? [`- ${scopes.write}: ${codes(write)}`] : []),
    ...(sensitive.length > 0
      ? [`- ${scopes.sensitive(codes(secretive.map(({ key }) => key)))}: ${codes(sensitive)}`]
      : []),
  ];
};
