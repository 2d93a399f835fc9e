import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test as sequential } from "vitest";
import { protocol } from "./airbyte-protocol.ts";
import { events, project, type Shop, shop } from "./project.ts";

const test = sequential.concurrent;

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const isMessage = ajv.compile(protocol);

// biome-ignore lint/suspicious/noExplicitAny: messages of any kind, each checked against the protocol's schema.
type Message = any;

/** The messages of a run, each held against the protocol. */
const messagesIn = (stdout: string): Message[] => {
  const whole = stdout.slice(0, stdout.lastIndexOf("\n") + 1);
  for (const message of events(whole))
    if (!isMessage(message)) throw new Error(`${JSON.stringify(message)}: ${ajv.errorsText(isMessage.errors)}`);
  return events(whole);
};

/** What a destination in the mode append_dedup comes to hold: for each key what is latest by the cursor, unless that is a deletion. */
const destination = () => {
  const tables = new Map<string, Map<string, Message>>();
  const states = new Map<string, Message>();
  const table = (stream: string): Map<string, Message> => {
    const rows = tables.get(stream) ?? new Map<string, Message>();
    tables.set(stream, rows);
    return rows;
  };
  return {
    states,
    overwrite: (stream: string): void => table(stream).clear(),
    take(messages: readonly Message[]): void {
      for (const { type, record, state } of messages) {
        if (type === "STATE") states.set(state.stream.stream_descriptor.name, state);
        if (type !== "RECORD") continue;
        const held = table(record.stream).get(record.data.id);
        if (!held || held._fetched_at <= record.data._fetched_at) table(record.stream).set(record.data.id, record.data);
      }
    },
    rows: (stream: string): Message[] => [...table(stream).values()].filter((row) => !row._ab_cdc_deleted_at),
  };
};

const streams = ["customers", "suppliers", "items"];

const configured = async (here: Shop, modes: Readonly<Record<string, string>> = {}): Promise<void> => {
  const [message] = messagesIn((await here.run(["airbyte", "shop", "discover"])).stdout);
  const chosen = message.catalog.streams.filter(
    ({ name }: Message) => Object.keys(modes).length === 0 || name in modes,
  );
  const catalog = chosen.map((stream: Message) => ({
    stream,
    sync_mode: modes[stream.name] ?? stream.supported_sync_modes.at(-1),
    destination_sync_mode: "append_dedup",
  }));
  here.write("catalog.json", JSON.stringify({ streams: catalog }));
};

const read = async (here: Shop, into: ReturnType<typeof destination>, fresh: readonly string[] = []) => {
  here.write("state.json", JSON.stringify([...into.states.values()]));
  const ended = await here.run(["airbyte", "shop", "read", "--catalog", "catalog.json", "--state", "state.json"]);
  for (const stream of fresh) into.overwrite(stream);
  const messages = messagesIn(ended.stdout);
  into.take(messages);
  return { ...ended, messages };
};

const differences = ({ acme }: Shop, into: ReturnType<typeof destination>): string[] =>
  streams.flatMap((stream) => {
    const theirs = acme.control.ids(stream);
    const ours = into.rows(stream).map(({ id }) => id);
    return [
      ...theirs.filter((id) => !ours.includes(id)).map((id) => `lost ${id}`),
      ...ours.filter((id) => !theirs.includes(id)).map((id) => `invented ${id}`),
    ];
  });

test("spec asks for the connector's settings, with the secrets marked", async () => {
  const here = project();
  const { code, stdout } = await here.run(["airbyte", "acme", "spec"]);
  expect(code).toBe(0);
  const [{ spec }] = messagesIn(stdout);
  const { connectionSpecification } = spec;
  expect(connectionSpecification).toMatchObject({ title: "Acme", required: ["shop", "clientSecret"] });
  expect(connectionSpecification.properties).toMatchObject({
    clientSecret: { type: "string", airbyte_secret: true },
    refreshToken: { airbyte_secret: true },
    sensitive: { type: "boolean", default: false },
  });
  expect(connectionSpecification.properties.shop).not.toHaveProperty("airbyte_secret");
  expect(ajv.validateSchema(connectionSpecification)).toBe(true);
  expect((await here.run(["airbyte", "acme", "write"])).code).toBe(2);
});

