import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { moment, optionList } from "./wire.ts";

const Department = z.looseObject({
  id: codec.identifier,
  name: z.string(),
  archived: codec.choice({ no: "active", yes: "archived", false: "active", true: "archived" }).nullish(),
  createdDate: moment.nullish(),
});

export const departments = resource({ entity: "department", raw: Department }).define({
  id: (department) => department.id,
  read: (department) => ({
    name: department.name,
    status: department.archived,
    createdAt: department.createdDate,
  }),
  list: optionList("department"),
  scopes: { read: ["field"] },
});
