import type { AnyConnector } from "@opensme/core";
import type { Exchange } from "../sandbox/exchange.ts";
import type { Subject } from "./law.ts";
import { authOf, baseOf, settingsOf } from "./vendor.ts";

/** How a connection gets its tokens. */
export interface TokenRequests {
  /** How many requests a token takes. */
  steps: number;
  isOne: (exchange: Exchange) => boolean;
}

/** The requests by which a connector gets its tokens; undefined where it has none. */
export const tokenRequestsOf = ({ connector, sandbox }: Subject): TokenRequests | undefined => {
  const { config } = sandbox();
  const steps = stepsOf(connector, config);
  if (!steps) return undefined;
  const asked = new Set(steps.map(({ method = "get", path }) => `${method.toUpperCase()} ${bare(path)}`));
  return { steps: steps.length, isOne: ({ request: { method, url } }) => asked.has(`${method} ${bare(url)}`) };
};

const stepsOf = (
  connector: AnyConnector,
  config: Readonly<Record<string, unknown>>,
): { method?: string; path: string }[] | undefined => {
  const auth = authOf(connector, config);
  if (auth.kind === "oauth2") return [{ method: "post", path: auth.tokenUrl }];
  const signIn = auth.kind === "signed" ? auth.token : auth.kind === "login" ? auth : undefined;
  const base = baseOf(connector, settingsOf(connector, config)) ?? "";
  return signIn?.steps.map(({ path, ...step }) => ({ ...step, path: /^https?:/.test(path) ? path : base + path }));
};

const bare = (url: string): string => url.replace(/\?.*$/, "");
