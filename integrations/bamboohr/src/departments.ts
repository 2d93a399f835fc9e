import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { optionList } from "./lists.ts";

const Department = row({
  id: required(codec.identifier),
  name: required(z.string()),
  archived: codec.choice({ no: "active", yes: "archived", false: "active", true: "archived" }),
  createdDate: codec.instant,
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