test("check tells whether the credentials work", async () => {
  const here = await shop();
  const good = await here.run(["airbyte", "shop", "check"]);
  expect(good.code).toBe(0);
  expect(messagesIn(good.stdout)).toEqual([{ type: "CONNECTION_STATUS", connectionStatus: { status: "SUCCEEDED" } }]);
  const other = await shop();
  other.write("config.json", JSON.stringify({ clientSecret: "wrong-secret-of-acme" }));
  const bad = await other.run(["airbyte", "shop", "check", "--config", "config.json"]);
  expect(bad.code).toBe(0);
  expect(messagesIn(bad.stdout).at(-1)).toMatchObject({ connectionStatus: { status: "FAILED" } });
  expect(bad.stdout + bad.stderr).not.toContain("wrong-secret-of-acme");
});

test("read brings everything, and from the states on what has changed and gone", async () => {
  const here = await shop();
  await configured(here);
  const into = destination();
  const first = await read(here, into);
  expect(first.code).toBe(0);
  expect(differences(here, into)).toEqual([]);
  expect(into.rows("items")[0]).toMatchObject({ id: "1", price: "1000.5" });
  const statuses = first.messages.flatMap(({ trace }) =>
    trace?.stream_status?.stream_descriptor.name === "customers" ? [trace.stream_status.status] : [],
  );
  expect(statuses).toEqual(["STARTED", "RUNNING", "COMPLETE"]);
  const estimate = first.messages.find(({ trace }) => trace?.estimate?.name === "customers");
  expect(estimate.trace.estimate).toEqual({ name: "customers", type: "STREAM", row_estimate: 45 });
  const counted = first.messages.flatMap(({ state }) => (state ? [state.sourceStats.recordCount] : []));
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(
    first.messages.filter(({ type }) => type === "RECORD").length,
  );

  here.acme.control.touch("customers", "customer:7");
  here.acme.control.remove?.("customers", "customer:8");
  here.acme.control.insert("customers");
  here.acme.control.remove?.("items", "3");
  const before = here.acme.exchanges.length;
  const second = await read(here, into, ["items", "suppliers"]);
  expect(second.code).toBe(0);
  expect(differences(here, into)).toEqual([]);
  expect(here.acme.exchanges.slice(before).some(({ request }) => request.url.includes("changedSince"))).toBe(true);
});

test("only the streams of the catalog; full_refresh reads all of a stream again", async () => {
  const here = await shop();
  await configured(here, { customers: "full_refresh" });
  const into = destination();
  await read(here, into);
  for (const id of here.acme.control.ids("customers").slice(30)) here.acme.control.remove?.("customers", id);
  const second = await read(here, into);
  expect(second.code).toBe(0);
  const records = second.messages.filter(({ type }) => type === "RECORD");
  expect(records).toHaveLength(30);
  expect(new Set(records.map(({ record }) => record.stream))).toEqual(new Set(["customers"]));
});

test("records have the schema of the catalog, decimals as exact text", async () => {
  const here = await shop();
  here.acme.faults.inject({
    kind: "edit",
    path: "*/items",
    edit: (page) => ({
      ...(page as object),
      data: (page as { data: object[] }).data.map((row) => ({ ...row, price: "12345678901234567.89" })),
    }),
  });
  await configured(here);
  const { streams: found } = JSON.parse(readFileSync(join(here.folder, "catalog.json"), "utf8"));
  const into = destination();
  const { messages } = await read(here, into);
  const validators = new Map(found.map(({ stream }: Message) => [stream.name, ajv.compile(stream.json_schema)]));
  for (const { record } of messages.filter(({ type }) => type === "RECORD"))
    expect((validators.get(record.stream) as (data: unknown) => boolean)(record.data)).toBe(true);
  expect(into.rows("items")[0].price).toBe("12345678901234567.89");
  expect(found[0].stream.json_schema.properties.updatedAt).toMatchObject({ airbyte_type: "timestamp_with_timezone" });
});

