import { type Api, codec, cursor, type Listing, listing, OpenSMEError, pick, required, row } from "@opensme/core";
import * as z from "zod";
import { after, orEmptyList } from "./wire.ts";

/** Who there is, and who has changed: what the listings ask first that then ask for something of each person. */

const People = z.object({
  data: z.array(z.unknown()),
  meta: row({ total: z.int(), page: required(row({ nextCursor: z.string() })) }),
});

const Changes = row({
  latest: codec.instant,
  employees: orEmptyList(z.record(z.string(), row({ action: z.string() }))),
});

/**
 * https://documentation.bamboohr.com/reference/list-employees: people who left too. Most fields come only with `GET /employees/{id}`, so that none are asked for here;
 * the pages are small because each person on them is asked for, and a read is resumed between pages.
 */
const peopleList = (query: Record<string, string>): Listing =>
  listing({
    path: "/employees",
    query,
    page: People,
    items: (page) => page.data,
    total: (page) => page.meta.total ?? undefined,
    token: ({ data, meta }) => after(data, meta.page.nextCursor),
    paging: cursor({ parameter: "page[after]", size: { parameter: "page[limit]", value: 20 } }),
    deletes: "absent",
  });

/**
 * Who has changed since a moment, in the order of their ids, and who was deleted: https://documentation.bamboohr.com/reference/get-changed-employee-ids. A change
 * to job, status or pay counts as a change of the person.
 */
export const changedPeople = async (since: string, api: Api, signal: AbortSignal | undefined) => {
  const query = { since: `${since.slice(0, 19)}Z` };
  const { body } = await api.request({ path: "/employees/changed", query }, { signal });
  const { employees, latest } = pick(Changes, (changes) => changes)(body);
  const all = Object.entries(employees ?? {}).sort(([one], [other]) => Number(one) - Number(other));
  const ids = (wanted: boolean): string[] =>
    all.flatMap(([id, { action }]) => ((action?.toLowerCase() === "deleted") === wanted ? id : []));
  return { changed: ids(false), deleted: ids(true), latest: latest || undefined };
};

const refusals: readonly string[] = ["auth", "permission", "not_found"];

/**
 * The list names only OAuth scopes among its credentials. Where it refuses an API key, the log of changes since the beginning names everybody.
 * A cursor fails with `BadPage` when the person at the page's edge was deleted meanwhile; the list is then read from the start.
 */
const everybody = (query: Record<string, string>): Listing => {
  const list = peopleList(query);
  return {
    ...list,
    paging: "custom",
    async *pages(input, api) {
      let begun = input.cursor !== undefined;
      try {
        for await (const page of list.pages(input, api)) {
          begun = true;
          yield page;
        }
      } catch (error) {
        if (!OpenSMEError.is(error)) throw error;
        if (begun && error.vendorCode === "BadPage") {
          yield* list.pages({ signal: input.signal }, api);
        } else if (!begun && api.config["apiKey"] !== undefined && refusals.includes(error.code)) {
          const { changed } = await changedPeople("2000-01-01T00:00:00Z", api, input.signal);
          yield { rows: changed.map((employeeId) => ({ employeeId })) };
        } else {
          throw error;
        }
      }
    },
  };
};

export const people: Listing = everybody({});
export const activePeople: Listing = everybody({ "filter[status]": "active" });

const Person = z.object({ employeeId: codec.identifier });

export const personId = (row: unknown): string | undefined => Person.safeParse(row).data?.employeeId;
