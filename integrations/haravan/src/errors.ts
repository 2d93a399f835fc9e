import type { Answer, ErrorCode, Issue } from "@opensme/core";
import * as z from "zod";

/** Errors as text, or as lists of text by field. The manual shows but one. https://docs.haravan.com/docs/omni-apis/customer-address/ */
const ErrorBody = z
  .looseObject({ errors: z.unknown().optional(), error: z.unknown().optional(), message: z.unknown().optional() })
  .transform(({ errors, error, message }) => errors ?? error ?? message);

/** What is said of each field, however deep; of the whole, which is called "base" too, with an empty path. */
const issuesIn = (value: unknown, path = ""): Issue[] => {
  if (typeof value === "string") return [{ path, message: value }];
  if (Array.isArray(value)) return value.flatMap((item) => issuesIn(item, path));
  return Object.entries(z.looseObject({}).safeParse(value).data ?? {}).flatMap(([field, said]) =>
    issuesIn(said, [path, field].filter((name) => name && name !== "base").join(".")),
  );
};

const said = ({ body }: Answer): Issue[] => issuesIn(ErrorBody.safeParse(body).data);

export const readError = (answer: Answer) => ({
  message: said(answer)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join("; "),
  issues: said(answer).filter(({ path }) => path),
});

/** Seen to pass by itself on lists, without a word of what is wrong. */
export const classifyError = (answer: Answer): ErrorCode | undefined =>
  answer.status === 422 && !readError(answer).message ? "unavailable" : undefined;
