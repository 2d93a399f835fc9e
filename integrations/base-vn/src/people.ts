import { type Api, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { otherId, ownId, word } from "./codecs.ts";
import { baseList, joined } from "./lists.ts";

/** Everybody in Base HRM, those who left included. */
export const employeeList = baseList({
  path: "/hrm/employee/list",
  keys: ["employees", "employee"],
  firstPage: 0,
  incremental: true,
  deletes: "absent",
});

const Known = row({
  id: required(ownId),
  user_id: otherId,
  code: word,
  email: z.string(),
});

/** By what the other apps know a person. What Checkin calls an id is a login only where it says so, hence last. */
const marks = ["code", "email", "user_id"] as const;

/** The ids of the employees in Base HRM, by user id, employee number and e-mail address. */
const employeeIds = async (api: Api, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>();
  if (!api.config["hrmToken"]) return ids;
  for await (const { rows } of employeeList.pages({ signal }, api)) {
    for (const row of rows) {
      const { data } = Known.safeParse(row);
      for (const mark of marks) if (data?.[mark]) ids.set(`${mark}=${data[mark]}`, data.id);
    }
  }
  return ids;
};

const Marked = row({ user_id: word, code: word, email: z.string() });

/** Adds to each row the id that the person has in Base HRM. Other apps name people by the ids of their logins. */
export const withEmployees = (list: Listing): Listing =>
  joined(list, async (api, signal) => {
    const ids = await employeeIds(api, signal);
    return (row) => {
      const marked = Marked.safeParse(row).data;
      const id = marks.flatMap((mark) => (marked?.[mark] ? (ids.get(`${mark}=${marked[mark]}`) ?? []) : []))[0];
      return id === undefined ? row : { ...row, employee_id: id };
    };
  });

/**
 * Who a row is about. Where the id of the employee is not known, that of the login, marked as such, since both are counted from 1; without either the row is
 * about nobody and is rejected.
 */
export const employeeOf = (
  row: { employee_id?: string | null | undefined; login?: string | null | undefined },
  name?: string | null,
): { id: string; name?: string | null | undefined } => ({
  id: row.employee_id || (row.login ? `user:${row.login}` : ""),
  name,
});
