import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
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
    skipNodeModulesBundle: true,
    removeNodeProtocol: false, // node:sqlite exists only under this name
    onSuccess: async () => {
      await emitDeclarations(Object.values(entry));
      await copyFile(resolve(root, "LICENSE"), "LICENSE");
    },
  };
});

/** Declarations come from tsc and from the built declarations of other packages: without the source condition, as for a user. */
async function emitDeclarations(files: string[]): Promise<void> {
  const config = resolve("dist/tsconfig.json");
  await writeFile(
    config,
    JSON.stringify({
      extends: resolve(root, "tsconfig.base.json"),
      compilerOptions: {
        customConditions: [],
        declaration: true,
        emitDeclarationOnly: true,
        noEmit: false,
        noEmitOnError: true,
        rootDir: resolve("src"),
        outDir: resolve("dist"),
      },
      files: files.map((file) => resolve(file)),
    }),
  );
  const tsc = spawn("tsc", ["-p", config], { stdio: "inherit" });
  const [code] = await once(tsc, "exit");
  await rm(config);
  if (code !== 0) throw new Error(`tsc ended with exit code ${code}`);
}
