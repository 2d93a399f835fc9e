import { type Answer, type ErrorCode, fields, type Issue, row } from "@opensme/core";
import * as z from "zod";

/** The API's own errors. */
const Failure = row(fields(z.string(), "Type", "Message"));

/** Those of the gateway before it, whose members begin with a capital or not. */
const Problem = row(fields(z.string(), "type", "title", "detail"));

const lowerCase = (body: unknown): unknown =>
  typeof body === "object" && body !== null
    ? Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
    : body;

/** Messages quote what was sent: names of people are left out. */
const withoutNames = (message: string): string => message.replace(/(contact name ).+?( is already | must )/gi, "$1…$2");

/** https://developer.xero.com/documentation/api/accounting/requests-and-responses has `Description` where other pages have `Message`. */
const Problems = z.array(row(fields(z.string(), "Message", "Description")));

/** The field that a sentence of Xero's is about; the first that fits. */
const subjects: readonly (readonly [words: RegExp, field: string])[] = [
  [/^email address/i, "EmailAddress"],
  [/contact name/i, "Name"],
  [/\bcontact (is|must)\b/i, "Contact"],
  [/^invoice (#|number)/i, "InvoiceNumber"],
  [/due date/i, "DueDate"],
  [/document date|lock date/i, "Date"],
  [/currency/i, "CurrencyCode"],
  [/^narration/i, "Narration"],
];
const subjectsOfLines: typeof subjects = [
  [/^account/i, "AccountCode"],
  [/^(the )?tax ?(type|rate)/i, "TaxType"],
  [/^item code/i, "ItemCode"],
  [/^description/i, "Description"],
];

/** Where within the record: the part that the sentence stands on, and the field that it names. */
const placeOf = (parts: readonly string[], message: string): string => {
  const place = parts.join(".").replace(/^Elements\.\d+\.?/, "");
  const among = /Lines|LineItems/.test(place) ? subjectsOfLines : place === "" ? subjects : [];
  return [place, among.find(([words]) => words.test(message))?.[1]].filter(Boolean).join(".");
};

/** What is wrong with a record stands on it and on the parts within it. */
const issuesIn = (value: unknown, parts: readonly string[] = []): Issue[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, inside]) =>
        key === "ValidationErrors"
          ? (Problems.safeParse(inside).data ?? []).flatMap(({ Message, Description }) => {
              const message = Message || Description;
              return message ? { path: placeOf(parts, message), message: withoutNames(message) } : [];
            })
          : issuesIn(inside, [...parts, key]),
      );

const inOneSentence = (issues: readonly Issue[]): string =>
  [...new Set(issues.map(({ message }) => message))].join("; ");

/** What Xero says of a record that it did not take. */
export const whatIsWrong = (row: unknown): string => inOneSentence(issuesIn(row));

const problemOf = ({ headers }: Answer): string | undefined => headers.get("x-rate-limit-problem") ?? undefined;

export const readError = (answer: Answer) => {
  const limit = problemOf(answer);
  if (answer.status === 429) return { message: limit && `too many requests (limit: ${limit})`, code: limit };
  const failure = Failure.safeParse(answer.body).data;
  const problem = Problem.safeParse(lowerCase(answer.body)).data;
  const issues = issuesIn(answer.body);
  const message = inOneSentence(issues) || failure?.Message || problem?.detail || problem?.title;
  return {
    message: message ? withoutNames(message) : undefined,
    code: failure?.Type || problem?.type || undefined,
    issues: issues.filter(({ path }) => path),
  };
};

/** The token is good and its scopes do not cover the endpoint; Xero says so with 401, where a new token would not help. */
export const classifyError = (answer: Answer): ErrorCode | undefined => {
  if (answer.status !== 401) return undefined;
  return Problem.safeParse(lowerCase(answer.body)).data?.detail === "AuthorizationUnsuccessful"
    ? "permission"
    : undefined;
};
