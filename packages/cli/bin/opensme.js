#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `error: opensme needs Node 22.18 or newer, and this is Node ${process.versions.node}.\n  Install a newer one from https://nodejs.org`,
  );
  process.exit(2);
}

// Within the repository the sources stand beside this file, and nothing needs to be built.
const isSource = existsSync(new URL("../src/main.ts", import.meta.url));
if (isSource) {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, "@opensme/source"] }),
  });
}
// Keeps compiled code between runs, which halves the time until a command begins.
module.enableCompileCache();
await import("opensme/main");
