import { type Answer, type Json, OpenSMEError } from "@opensme/core";
import * as z from "zod";
import { dataAt, isObject } from "./graphql.ts";
import { endpoint } from "./wire.ts";

/** Sends a mutation; its answer has the record, or what Shopify refuses it for: https://shopify.dev/docs/api/usage/response-codes */
export const mutation = (text: string, variables: (body: Readonly<Record<string, unknown>>, id: string) => object) => ({
  path: (): string => endpoint,
  method: "post" as const,
  wrap: (body: Readonly<Record<string, unknown>>, id: string): unknown => ({
    query: text,
    variables: variables(body, id),
  }),
});

/** A mutation of one record that takes its id, and what the caller chooses. */
export const acting = (text: string, variables: (id: string, choices: Readonly<Record<string, Json>>) => Json) => ({
  path: endpoint,
  method: "post" as const,
  body: (id: string, _: unknown, choices: Readonly<Record<string, Json>>) => ({
    query: text,
    variables: variables(id, choices),
  }),
});

/** What a mutation gave. */
export const given =
  (path: readonly string[]) =>
  (answer: unknown): unknown => {
    const row = dataAt(answer, path);
    if (isObject(row)) return row;
    throw new OpenSMEError(`Expected ${path.join(".")} in the answer.`, { code: "mismatch" });
  };

/** The id of what a mutation made. */
export const writtenId =
  (path: readonly string[]) =>
  ({ body }: Answer): string =>
    z.looseObject({ id: z.string() }).parse(given(path)(body)).id;
