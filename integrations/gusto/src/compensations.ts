import { codec, fields, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { compensationsIn, partsList } from "./people.ts";
import { currency, day, payPeriod } from "./wire.ts";
import { changing, ownedBy, personOf, withoutOwner } from "./writing.ts";

const path = (id: string) => `/v1/compensations/${id}`;

/** https://docs.gusto.com/app-integrations/reference/get-v1-jobs-job_id-compensations */
const Compensation = row({
  uuid: required(z.string().min(1)),
  employee_uuid: required(z.string().min(1)),
  ...fields(z.string(), "job_uuid", "version", "title", "flsa_status"),
  rate: codec.decimal,
  payment_unit: payPeriod,
  effective_date: day,
});

/** Gusto does not pay by the day or the quarter. */
const PayPeriod = z.enum(["hour", "week", "month", "year"]).optional();

/** Amounts are sent as text. */
const CompensationBody = Compensation.partial().extend({ rate: z.string().optional() });

export const compensations = resource({ entity: "employment", raw: Compensation, body: CompensationBody }).define({
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
    // The job that it pays for.
    custom: { job_uuid: pay.job_uuid },
  }),
  write: (pay, operation) => {
    const job_uuid = Compensation.shape.job_uuid.parse(pay.custom?.["job_uuid"]);
    if (operation === "create" && !job_uuid) throw refuse("custom.job_uuid", "is missing: which job is paid for?");
    if (pay.payCurrency !== undefined && pay.payCurrency !== currency)
      throw refuse("payCurrency", "is not USD, in which Gusto pays");
    return {
      employee_uuid: personOf(pay, "pay", operation),
      job_uuid,
      version: pay.version,
      title: pay.jobTitle,
      rate: pay.payRate,
      payment_unit: PayPeriod.parse(pay.payPeriod),
      flsa_status: pay.overtimeStatus,
      effective_date: pay.effectiveDate,
    };
  },
  // Without it only the pay that holds today comes.
  list: partsList(compensationsIn, { include: "all_compensations" }),
  get: { path },
  create: {
    path: ({ job_uuid }) => ownedBy("jobs", job_uuid, "compensations"),
    wrap: withoutOwner,
    row: (answer) => answer,
  },
  update: { ...changing(path), row: (answer) => answer },
  remove: { path },
  sensitive: true,
  scopes: { read: ["employees:read", "compensations:read"], write: ["compensations:write"] },
});