test.each([
  ["a wrong secret", { kind: "status", status: 401, path: "*/token" }, "config_error"],
  ["a vendor that fails", { kind: "status", status: 503, path: "*/customers", after: 1 }, "transient_error"],
  ["an answer in another form", { kind: "edit", path: "*/customers", edit: () => ({ data: 1 }) }, "system_error"],
] as const)("%s is a TRACE of its failure type, and the stream incomplete", async (_, fault, failure) => {
  const here = await shop();
  await configured(here);
  here.acme.faults.inject({ ...fault, times: Number.POSITIVE_INFINITY });
  const { code, messages, stdout, stderr } = await read(here, destination());
  expect(code).toBe(1);
  const error = messages.find(({ trace }) => trace?.error?.stream_descriptor?.name === "customers");
  expect(error.trace.error.failure_type).toBe(failure);
  expect(messages.at(-1)?.type).not.toBe("STATE");
  expect(JSON.stringify(messages)).toContain('"status":"INCOMPLETE"');
  expect(stdout + stderr).not.toMatch(/acme-client-secret|acme-(first|second)-refresh-token/);
});

test("what is wrong before anything is read is a TRACE too", async () => {
  const here = await shop();
  for (const words of [["read"], ["read", "--catalog", "none.json"], ["discover", "--config", "none.json"]]) {
    const { code, stdout } = await here.run(["airbyte", "shop", ...words]);
    expect(code).toBe(2);
    expect(messagesIn(stdout).at(-1).trace.error.failure_type).toBe("config_error");
  }
});

test("a refresh token that the vendor replaces is handed to the platform, and is the only secret written", async () => {
  const here = await shop();
  await configured(here);
  const given = { clientSecret: "acme-client-secret", refreshToken: "acme-second-refresh-token", region: "vn" };
  here.write("config.json", JSON.stringify(given));
  const words = ["read", "--config", "config.json", "--catalog", "catalog.json"];
  const first = await here.run(["airbyte", "shop", ...words]);
  expect(first.code).toBe(0);
  const controls = messagesIn(first.stdout).filter(({ type }) => type === "CONTROL");
  const { config } = controls.at(-1).control.connectorConfig;
  expect(config).toMatchObject({ clientSecret: "acme-client-secret", region: "vn" });
  expect(config.refreshToken).not.toBe(given.refreshToken);
  const rest = first.stdout.split("\n").filter((line) => !line.includes('"CONTROL"'));
  expect(rest.join() + first.stderr).not.toContain(config.refreshToken);
  expect(rest.join() + first.stderr).not.toContain("acme-client-secret");

  // A machine that has nothing but what the platform keeps.
  here.write("config.json", JSON.stringify(config));
  const second = await here.run(["airbyte", "shop", ...words], { shell: 'rm -rf .opensme; "$@"' });
  expect(second.code).toBe(0);
});

test("killed: from the last states on, the destination comes to hold what the vendor has", async () => {
  const here = await shop("", { latency: 30 });
  await configured(here);
  // Has a token: one that the vendor is just replacing is lost with a process that is killed.
  expect((await here.run(["check"])).code).toBe(0);
  for (const line of [8, 25, 58]) {
    const into = destination();
    const stopped = here.start(["airbyte", "shop", "read", "--catalog", "catalog.json"]);
    while (stopped.output().stdout.split("\n").length <= line) await pause(5);
    stopped.child.kill("SIGKILL");
    const { stdout } = await stopped.ended;
    into.take(messagesIn(stdout));
    expect((await read(here, into)).code).toBe(0);
    expect(differences(here, into)).toEqual([]);
  }
});

const peers = fileURLToPath(new URL("../../../bench/peers/node_modules/", import.meta.url));

sequential.skipIf(!existsSync(peers))(
  "a destination of another maker's kit takes a read and gives back its states",
  async () => {
    const here = await shop();
    await configured(here);
    here.write("config.json", "{}");
    const destination = fileURLToPath(new URL("faros-destination.mjs", import.meta.url));
    const write = `"${process.execPath}" "${destination}" write --config config.json --catalog catalog.json`;
    const { code, stdout, stderr } = await here.run(["airbyte", "shop", "read", "--catalog", "catalog.json"], {
      shell: `set -o pipefail; "$@" | ${write}`,
    });
    expect(code).toBe(0);
    expect(stderr).toContain("took 60 records\n");
    const given = events(stdout).filter(({ type }) => type === "STATE");
    expect(new Set(given.map(({ state }: Message) => state.stream.stream_descriptor.name))).toEqual(new Set(streams));
  },
);
