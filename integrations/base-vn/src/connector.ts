import { defineConnector, pick } from "@opensme/core";
import * as z from "zod";
import { applications } from "./applications.ts";
import { alone, baseUrl, Config, hosts, route } from "./apps.ts";
import { areas } from "./areas.ts";
import { candidates } from "./candidates.ts";
import { credentials } from "./credentials.ts";
import { departments } from "./departments.ts";
import { employees } from "./employees.ts";
import { classifyError, isFailure, readError } from "./errors.ts";
import { jobOpenings } from "./job-openings.ts";
import { leaveRequests } from "./leave-requests.ts";
import { leaveTypes } from "./leave-types.ts";
import { locations } from "./locations.ts";
import { payrollCycles } from "./payroll-cycles.ts";
import { payrollRuns } from "./payroll-runs.ts";
import { payslips } from "./payslips.ts";
import { timeEntries } from "./time-entries.ts";
import { users } from "./users.ts";

/** Base.vn, a suite of apps: of these Account, HRM, Timeoff, Payroll, Checkin and E-Hiring. */
export const baseVn = defineConnector({
  spec: 1,
  id: "base-vn",
  name: "Base.vn",
  version: "0.1.0",
  categories: ["people"],
  countries: ["VN"],
  config: Config,
  credentials,
  http: {
    baseUrl,
    hosts,
    // Each app has its own token, which stands in the form: see `route`.
    auth: () => ({ kind: "none" }),
    envelope: (config) => ({ wrap: route(config), unwrap: alone }),
    // The vendor publishes none; one call at a time stays well clear of any.
    limits: [{ concurrent: 1 }],
    error: { read: readError, isFailure, classify: classifyError },
  },
  check: {
    path: "/account/users",
    method: "post",
    idempotent: true,
    identity: pick(z.looseObject({ code: z.unknown() }), () => ({})),
  },
  resources: {
    users,
    departments,
    areas,
    locations,
    employees,
    leaveTypes,
    leaveRequests,
    timeEntries,
    payrollCycles,
    payrollRuns,
    payslips,
    jobOpenings,
    candidates,
    applications,
  },
});
