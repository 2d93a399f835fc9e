import { required, resource, row } from "@opensme/core";
import * as z from "zod";
import { company, wholeList } from "./wire.ts";
import { changing } from "./writing.ts";

const path = (id: string) => `/v1/departments/${id}`;

/** https://docs.gusto.com/app-integrations/reference/get-companies-departments. Who belongs to it stands on the people. */
const Department = row({ uuid: required(z.string().min(1)), title: required(z.string()), version: z.string() });

export const departments = resource({ entity: "department", raw: Department }).define({
  id: ({ uuid }) => uuid,
  read: ({ title, version }) => ({ name: title, version }),
  list: wholeList({ path: `${company}/departments` }),
  write: ({ name, version }) => ({ title: name, version }),
  get: { path },
  create: { path: `${company}/departments`, row: (answer) => answer },
  update: { ...changing(path), row: (answer) => answer },
  remove: { path },
  scopes: { read: ["departments:read"], write: ["departments:write"] },
});
