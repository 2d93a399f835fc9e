import { http } from "@opensme/testing";
import * as z from "zod";
import type { CrmRecord } from "./crm.ts";
import type { Gate, Handler } from "./gate.ts";
import { living, propertyOf, render } from "./rendering.ts";
import { api, isType, type Type, types } from "./wire.ts";

const Filter = z.object({
  propertyName: z.string(),
  operator: z.enum(["EQ", "GT", "GTE", "LT", "LTE"]),
  value: z.string(),
});

const Search = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(Filter).max(6) }))
    .max(5)
    .optional(),
  sorts: z
    .array(z.object({ propertyName: z.string(), direction: z.enum(["ASCENDING", "DESCENDING"]) }))
    .max(1)
    .optional(),
  properties: z.array(z.string()).optional(),
  limit: z.coerce.number().int().min(0).max(200).optional(),
  after: z.coerce.number().int().min(0).optional(),
});

/** Numbers, and moments in milliseconds or ISO 8601, by their size; anything else by its letters. */
const sizeOf = (text: string): number | string =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.isNaN(Date.parse(text)) ? text : Date.parse(text);

const holds = (value: string | undefined, { operator, value: wanted }: z.output<typeof Filter>): boolean => {
  if (value === undefined) return false;
  const [have, want] = [sizeOf(value), sizeOf(wanted)];
  switch (operator) {
    case "EQ":
      return have === want;
    case "GT":
      return have > want;
    case "GTE":
      return have >= want;
    case "LT":
      return have < want;
    case "LTE":
      return have <= want;
  }
};

/** A search leads to its first 10,000 results and no further: https://developers.hubspot.com/docs/guides/api/crm/search#limitations */
export const ceiling = 10_000;

/** Handles a request about a type of object that there is. */
const typed =
  ({ desk }: Gate, text: unknown, work: (type: Type) => Response): (() => Response) =>
  () => {
    const type = String(text);
    return isType(type) ? work(type) : desk.error(400, "VALIDATION_ERROR", `Unable to infer object type from: ${type}`);
  };

export const readingHandlers = (gate: Gate): Handler[] => {
  const { desk, crm } = gate;

  const page = (type: Type, rows: readonly CrmRecord[], request: Request): Response => {
    const query = new URL(request.url).searchParams;
    const limit = Number(query.get("limit") ?? 10);
    if (!(limit >= 1 && limit <= 100)) return desk.error(400, "VALIDATION_ERROR", "limit must be at most 100");
    const after = Number(query.get("after") ?? 0);
    const rest = rows.filter(({ id }) => Number(id) >= after);
    const asked = query.get("properties")?.split(",") ?? [];
    const next = rest[limit];
    return desk.json({
      results: rest.slice(0, limit).map((record) => render(type, record, asked)),
      ...(next ? { paging: { next: { after: next.id, link: `${api}/crm/v3/objects/${type}?after=${next.id}` } } } : {}),
    });
  };

  const search = (type: Type, sent: unknown): Response => {
    const parsed = Search.safeParse(sent);
    if (!parsed.success) return desk.error(400, "VALIDATION_ERROR", "Invalid input JSON");
    const { filterGroups = [], sorts = [], properties = [], limit = 10, after = 0 } = parsed.data;
    if (after + limit > ceiling) return desk.error(400, "VALIDATION_ERROR", "The maximum offset of a search is 10000");
    const found = living(crm(), type).filter(
      (record) =>
        filterGroups.length === 0 ||
        filterGroups.some(({ filters }) =>
          filters.every((filter) => holds(propertyOf(type, record, filter.propertyName), filter)),
        ),
    );
    const [sort] = sorts;
    if (sort?.direction === "DESCENDING") found.reverse();
    return desk.json({
      total: found.length,
      results: found.slice(after, after + limit).map((record) => render(type, record, properties)),
      ...(after + limit < found.length ? { paging: { next: { after: String(after + limit) } } } : {}),
    });
  };

  const batch = (type: Type, sent: unknown): Response => {
    const Batch = z.object({ inputs: z.array(z.object({ id: z.string() })).max(100), properties: z.array(z.string()) });
    const parsed = Batch.safeParse(sent);
    if (!parsed.success) return desk.error(400, "VALIDATION_ERROR", "Invalid input JSON");
    const { inputs, properties } = parsed.data;
    const found = inputs.flatMap(({ id }) => {
      const record = crm().records(type).get(id);
      return record && record.archivedAt === undefined ? [record] : [];
    });
    const missing = inputs.filter(({ id }) => !found.some((record) => record.id === id)).map(({ id }) => id);
    return desk.batch(
      found.map((record) => render(type, record, properties)),
      missing.length === 0
        ? []
        : [
            {
              status: "error",
              category: "OBJECT_NOT_FOUND",
              message: `Could not get some ${types[type].name.toUpperCase()} objects, they may be deleted or not exist.`,
              context: { ids: missing },
            },
          ],
    );
  };

  return [
    http.get(`${api}/crm/v3/objects/:type`, ({ request, params }) =>
      gate.enter(
        request,
        typed(gate, params["type"], (type) => {
          const isArchived = new URL(request.url).searchParams.get("archived") === "true";
          const bin = [...crm().records(type).values()].filter(({ archivedAt }) => archivedAt !== undefined);
          const rows = isArchived ? bin.sort((one, other) => Number(one.id) - Number(other.id)) : living(crm(), type);
          return page(type, rows, request);
        }),
      ),
    ),
    http.post(`${api}/crm/v3/objects/:type/search`, ({ request, params }) =>
      gate.enterSearch(request, (body) => typed(gate, params["type"], (type) => search(type, body))()),
    ),
    http.post(`${api}/crm/v3/objects/:type/batch/read`, ({ request, params }) =>
      gate.enter(request, (body) => typed(gate, params["type"], (type) => batch(type, body))()),
    ),
    http.post(`${api}/crm/v4/associations/:from/:to/batch/read`, ({ request, params }) =>
      gate.enter(request, (body) =>
        typed(gate, params["from"], (from) =>
          typed(gate, params["to"], (to) => associations(gate, from, to, body))(),
        )(),
      ),
    ),
  ];
};

/** Associations of one record that an answer holds; the rest is asked for with `after`. */
const mostLinks = 500;

const Inputs = z.object({
  inputs: z.array(z.object({ id: z.string(), after: z.coerce.number().int().optional() })).max(1000),
});

const associations = ({ desk, crm }: Gate, from: Type, to: Type, sent: unknown): Response => {
  const parsed = Inputs.safeParse(sent);
  if (!parsed.success) return desk.error(400, "VALIDATION_ERROR", "Invalid input JSON");
  const results: Record<string, unknown>[] = [];
  const errors: Record<string, unknown>[] = [];
  for (const { id, after = 0 } of parsed.data.inputs) {
    const isLiving = (other: string): boolean => crm().records(to).get(other)?.archivedAt === undefined;
    const linked = crm().linked(from, id, to).filter(isLiving);
    if (linked.length === 0) {
      errors.push({
        status: "error",
        category: "OBJECT_NOT_FOUND",
        subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
        message: `No ${types[to].name} is associated with ${types[from].name} ${id}.`,
        context: { fromObjectId: [id], fromObjectType: [types[from].name], toObjectType: [types[to].name] },
      });
      continue;
    }
    results.push({
      from: { id },
      to: linked.slice(after, after + mostLinks).map((other) => ({
        toObjectId: Number(other),
        associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 279, label: null }],
      })),
      ...(after + mostLinks < linked.length ? { paging: { next: { after: String(after + mostLinks) } } } : {}),
    });
  }
  return desk.batch(results, errors);
};
