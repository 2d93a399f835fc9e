import {
  type DescribedResponse,
  type Document,
  type MediaType,
  matchRoutes,
  type RequestBody,
  type RouteMatch,
  resolve,
  routesOf,
} from "./document.ts";
import { type Exchange, type Finding, type Issue, pointer, within } from "./finding.ts";
import { tokenDocuments } from "./oauth.ts";
import { decodeForm, headerIssues, pathIssues, queryIssues } from "./parameters.ts";
import { type Direction, type Refine, type SchemaValidator, schemaValidator } from "./schema.ts";

/** A vendor's description, ready to check exchanges against. */
export interface Description {
  vendor: string;
  /** What in one request and its answer the description does not allow; empty when all of it fits. */
  validateExchange(exchange: Exchange): Finding[];
}

/** The token endpoints that the documents name in their security schemes are checked against RFC 6749. */
export function createDescription(vendor: string, documents: Document[], refine?: Refine): Description {
  const parts = [...documents, ...documents.flatMap(tokenDocuments)].map((document) => ({
    routes: routesOf(document),
    validate: schemaValidator(document, refine),
  }));
  return {
    vendor,
    validateExchange({ request, response }) {
      const url = new URL(request.url);
      const method = request.method.toUpperCase();
      const candidates = parts
        .flatMap(({ routes, validate }) => matchRoutes(routes, method, url).map((match) => ({ match, validate })))
        .sort((left, right) => Number(left.match.caseDiffers) - Number(right.match.caseDiffers));
      const fitting = candidates.find(({ match, validate }) => pathIssues(match, validate).length === 0);
      const chosen = fitting ?? candidates[0];
      const issues =
        chosen === undefined
          ? [
              {
                where: "/request",
                keyword: "operation",
                message: `${url.host} has no such operation in the description`,
              },
            ]
          : [
              ...within("/request", requestIssues(chosen.match, request, url, chosen.validate)),
              ...within("/response", responseIssues(chosen.match, response, chosen.validate)),
            ];
      return issues.map((issue) => ({ vendor, method, path: chosen?.match.route.path ?? url.pathname, ...issue }));
    },
  };
}

function requestIssues(match: RouteMatch, request: Exchange["request"], url: URL, validate: SchemaValidator): Issue[] {
  const { document, operation, path } = match.route;
  const headers = lowerCased(request.headers);
  const issues: Issue[] = [];
  if (match.caseDiffers) {
    issues.push({ where: pointer("path"), keyword: "path-case", message: `the description writes ${path}` });
  }
  issues.push(
    ...pathIssues(match, validate),
    ...queryIssues(match, url.searchParams, validate),
    ...headerIssues(match, headers, validate),
  );

  const security = operation.security ?? document.security ?? [];
  if (security.length > 0 && security.every((each) => Object.keys(each).length > 0) && !headers.has("authorization")) {
    issues.push({
      where: pointer("headers", "authorization"),
      keyword: "security",
      message: "is missing on an operation that asks for it",
    });
  }

  const described =
    operation.requestBody === undefined ? undefined : resolve<RequestBody>(document, operation.requestBody);
  const body = request.body ?? "";
  if (body === "") {
    if (described?.required === true)
      issues.push({ where: pointer("body"), keyword: "body", message: "is required and missing" });
  } else {
    issues.push(...bodyIssues(document, described?.content, headers.get("content-type"), body, "request", validate));
  }
  return issues;
}

function responseIssues(match: RouteMatch, response: Exchange["response"], validate: SchemaValidator): Issue[] {
  const { document, operation } = match.route;
  if (response.status === 0) return [];
  const responses = operation.responses ?? {};
  const entry =
    responses[response.status] ?? responses[`${Math.floor(response.status / 100)}XX`] ?? responses["default"];
  if (entry === undefined) {
    const message = `${response.status} is not an answer of this operation in the description`;
    return [{ where: pointer("status"), keyword: "status", message }];
  }

  const described = resolve<DescribedResponse>(document, entry);
  const headers = lowerCased(response.headers);
  const issues = Object.entries(described.headers ?? {})
    .filter(([name, header]) => resolve(document, header).required === true && !headers.has(name.toLowerCase()))
    .map(
      ([name]): Issue => ({
        where: pointer("headers", name.toLowerCase()),
        keyword: "required",
        message: "is required and missing",
      }),
    );
  const hasSchema = Object.values(described.content ?? {}).some((media) => media.schema !== undefined);
  if (response.body === "") {
    if (hasSchema)
      issues.push({ where: pointer("body"), keyword: "body", message: "is empty where the description has one" });
  } else {
    issues.push(
      ...bodyIssues(document, described.content, headers.get("content-type"), response.body, "response", validate),
    );
  }
  return issues;
}

function bodyIssues(
  document: Document,
  content: Record<string, MediaType> | undefined,
  contentType: string | undefined,
  body: string,
  direction: Direction,
  validate: SchemaValidator,
): Issue[] {
  if (content === undefined || Object.keys(content).length === 0) {
    return [{ where: pointer("body"), keyword: "body", message: "the description has no body here" }];
  }
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const media = mediaOf(content, type);
  if (media === undefined) {
    return [
      {
        where: pointer("headers", "content-type"),
        keyword: "content-type",
        message: `${type || "none"} is not one of ${Object.keys(content).join(", ")}`,
      },
    ];
  }
  const schema = media.schema ?? {};
  if (type === "application/x-www-form-urlencoded") {
    return within("/body", validate(schema, direction, decodeForm(document, schema, body)));
  }
  if (!/[/+]json$/.test(type)) return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [{ where: pointer("body"), keyword: "body", message: "is not JSON" }];
  }
  return within("/body", validate(schema, direction, value));
}

function mediaOf(content: Record<string, MediaType>, type: string): MediaType | undefined {
  const ranges = [type, `${type.split("/")[0]}/*`, "*/*"];
  return Object.entries(content).find(([range]) =>
    ranges.includes(range.split(";")[0]?.trim().toLowerCase() ?? ""),
  )?.[1];
}

const lowerCased = (headers: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
