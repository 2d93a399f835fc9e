import type { Usage } from "./usage.ts";
import { collect, duration, wholeNumber } from "./values.ts";

/** What asks vendors, and what takes their calls. */
export const vendors: readonly Usage[] = [
  {
    usage: "check [connection...]",
    says: "Ask each vendor whether the credentials work, whose account they open, and what they do not reach.",
    examples: `opensme check             all connections of the config
opensme check shop        only the one named shop
opensme check --deep      also asks for the first page of every stream, for vendors that do not say what they granted`,
    options: [
      { flags: "--deep", says: "ask for the first page of every stream, and tell which are refused" },
      { flags: "--json", says: "print JSON" },
    ],
    load: async () => (await import("../commands/check.ts")).check,
  },
  {
    usage: "connect <connection>",
    says: "Allow the app at a vendor that asks for it in a browser (OAuth), and keep the tokens, encrypted, beside the config.",
    examples: `opensme connect books                opens the browser, or prints the address to open
opensme connect books --write        asks for the right to change records too`,
    options: [
      {
        flags: "-p, --port <number>",
        says: "the port of the redirect address http://localhost:<port>/callback",
        parse: wholeNumber,
        standard: 4711,
      },
      { flags: "--write", says: "ask for the right to write as well" },
      { flags: "--no-browser", says: "print the address only" },
    ],
    load: async () => (await import("../commands/connect.ts")).connect,
  },
  {
    usage: "sync [connection...]",
    says: "Read what is new at the vendors into the database. The first time that is everything.",
    examples: `opensme sync                           all connections
opensme sync shop --stream orders      only the orders of the shop
opensme sync books --full              read all of the books again, and notice what was deleted
opensme sync --json | tee sync.log     one JSON line per event, for other programs`,
    options: [
      { flags: "--full", says: "read everything again instead of what has changed since the last time" },
      { flags: "-s, --stream <name>", says: "read only this stream; may be given several times", parse: collect },
      {
        flags: "--confirm-deletes",
        says: "carry out deletions even where an unusual share of the records would disappear",
      },
      {
        flags: "--json",
        says: "print one JSON line per event to stdout, as when stdout is no terminal; the outcome goes to stderr",
      },
    ],
    notes: [
      "\nExit code: 0 when every stream was read completely, 1 when one was not, 130 after Ctrl-C.\nA sync that was stopped goes on where it left off.",
    ],
    load: async () => (await import("../commands/sync.ts")).sync,
  },
  {
    usage: "serve [connection...]",
    says: "Take the vendors' webhooks, and sync on a schedule as well, until Ctrl-C. One JSON line for everything that happens.",
    examples: `opensme serve                                     all connections, synced every 15 minutes
opensme serve shop --register https://hooks.example.com
                                                  tells the vendor to call https://hooks.example.com/shop`,
    options: [
      { flags: "-p, --port <number>", says: "the port to listen on", parse: wholeNumber, standard: 4020 },
      {
        flags: "--every <time>",
        says: "how often everything is synced, such as 90s, 15m or 6h",
        parse: duration,
        standard: 900,
      },
      {
        flags: "--register <public-url>",
        says: "the https address under which vendors reach this server; registers it with them",
      },
    ],
    notes: [
      "\nWebhooks are taken for connections that have a webhookSecret in the config; the others are synced on the schedule only. Where the vendor sends the secret to the address, as Gusto does, leave it out until it came.",
    ],
    load: async () => (await import("../commands/serve.ts")).serve,
  },
];
