import { resource } from "@opensme/core";
import * as z from "zod";
import { company, wholeList } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-companies-departments. Who belongs to it stands on the people. */
const Department = z.object({ uuid: z.string().min(1), title: z.string(), version: z.string().nullish() });

export const departments = resource({ entity: "department", raw: Department }).define({
  id: ({ uuid }) => uuid,
  read: ({ title, version }) => ({ name: title, version }),
  list: wholeList({ path: `${company}/departments` }),
  get: { path: (id) => `/v1/departments/${id}` },
  scopes: { read: ["departments:read"] },
});
