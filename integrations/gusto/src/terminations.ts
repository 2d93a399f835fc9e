import { resource } from "@opensme/core";
import * as z from "zod";
import { partsList, terminationsIn } from "./people.ts";
import { day } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-v1-employees-employee_id-terminations */
export const Termination = z.object({
  uuid: z.string().min(1),
  employee_uuid: z.string().min(1),
  version: z.string().nullish(),
  effective_date: day.nullish(),
});

/** Scheduled ones too, whose day is still to come. The day is the person's last. */
export const terminations = resource({ entity: "employment", raw: Termination }).define({
  id: ({ uuid }) => uuid,
  prefix: "termination",
  read: (termination) => ({
    employee: { id: termination.employee_uuid },
    effectiveDate: termination.effective_date,
    kind: "status" as const,
    employmentType: "terminated" as const,
    version: termination.version,
  }),
  list: partsList(terminationsIn),
  scopes: { read: ["employees:read"] },
});
