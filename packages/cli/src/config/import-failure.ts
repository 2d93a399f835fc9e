import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OpenSMEError } from "@opensme/core";
import { messageOf, usageError } from "../failure.ts";

interface Place {
  file: string;
  line: number;
}

/** Why a config could not be read: where, what, and what to do. Repeats no line of the file, which may hold a secret. */
export const importFailure = (error: unknown, file: string, folder: string): OpenSMEError => {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const message = messageOf(error);
  const [what, ...hints] = OpenSMEError.is(error) ? [message] : explain(message, code);
  const place = placeOf(error, message, file);
  const where = place ? `${relative(folder, place.file)}:${place.line}` : relative(folder, file);
  return usageError(`${where}: ${what}`, ...hints);
};

const explain = (message: string, code: unknown): [string, ...string[]] => {
  const packageName = /^Cannot find package '([^']+)'/.exec(message)?.[1];
  if (packageName)
    return [`the package ${packageName} is not installed here.`, `Install it: npm install ${packageName}`];
  const module = /^Cannot find module '([^']+)'/.exec(message)?.[1];
  if (module) return [`there is no module ${module}.`, "Check the path of the import."];
  const [, from, name] =
    /^The requested module '([^']+)' does not provide an export named '([^']+)'/.exec(message) ?? [];
  if (from)
    return [
      `${from} has no export named ${name}.`,
      "Check its spelling: a connector is exported under its id, such as kiotviet or bamboohr.",
    ];
  if (/<eof>|end of input|Unterminated/i.test(message)) {
    return [
      `the file breaks off: ${message.replace(/\.$/, "")}.`,
      "A bracket, brace or quote that was opened is not closed. Complete the file, then run the command again.",
    ];
  }
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return [
      `${message}.`,
      "Node runs this file by leaving out its types: write it without enum, namespace and decorators.",
    ];
  }
  return [message.replace(/string literal \(.*\)/, "text"), "Correct it, then run the command again."];
};

const placeOf = (error: unknown, message: string, config: string): Place | undefined => {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const importer = /imported from (.+)$/m.exec(message)?.[1];
  const wanted = /^Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
  if (importer && wanted) return lineWith(pathOf(importer), wanted);
  const [head = ""] = stack.split("\n");
  const headed = /^(.+):(\d+)$/.exec(head);
  if (headed?.[1] && existsSync(pathOf(headed[1]))) return { file: pathOf(headed[1]), line: Number(headed[2]) };
  const frame = stack.split("\n").find((line) => line.includes(pathToFileURL(config).href));
  const line = /:(\d+):\d+\)?$/.exec(frame ?? "")?.[1];
  if (line) return { file: config, line: Number(line) };
  return error instanceof SyntaxError ? checked(config) : undefined;
};

/** The line of an import. The message names a missing file by its whole path, while the import may say less: then its last part is looked for. */
const lineWith = (file: string, wanted: string): Place | undefined => {
  const lines = textOf(file).split("\n");
  const name = wanted.split("/").at(-1) ?? wanted;
  const index = [wanted, name]
    .map((text) => lines.findIndex((line) => line.includes(text)))
    .find((found) => found >= 0);
  return index === undefined ? undefined : { file, line: index + 1 };
};

/** Node tells the line of a syntax error in JavaScript only when it checks the file by itself. */
const checked = (file: string): Place | undefined => {
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
  const line = stderr.startsWith(`${file}:`) ? /^:(\d+)/.exec(stderr.slice(file.length))?.[1] : undefined;
  // A file that breaks off is said to be wrong on the line after its last.
  return line === undefined
    ? undefined
    : { file, line: Math.min(Number(line), textOf(file).trimEnd().split("\n").length) };
};

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

const pathOf = (address: string): string => (address.startsWith("file:") ? fileURLToPath(address) : address);
