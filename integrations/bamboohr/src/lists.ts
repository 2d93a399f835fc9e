import { type Listing, listing, OpenSMEError, pick, row, single } from "@opensme/core";
import * as z from "zod";
import { orEmptyList } from "./wire.ts";

const Lists = z.array(row({ alias: z.string(), options: orEmptyList(z.array(z.unknown())) }));

/** The options of one list field among all list fields, archived ones too: https://documentation.bamboohr.com/reference/list-list-fields. */
const optionsOf =
  (alias: "department" | "location") =>
  (lists: z.output<typeof Lists>): readonly unknown[] => {
    const found = lists.find((list) => list.alias === alias);
    if (found) return found.options ?? [];
    // An account always has it; a list that is missing is one that the user behind the key may not see.
    throw new OpenSMEError(
      `BambooHR does not show the list of ${alias}s to this user. Let its access level see the field "${alias}", or leave the resource out.`,
      { code: "permission" },
    );
  };

export const optionsIn = (alias: "department" | "location"): ((answer: unknown) => readonly unknown[]) =>
  pick(Lists, optionsOf(alias));

export const listFields = "/meta/lists";

export const optionList = (alias: "department" | "location"): Listing =>
  listing({ path: listFields, page: Lists, items: optionsOf(alias), paging: single(), deletes: "absent" });
