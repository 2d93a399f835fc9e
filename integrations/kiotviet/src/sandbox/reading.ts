import { http, type SandboxKit } from "@opensme/testing";
import { type List, lists } from "./lists.ts";
import type { Shop } from "./shop.ts";
import type { Row, Table } from "./table.ts";
import { type Desk, fullTime, host, isAsked, localTime, type Parameters, parametersOf } from "./wire.ts";

/** What is known of the settings. */
const settings = {
  ManagerCustomerByBranch: false,
  AllowOrderWhenOutStock: true,
  AllowSellWhenOrderOutStock: true,
  AllowSellWhenOutStock: true,
};

const count = (text: string | undefined, otherwise: number): number => {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
};

const sizeIn = (parameters: Parameters): number => Math.min(100, count(parameters.get("pagesize"), 20));

const timeIn = (parameters: Parameters, name: string): string | undefined => {
  const time = parameters.get(name.toLowerCase());
  return time && fullTime(time);
};

/** A test for the rows that a request asks for; undefined where it asks for all. */
const filterOf = (list: List, parameters: Parameters, id: string): ((row: Row) => boolean) | undefined => {
  const { filters = {}, period, partOf } = list;
  const wanted = Object.entries(filters).flatMap(([parameter, member]) => {
    const values = parameters.get(parameter.toLowerCase())?.split(",");
    return values ? [{ member, values }] : [];
  });
  if (partOf) wanted.push({ member: partOf.member, values: [id] });
  const from = period && timeIn(parameters, period.from);
  const to = period && timeIn(parameters, period.to);
  if (wanted.length === 0 && from === undefined && to === undefined) return undefined;
  return (row) =>
    wanted.every(({ member, values }) => values.includes(String(row[member]))) &&
    (from === undefined || String(row[period?.member ?? ""]) >= from) &&
    (to === undefined || String(row[period?.member ?? ""]) <= to);
};

const shownOf = ({ included = {}, untold = [] }: List, parameters: Parameters): ((row: object) => object) => {
  const hidden = new Set([
    ...untold,
    ...Object.entries(included).flatMap(([parameter, members]) => (isAsked(parameters, parameter) ? [] : members)),
  ]);
  return (row) => Object.fromEntries(Object.entries(row).filter(([member]) => !hidden.has(member)));
};

/** The part of a list that a request asks for. */
const pageOf = (list: List, table: Table, parameters: Parameters, id: string): { total: number; rows: object[] } => {
  const offset = count(parameters.get("currentitem"), 0);
  const size = sizeIn(parameters);
  if (list.tree && isAsked(parameters, list.tree.parameter)) {
    const trees = list.tree.of(table.page({ orderBy: list.orderedBy, offset: 0, size: Infinity }).rows);
    return { total: trees.length, rows: trees.slice(offset, offset + size) };
  }
  return table.page({
    since: list.changes && timeIn(parameters, "lastModifiedFrom"),
    until: list.changes === "with-end" ? timeIn(parameters, "toDate") : undefined,
    orderBy: parameters.get("orderby") ?? list.orderedBy,
    descending: parameters.get("orderdirection")?.toLowerCase() === "desc",
    offset,
    size,
    where: filterOf(list, parameters, id),
  });
};

export const readingHandlers = (shop: () => Shop, kit: SandboxKit, desk: Desk) => {
  const notFound = (): Response => desk.refuse(404, "KvNotFoundException", "Dữ liệu không tồn tại");
  const one = (
    request: Request,
    find: () => Row | undefined,
    answer: (row: Row) => object = (row) => row,
  ): Response => {
    const refusal = desk.gate(request);
    if (refusal) return refusal;
    const row = find();
    return row ? desk.json(answer(row)) : notFound();
  };
  const pageOfOne = (row: Row): object => ({ total: 1, pageSize: 20, data: [row] });
  return [
    ...lists.map((list) =>
      http.get(`${host}/${list.path}`, ({ request, params }) => {
        const refusal = desk.gate(request);
        if (refusal) return refusal;
        if (list.partOf && !shop()[list.partOf.table].get(Number(params["id"]))) return notFound();
        const parameters = parametersOf(request);
        const table = shop()[list.table];
        const { total, rows } = pageOf(list, table, parameters, String(params["id"]));
        return desk.json({
          ...(list.removed && (list.removedUnasked || isAsked(parameters, "includeRemoveIds"))
            ? { [list.removed]: table.removedSince(timeIn(parameters, "lastModifiedFrom") ?? "") }
            : {}),
          total,
          pageSize: sizeIn(parameters),
          data: rows.map(shownOf(list, parameters)),
          timestamp: `${localTime(kit.now())}+07:00`,
        });
      }),
    ),
    ...lists
      .filter(({ single }) => single)
      .map(({ path, table, single }) =>
        http.get(`${host}/${path}/:id`, ({ request, params }) =>
          one(request, () => shop()[table].get(Number(params["id"])), single === "page-of-one" ? pageOfOne : undefined),
        ),
      ),
    ...lists
      .filter(({ single }) => single === "id-or-code")
      .map(({ path, table }) =>
        http.get(`${host}/${path}/code/:code`, ({ request, params }) =>
          one(
            request,
            () => shop()[table].page({ offset: 0, size: 1, where: (row) => row["code"] === params["code"] }).rows[0],
          ),
        ),
      ),
    http.get(`${host}/tax/detail`, ({ request }) => {
      const data = shop()
        .taxes.page({ offset: 0, size: Infinity })
        .rows.map(({ id, ...tax }) => tax);
      return desk.gate(request) ?? desk.json({ data, message: "Lấy dữ liệu thành công", isSuccess: true });
    }),
    http.get(`${host}/settings`, ({ request }) => desk.gate(request) ?? desk.json(settings)),
  ];
};
