import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OpenSMEError, through, tokenIn } from "@opensme/core";
import * as oauth from "oauth4webapi";
import openBrowser from "open";
import { authOf, chooseConnections, connector, openProject, tokenKeeper } from "../config/connections.ts";
import type { ConnectionEntry } from "../config/define.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import type { Context } from "./context.ts";

interface Options {
  port: number;
  write?: boolean;
  browser: boolean;
}

/** Lets a person allow the app at the vendor, in a browser, and keeps the tokens that come of it. */
export const connect = async (
  name: string,
  { port, write = false, browser }: Options,
  context: Context,
): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const [[, entry] = []] = chooseConnections(project, [name]);
  if (!entry) return exit.usage;
  const { name: tool, id } = entry.connector;
  // Opening it tells what is wrong with its settings; nothing is sent yet.
  const connection = connector(project, context)(name, entry);
  const auth = authOf(entry);
  if (auth?.kind !== "oauth2" || !auth.authorization)
    throw usageError(
      `${tool} is not allowed in a browser: its credentials stand in the config.`,
      `Whether they work: opensme check ${name}`,
    );
  const { tokenUrl, authorization } = auth;
  const tokens = tokenKeeper(project, context)(id, auth);
  const signal = onInterrupt(output, "Stopping.");

  const server: oauth.AuthorizationServer = {
    issuer: new URL(tokenUrl).origin,
    authorization_endpoint: authorization.url,
    token_endpoint: tokenUrl,
  };
  const client: oauth.Client = { client_id: auth.clientId };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const door = await waitForAnswer(port, signal);
  const redirect = `http://localhost:${door.port}/callback`;

  const address = new URL(through(entry.gateway, new URL(authorization.url)));
  const parameters = {
    ...authorization.parameters,
    response_type: "code",
    client_id: auth.clientId,
    redirect_uri: redirect,
    scope: scopesOf(entry, authorization.scopes ?? [], write).join(" "),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [key, value] of Object.entries(parameters)) address.searchParams.set(key, value);
  output.print(
    `Allow OpenSME at ${tool}. Open this address in a browser, unless it has opened by itself:\n\n  ${address}\n`,
  );
  output.remark(`${tool} comes back to ${redirect}, which must be among the redirect addresses of your app there.`);
  if (browser) await openBrowser(address.href).catch(() => undefined);

  try {
    const answer = await door.answer;
    const given = await refusing(tool, async () => {
      const granted = oauth.validateAuthResponse(server, client, answer, state);
      const proof = auth.clientAuthentication === "basic" ? oauth.ClientSecretBasic : oauth.ClientSecretPost;
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        proof(auth.clientSecret),
        granted,
        redirect,
        verifier,
        {
          [oauth.customFetch]: (url, init) => fetch(through(entry.gateway, new URL(url)), init as RequestInit),
          [oauth.allowInsecureRequests]: true,
          signal,
        },
      );
      return oauth.processAuthorizationCodeResponse(server, client, response);
    });
    // A vendor that grants what was asked for need not say so: RFC 6749, 5.1.
    await tokens?.write(tokenIn({ scope: parameters.scope, ...given }));
  } finally {
    door.close();
  }
  const identity = await connection.check({ signal });
  output.print(
    `Connected: ${name} is ${[identity.name, identity.id].filter(Boolean).join(", ") || "allowed"} at ${tool}.`,
  );
  return exit.success;
};

/** The scopes that the resources need for reading, and with `write` for writing too. */
const scopesOf = (
  { connector, sensitive = false }: ConnectionEntry,
  besides: readonly string[],
  write: boolean,
): string[] => [
  ...new Set([
    ...besides,
    ...Object.values(connector.resources).flatMap(({ definition }) =>
      definition.sensitive && !sensitive
        ? []
        : [...(definition.scopes?.read ?? []), ...(write ? (definition.scopes?.write ?? []) : [])],
    ),
  ]),
];

/** Says in our own words that the vendor, or the person, refused. */
const refusing = async <Result>(tool: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const isRefusal = error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError;
    const reason = isRefusal ? error.error : (error as Error).message;
    throw new OpenSMEError(
      `${tool} did not let the app in: ${reason}.\nCheck the client id and secret and the redirect address of your app at ${tool}, then run it again.`,
      { code: "auth", cause: error },
    );
  }
};

/** Waits on this machine for the browser to come back from the vendor. Port 0 takes any that is free. */
const waitForAnswer = async (
  port: number,
  signal: AbortSignal,
): Promise<{ port: number; answer: Promise<URLSearchParams>; close(): void }> => {
  const answer = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const isAnswer = url.pathname === "/callback";
    response.writeHead(isAnswer ? 200 : 404, { "content-type": "text/plain; charset=utf-8", connection: "close" });
    response.end(isAnswer ? "You can close this window and go back to the terminal.\n" : "Nothing is here.\n");
    if (isAnswer) answer.resolve(url.searchParams);
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw usageError(
      `Port ${port} cannot be used: ${(error as Error).message}.`,
      "Choose another one with --port, and add it to the redirect addresses of your app.",
    );
  }
  // Nobody may be waiting for it yet.
  answer.promise.catch(() => undefined);
  signal.addEventListener("abort", () => answer.reject(signal.reason), { once: true });
  return { port: (server.address() as AddressInfo).port, answer: answer.promise, close: () => void server.close() };
};
