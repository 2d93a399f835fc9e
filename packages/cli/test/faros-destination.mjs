import { createRequire } from "node:module";
import { createInterface } from "node:readline";

/** An Airbyte destination of another maker's kit, which parses every message and gives back the states. Needs the packages of bench/peers. */
const {
  AirbyteConnectionStatusMessage,
  AirbyteDestination,
  AirbyteDestinationRunner,
  AirbyteLogger,
  AirbyteSpec,
  isStateMessage,
  parseAirbyteMessage,
} = createRequire(new URL("../../../bench/peers/package.json", import.meta.url))("faros-airbyte-cdk");

class Destination extends AirbyteDestination {
  async spec() {
    return new AirbyteSpec({
      documentationUrl: "https://example.org",
      connectionSpecification: { type: "object", properties: {} },
    });
  }

  async check() {
    return new AirbyteConnectionStatusMessage({ status: "SUCCEEDED" });
  }

  async *write(_config, _redacted, catalog, stdin) {
    const streams = new Set(catalog.streams.map(({ stream }) => stream.name));
    let records = 0;
    for await (const line of createInterface({ input: stdin })) {
      const message = parseAirbyteMessage(line);
      if (message.type === "RECORD") {
        if (!streams.has(message.record.stream)) throw new Error(`There is no stream ${message.record.stream}.`);
        records += 1;
      }
      if (isStateMessage(message)) yield message;
    }
    console.error(`took ${records} records`);
  }
}

const logger = new AirbyteLogger();
new AirbyteDestinationRunner(logger, new Destination(logger)).mainCommand().parse();
