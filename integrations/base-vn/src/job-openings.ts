import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { day, moment, otherId, ownId, plainText, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

const Opening = row({
  id: required(ownId),
  name: plainText,
  ...fields(z.string(), "codename", "salary", "period", "metatype", "company_name", "office_name", "content"),
  dept_id: otherId,
  // The other numbers are not documented.
  status: codec.choice({ 10: "open" }),
  num_positions: word,
  deadline: day,
  ...fields(moment, "stime", "etime", "since", "last_update"),
});

type Opening = z.output<typeof Opening>;

const headcountOf = ({ num_positions }: Opening): number | undefined =>
  /^[1-9]\d{0,6}$/.test(num_positions ?? "") ? Number(num_positions) : undefined;

export const openingList = baseList({
  path: "/hiring/opening/list",
  keys: ["openings", "opening"],
  firstPage: 1,
  deletes: "absent",
});

/** Openings in Base E-Hiring, which has departments and offices of its own. */
export const jobOpenings = resource({ entity: "jobOpening", raw: Opening }).define({
  id: (opening) => opening.id,
  read: (opening) => ({
    name: opening.name || opening.codename || opening.id,
    code: opening.codename,
    status: opening.status,
    headcount: headcountOf(opening),
    employmentType: opening.period,
    description: opening.content,
    openedAt: opening.stime,
    deadline: opening.deadline,
    createdAt: opening.since,
    updatedAt: opening.last_update,
    unmapped: {
      dept_id: opening.dept_id,
      salary: opening.salary,
      metatype: opening.metatype,
      company_name: opening.company_name,
      office_name: opening.office_name,
      etime: opening.etime,
      num_positions: headcountOf(opening) === undefined ? opening.num_positions : undefined,
    },
  }),
  list: openingList,
});
