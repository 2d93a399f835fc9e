import { Argument } from "commander";
import type { Usage } from "./usage.ts";

/** What hands records to data platforms instead of the database. */
export const platforms: readonly Usage[] = [
  {
    usage: "singer <connection>",
    says: "Read a connection as a Singer tap: its records as messages on stdout, for Meltano and other platforms. Where the folder has no opensme.config.ts, the connection is the id of a connector.",
    examples: `opensme singer shop --config settings.json --discover > catalog.json
opensme singer shop --config settings.json --catalog catalog.json --state state.json | target-postgres
opensme singer kiotviet --config settings.json        the connector alone, with { "retailer": ..., "clientId": ... }`,
    options: [
      { flags: "-d, --discover", says: "print the catalog: every stream, with its schema" },
      { flags: "--catalog <file>", says: "the streams and fields to read; all of them unless given" },
      { flags: "--properties <file>", says: "the same, as older platforms call it" },
      { flags: "--state <file>", says: "go on from the last STATE message of an earlier run" },
      { flags: "--full", says: "read everything again instead of what has changed since the state" },
      {
        flags: "--confirm-deletes",
        says: "let a full read stand even where an unusual share of the records is missing from it",
      },
      {
        flags: "--no-activate-version",
        says: "for targets that refuse ACTIVATE_VERSION: what is absent from a full read is not told",
      },
    ],
    load: async () => (await import("../commands/singer.ts")).singer,
  },
  {
    usage: "airbyte <connection>",
    says: "Be an Airbyte source: spec, check, discover or read, with messages on stdout. Where the folder has no opensme.config.ts, the connection is the id of a connector.",
    examples: `opensme airbyte kiotviet spec
opensme airbyte kiotviet check --config config.json
opensme airbyte kiotviet read --config config.json --catalog catalog.json --state state.json`,
    argument: new Argument("<action>").choices(["spec", "check", "discover", "read"]),
    options: [
      { flags: "--catalog <file>", says: "the streams to read, and how" },
      { flags: "--state <file>", says: "go on from the STATE messages of an earlier run" },
    ],
    load: async () => (await import("../commands/airbyte.ts")).airbyte,
  },
];
