import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { company, wholeList } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-companies-company_uuid-time_off_policies: all its amounts are hours. */
const Policy = row({
  uuid: required(z.string().min(1)),
  name: required(z.string()),
  is_active: codec.choice({ true: "active", false: "archived" }),
  version: z.string(),
});

export const leaveTypes = resource({ entity: "leaveType", raw: Policy }).define({
  id: ({ uuid }) => uuid,
  read: (policy) => ({
    name: policy.name,
    unit: "hours" as const,
    status: policy.is_active,
    version: policy.version,
  }),
  list: wholeList({ path: `${company}/time_off_policies` }),
  get: { path: (id) => `/v1/time_off_policies/${id}` },
  scopes: { read: ["time_off_policies:read"] },
});
