import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { transport } from "../src/http/transport.ts";
import { memoryTokens, OpenSMEError } from "../src/index.ts";

type Answer = (response: ServerResponse) => void;

/** What the gateway answers, by the address that is meant, and what it was asked. */
const answers = new Map<string, Answer>();
const seen: { address: string; headers: IncomingHttpHeaders }[] = [];

const server = createServer(({ url = "", headers }, response) => {
  const address = `https:/${url}`;
  seen.push({ address, headers });
  answers.get(address.replace(/\?.*/, ""))?.(response);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, resolve)));
afterEach(() => {
  server.closeAllConnections();
  answers.clear();
  seen.length = 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const serving = (address: string, answer: Answer): void => {
  answers.set(address, answer);
};

const text =
  (body: string, status = 200): Answer =>
  (response) =>
    response.writeHead(status).end(body);

const leadsTo =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

const open = (options: object = {}) =>
  transport(
    {
      id: "acme",
      name: "Acme",
      http: {
        baseUrl: "https://api.acme.example/v1",
        hosts: ["files.acme.example"],
        auth: () => ({ kind: "header", name: "X-Token", value: "planted-secret" }),
      },
    },
    {},
    {
      tokens: memoryTokens(),
      retries: 1,
      gateway: `http://localhost:${(server.address() as AddressInfo).port}`,
      ...options,
    },
  );

const read = async (address: string, options: object = {}, signal?: AbortSignal): Promise<string> => {
  const chunks = await open(options).download?.(address, { signal });
  return Buffer.concat(await Array.fromAsync(chunks ?? [])).toString();
};

const file = "https://files.acme.example/out/1";

const failure = (reading: Promise<unknown>): Promise<OpenSMEError> =>
  reading.then(
    () => expect.unreachable(),
    (error: unknown) => (OpenSMEError.is(error) ? error : expect.unreachable(String(error))),
  );

it("goes without credentials to a host that is not the API's, and with them to that one", async () => {
  serving(file, text("a file"));
  serving("https://api.acme.example/out", text("another"));
  expect(await read(`${file}?signature=1`)).toBe("a file");
  expect(await read("https://api.acme.example/out")).toBe("another");
  expect(seen.map(({ headers }) => headers["x-token"])).toEqual([undefined, "planted-secret"]);
  expect(seen[0]?.address).toBe(`${file}?signature=1`);
});

it("is refused at other hosts, also where an allowed one leads there", async () => {
  const refused = { code: "unsupported", retryable: false };
  expect(await failure(read("https://elsewhere.example/1"))).toMatchObject(refused);
  expect(await failure(read("http://files.acme.example/1"))).toMatchObject(refused);
  serving(file, leadsTo("https://elsewhere.example/1"));
  expect(await failure(read(file))).toMatchObject(refused);
  expect(seen).toHaveLength(1);
});

it("follows to an allowed host, and leaves the credentials behind", async () => {
  serving("https://api.acme.example/out", leadsTo(file));
  serving(file, text("a file"));
  expect(await read("https://api.acme.example/out")).toBe("a file");
  expect(seen.map(({ headers }) => headers["x-token"])).toEqual(["planted-secret", undefined]);
});

it("is tried again before anything has come; what is refused is an error without the signature", async () => {
  let tries = 0;
  serving(file, (response) => {
    tries += 1;
    text("a file", tries === 1 ? 503 : 200)(response);
  });
  expect(await read(file)).toBe("a file");
  serving(file, text("<Error>expired</Error>", 403));
  const error = await failure(read(`${file}?signature=planted`));
  expect(error).toMatchObject({ code: "permission", status: 403, retryable: false });
  expect(error.message).not.toContain("planted");
});

it("comes as it is sent, and tells where it breaks off", async () => {
  const got: string[] = [];
  serving(file, (response) => {
    response.write("one");
    // The rest waits until this has arrived.
    const waiting = setInterval(() => {
      if (got.length === 0) return;
      clearInterval(waiting);
      response.destroy();
    }, 5);
  });
  const reading = (async () => {
    for await (const chunk of (await open().download?.(file)) ?? []) got.push(Buffer.from(chunk).toString());
  })();
  expect(await failure(reading)).toMatchObject({ code: "unavailable", retryable: true });
  expect(got).toEqual(["one"]);
});

it("waits for the vendor so long, and not for what is done with what came", async () => {
  serving(file, (response) => void response.write("one"));
  const chunks = (await open({ timeout: 150 }).download?.(file)) ?? [];
  const reading = (async () => {
    for await (const _ of chunks) await new Promise((resolve) => setTimeout(resolve, 400));
  })();
  const started = performance.now();
  expect(await failure(reading)).toMatchObject({ code: "timeout", retryable: true });
  expect(performance.now() - started).toBeGreaterThan(400);
});

it("stops when it is told to", async () => {
  serving(file, () => undefined);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  expect(await failure(read(file, {}, stop.signal))).toMatchObject({ code: "unavailable", retryable: true });
  expect(await failure(read(file, {}, AbortSignal.abort()))).toMatchObject({ code: "unavailable" });
});
