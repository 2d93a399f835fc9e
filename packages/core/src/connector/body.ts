import * as z from "zod";
import { type Issue, issuesOf, OpenSMEError, refuse, reworded } from "../errors.ts";
import { entities } from "../model/entities.ts";
import type { Resource } from "./resource.ts";
import { overlooked, unwatched, watch } from "./watched.ts";
import { inUnifiedTerms } from "./written-from.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A record in the vendor's form. */
export interface Body {
  fields: Record<string, unknown>;
  /** All fields that the mapping names, those too that the record has nothing for. */
  named: readonly string[];
  /** A sentence for each field that `write` did not look at. */
  warnings: string[];
  /** What the vendor says is wrong, in unified terms. */
  inUnifiedTerms: (issues: readonly Issue[]) => Issue[];
}

/** The vendor's body for a record. Throws an `invalid` error that names the record's own fields. */
export const bodyOf = (
  connector: string,
  key: string,
  resource: Resource,
  record: Fields,
  operation: "create" | "update",
): Body => {
  const write = (fields: Fields): unknown => resource.definition.write?.(fields as never, operation);
  const refusal = (issues: readonly Issue[]): OpenSMEError =>
    new OpenSMEError(
      `This record cannot be written to ${connector} ${key}: ${issues.map(({ path, message }) => `${path || "record"}: ${message}`).join("; ")}.`,
      { code: "invalid", connector, resource: key, operation, issues },
    );
  const translated = (issues: readonly Issue[]): Issue[] => inUnifiedTerms(resource, write, record, issues);
  const { record: watched, seen } = watch(record);
  const { named, encoded } = attempt(
    () => {
      const written = write(watched);
      const encoded = unwatched(z.encode(resource.body ?? z.unknown(), written)) as Fields;
      return { named: Object.keys(written ?? {}), encoded };
    },
    (error) => {
      // A mapping stumbles over what the model does not allow where it happens to look at it.
      const wrong = misfits(resource, record);
      if (wrong.length > 0) return refusal(wrong);
      const message = (error as Error).message;
      if (!OpenSMEError.is(error))
        return refusal(translated(error instanceof z.ZodError ? issuesOf(error) : [{ path: "", message }]));
      return error.issues.length > 0
        ? error
        : reworded(error, message, { issues: translated([{ path: "", message }]), cause: error.cause });
    },
  );
  const { fields, inLists } = overlooked(resource, record, seen);
  const [lost] = inLists;
  if (lost !== undefined) throw refuse(lost, `has no place in ${connector} ${key}; leave it out`);
  return {
    fields: Object.fromEntries(Object.entries(encoded).filter(([, field]) => field !== undefined)),
    named,
    warnings: fields.map((field) => `${field} cannot be written to ${connector} ${key} and was left out`),
    inUnifiedTerms: translated,
  };
};

/** What of a record the model does not allow. Fields that it does not have are told as left out. */
const misfits = ({ entity }: Resource, record: Fields): Issue[] =>
  Object.entries(entities[entity].shape as Record<string, z.ZodType>).flatMap(([field, schema]) => {
    const { error } = schema.optional().safeParse(record[field]);
    return (error ? issuesOf(error) : []).map(({ path, message }) => ({
      path: path === "" ? field : `${field}.${path}`,
      message,
    }));
  });

const attempt = <Result>(work: () => Result, failure: (error: unknown) => OpenSMEError): Result => {
  try {
    return work();
  } catch (error) {
    throw failure(error);
  }
};
