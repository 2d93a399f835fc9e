import { loadFixtures, type Subject } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { xero } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: xero,
  sandbox,
  fixtures: await loadFixtures(new URL("./fixtures/", import.meta.url)),
  manifest,
};

/** Which resources the answers of a path hold. */
export const mappedPaths = {
  "/Organisation": ["organizations"],
  "/Accounts": ["accounts"],
  "/Accounts/{AccountID}": ["accounts"],
};
