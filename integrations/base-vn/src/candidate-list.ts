import { each, withoutSensitive } from "@opensme/core";
import * as z from "zod";
import { ownId } from "./codecs.ts";
import { openingList } from "./job-openings.ts";
import { baseList } from "./lists.ts";

/** Base sends these whether or not they are wanted. */
const sensitive = ["gender", "ssn", "address", "form", "dob_day", "dob_month", "dob_year"];

/** The rows of all openings, with the person and what became of the application in one. */
export const candidateList = withoutSensitive(
  each({
    of: openingList,
    parent: (row) => z.object({ id: ownId }).safeParse(row).data?.id,
    list: (id) =>
      baseList({
        path: "/hiring/candidate/list",
        keys: ["candidates", "candidate"],
        form: { opening_id: id },
        firstPage: 1,
        deletes: "absent",
      }),
    deletes: "absent",
    rowsIn: baseList({ path: "", keys: ["candidates", "candidate"], deletes: "absent" }).rowsIn,
  }),
  (field) => sensitive.includes(field),
);
