import { type Answer, type ErrorCode, fields, row } from "@opensme/core";
import * as z from "zod";

/** The API's own errors. */
const Failure = row({
  ...fields(z.string(), "Type", "Message"),
  Elements: z.array(z.unknown()),
});

/** Those of the gateway before it, whose members begin with a capital or not. */
const Problem = row({
  ...fields(z.string(), "type", "title", "detail"),
});

const lowerCase = (body: unknown): unknown =>
  typeof body === "object" && body !== null
    ? Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
    : body;

/** What is wrong with a record stands on it and on the records within it. */
const validationErrors = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(validationErrors);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === "ValidationErrors" && Array.isArray(inside)
      ? inside.flatMap((error) => Failure.safeParse(error).data?.Message || [])
      : validationErrors(inside),
  );
};

/** Messages quote what was sent: names of people are left out. */
const withoutNames = (message: string): string => message.replace(/(contact name ).+?( is already | must )/gi, "$1…$2");

/** What Xero says of a record that it did not take. */
export const whatIsWrong = (row: unknown): string => withoutNames([...new Set(validationErrors(row))].join("; "));

const problemOf = ({ headers }: Answer): string | undefined => headers.get("x-rate-limit-problem") ?? undefined;

export const readError = (answer: Answer): { message?: string | undefined; code?: string | undefined } => {
  const limit = problemOf(answer);
  if (answer.status === 429) return { message: limit && `too many requests (limit: ${limit})`, code: limit };
  const failure = Failure.safeParse(answer.body).data;
  const problem = Problem.safeParse(lowerCase(answer.body)).data;
  const messages = [...new Set(validationErrors(failure?.Elements))];
  const message = messages.join("; ") || failure?.Message || problem?.detail || problem?.title;
  return {
    message: message ? withoutNames(message) : undefined,
    code: failure?.Type || problem?.type || undefined,
  };
};

/** The token is good and its scopes do not cover the endpoint; Xero says so with 401, where a new token would not help. */
export const classifyError = (answer: Answer): ErrorCode | undefined => {
  if (answer.status !== 401) return undefined;
  return Problem.safeParse(lowerCase(answer.body)).data?.detail === "AuthorizationUnsuccessful"
    ? "permission"
    : undefined;
};
