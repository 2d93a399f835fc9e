import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { compensationsIn, partsList } from "./people.ts";
import { currency, day, payPeriod } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-v1-jobs-job_id-compensations */
const Compensation = z.object({
  uuid: z.string().min(1),
  employee_uuid: z.string().min(1),
  version: z.string().nullish(),
  title: z.string().nullish(),
  rate: codec.decimal.nullish(),
  payment_unit: payPeriod.nullish(),
  flsa_status: z.string().nullish(),
  effective_date: day.nullish(),
});

export const compensations = resource({ entity: "employment", raw: Compensation }).define({
  id: ({ uuid }) => uuid,
  prefix: "compensation",
  read: (pay) => ({
    employee: { id: pay.employee_uuid },
    effectiveDate: pay.effective_date,
    kind: "pay" as const,
    jobTitle: pay.title,
    payRate: pay.rate,
    payCurrency: pay.rate ? currency : undefined,
    payPeriod: pay.payment_unit,
    // Exempt and nonexempt are whether overtime is paid, by the Fair Labor Standards Act.
    overtimeStatus: pay.flsa_status,
    version: pay.version,
  }),
  // Without it only the pay that holds today comes.
  list: partsList(compensationsIn, { include: "all_compensations" }),
  get: { path: (id) => `/v1/compensations/${id}` },
  sensitive: true,
  scopes: { read: ["employees:read", "compensations:read"] },
});
