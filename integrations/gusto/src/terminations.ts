import { type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { partsList, terminationsIn } from "./people.ts";
import { day } from "./wire.ts";
import { changing, creatingFor, ownedBy, personOf } from "./writing.ts";

/** https://docs.gusto.com/app-integrations/reference/get-v1-employees-employee_id-terminations */
export const Termination = row({
  uuid: required(z.string().min(1)),
  employee_uuid: required(z.string().min(1)),
  version: z.string(),
  effective_date: day,
  run_termination_payroll: z.boolean(),
});

/** The vendor has no call for one by its own id. */
const oneTermination = (id: string): Listing =>
  partsList((person) => terminationsIn(person).filter((row) => Termination.safeParse(row).data?.uuid === id));

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
    // Whether the last pay comes by a payroll of its own, which some states of the United States ask for.
    custom: { run_termination_payroll: termination.run_termination_payroll },
  }),
  write: (termination, operation) => ({
    employee_uuid: personOf(termination, "status", operation),
    version: termination.version,
    effective_date: termination.effectiveDate,
    run_termination_payroll: Termination.shape.run_termination_payroll.parse(
      termination.custom?.["run_termination_payroll"],
    ),
  }),
  list: partsList(terminationsIn),
  get: { listing: oneTermination },
  create: { ...creatingFor("terminations"), row: (answer) => answer },
  update: {
    ...changing((_, { employee_uuid }) => `/v1/terminations/${employee_uuid}`),
    needs: ["employee_uuid", "version", "effective_date", "run_termination_payroll"],
    row: (answer) => answer,
  },
  // Only one whose day is still to come, and whose last pay comes with that of all others.
  remove: {
    path: (_, { employee_uuid }) => ownedBy("employees", employee_uuid, "terminations"),
    needs: ["employee_uuid"],
  },
  scopes: { read: ["employees:read"], write: ["employments:write"] },
});
