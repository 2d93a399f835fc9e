import type { AnyConnector } from "@opensme/core";
import { missingVariable } from "./env.ts";

type Schema = AnyConnector["config"]["shape"][string];

/** The values of a config that its connector marks as credentials. */
export const secretsIn = (schema: Schema, value: unknown): string[] => {
  if (value === undefined || value === null || missingVariable(value) !== undefined) return [];
  if (schema.meta()?.["secret"] === true) return typeof value === "object" ? textsIn(value) : [String(value)];
  const { def } = schema as unknown as {
    def: {
      innerType?: Schema;
      shape?: Readonly<Record<string, Schema>>;
      element?: Schema;
      options?: readonly Schema[];
    };
  };
  if (def.innerType) return secretsIn(def.innerType, value);
  if (def.options) return def.options.flatMap((option) => secretsIn(option, value));
  if (def.element && Array.isArray(value)) return value.flatMap((item) => secretsIn(def.element as Schema, item));
  if (!def.shape || typeof value !== "object") return [];
  return Object.entries(def.shape).flatMap(([key, field]) => secretsIn(field, (value as Record<string, unknown>)[key]));
};

const textsIn = (value: object): string[] =>
  Object.values(value).flatMap((item) => (typeof item === "object" && item !== null ? textsIn(item) : [String(item)]));
