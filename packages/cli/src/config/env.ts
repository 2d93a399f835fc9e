import { OpenSMEError } from "@opensme/core";

/** Recognises the variables of a config that loaded another copy of this package. */
const marker = Symbol.for("opensme.variable");

/**
 * The value of an environment variable, for credentials and settings that do not belong in a file. One that is not set, or is empty, becomes
 * an error when a connection that needs it is opened, and not before: the other connections work.
 */
export const env = (name: string): string => process.env[name] || standIn(name);

/** Stands where the value would be. A config that computes with it gets the error at once. */
const standIn = (name: string): string =>
  new Proxy(
    { [marker]: name },
    {
      get(_, property) {
        if (property === marker) return name;
        throw missing([name], "The config");
      },
    },
  ) as unknown as string;

/** The name of the variable, where the value stands for one that is not set. */
export const missingVariable = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null && marker in value ? String(value[marker]) : undefined;

export const missing = (names: readonly string[], by: string): OpenSMEError => {
  const plural = names.length > 1;
  return new OpenSMEError(
    [
      `${by} needs the environment ${plural ? "variables" : "variable"} ${names.join(", ")}, which ${plural ? "are" : "is"} not set.`,
      `Set ${plural ? "them" : "it"} in the shell, or write ${names[0]}=... into the file .env beside the config.`,
    ].join("\n"),
    { code: "config" },
  );
};
