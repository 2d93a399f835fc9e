import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, glob, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { defineConfig, type Options } from "tsup";

interface Manifest {
  exports: Record<string, string | Record<string, string>>;
}

const root = import.meta.dirname;

/** Builds the package in whose folder it runs: one entry for each export that names its source. */
export default defineConfig(async (): Promise<Options> => {
  const manifest: Manifest = JSON.parse(await readFile("package.json", "utf8"));
  const entry: Record<string, string> = {};
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === "string") continue;
    const { "@opensme/source": source, default: built } = target;
    if (source && built) entry[built.replace(/^\.\/dist\/(.+)\.js$/, "$1")] = source;
  }
  return {
    entry,
    format: "esm",
    target: "node22",
    platform: "node",
    sourcemap: true,
    clean: true,
    silent: true,
    skipNodeModulesBundle: true,
    removeNodeProtocol: false, // node:sqlite exists only under this name
    onSuccess: async () => {
      await emitDeclarations(Object.values(entry));
      await copyFile(resolve(root, "LICENSE"), "LICENSE");
    },
  };
});

/** Writes the declarations of what the sources export. */
async function emitDeclarations(sources: string[]): Promise<void> {
  const config = resolve("dist/tsconfig.json");
  const compilerOptions = { rootDir: resolve("src"), outDir: resolve("dist") };
  const files = sources.map((source) => resolve(source));
  await writeFile(config, JSON.stringify({ extends: resolve(root, "tsconfig.build.json"), compilerOptions, files }));
  const tsc = spawn(process.execPath, [resolve(root, "node_modules/typescript/bin/tsc"), "-p", config], {
    stdio: "inherit",
  });
  const [exitCode] = await once(tsc, "exit");
  await rm(config);
  if (exitCode !== 0) throw new Error("The declarations could not be written.");

  // tsc changes the endings of relative imports in JavaScript only.
  for await (const file of glob("dist/**/*.d.ts")) {
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/(\bfrom |\bimport\(|\bimport )"(\.{1,2}\/[^"]+)\.ts"/g, '$1"$2.js"'));
  }
}
