import type { Answer } from "@opensme/core";
import * as z from "zod";

/** https://docs.gusto.com/app-integrations/docs/errors: what is wrong with members of a record nests within what is wrong with the record. */
const Failure = z.object({
  error_key: z.string().nullish(),
  category: z.string().nullish(),
  message: z.string().nullish(),
  get errors() {
    return z.array(Failure).nullish();
  },
});

/** Of the token endpoint, `{ "error": "invalid_grant" }`. */
const Body = z.object({ errors: z.array(Failure).nullish(), error: z.string().nullish() });

const innermost = (failure: z.output<typeof Failure>): z.output<typeof Failure>[] =>
  failure.errors?.length ? failure.errors.flatMap(innermost) : [failure];

const told = ({ error_key: key, message }: z.output<typeof Failure>): string => {
  const words = message ?? "";
  return key && key !== "base" && key !== "request" ? `${key}: ${words}` : words;
};

export const readError = ({ body }: Answer): { message?: string | undefined; code?: string | undefined } => {
  const { errors, error } = Body.parse(body);
  const failures = errors?.flatMap(innermost) ?? [];
  const messages = [...new Set(failures.map(told).filter(Boolean))];
  return {
    message: messages.join("; ") || error || undefined,
    code: failures.find(({ category }) => category)?.category || error || undefined,
  };
};
