import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { takeOptions } from "./stand-in.ts";

const standIn = new URL("stand-in.ts", import.meta.url).href;

/** The laws that a connector's conformance test switches off, by number, with the reasons. The test is loaded, with a stand-in for what would run it. */
export const switchedOff = async (test: URL): Promise<Readonly<Record<number, string>>> => {
  if (!existsSync(test)) return {};
  const hook = registerHooks({
    resolve: (specifier, context, next) =>
      context.parentURL === test.href && ["vitest", "@opensme/testing"].includes(specifier)
        ? { url: standIn, shortCircuit: true }
        : next(specifier, context),
  });
  try {
    await import(test.href);
  } finally {
    hook.deregister();
  }
  return takeOptions()?.off ?? {};
};
