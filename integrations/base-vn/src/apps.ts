import { OpenSMEError, secret, type Wire } from "@opensme/core";
import * as z from "zod";
import { columnKinds } from "./payroll-columns.ts";

const token = (app: string): z.ZodOptional<z.ZodString> =>
  secret(z.string().min(1))
    .optional()
    .describe(`Token of ${app}, made by its administrator in its settings; without it, its resources cannot be read`);

export const Config = z.strictObject({
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "write the domain alone, such as base.vn")
    .default("base.vn")
    .describe("Domain under which the apps stand: base.vn, or the company's own, as in hrm.acme.vn"),
  accountToken: secret(z.string().min(1)).describe("Token of Base Account, made by an administrator in its settings"),
  hrmToken: token("Base HRM"),
  timeoffToken: token("Base Timeoff"),
  payrollToken: token("Base Payroll"),
  checkinToken: token("Base Checkin"),
  hiringToken: token("Base E-Hiring"),
  payrollColumns: z
    .record(z.string(), z.enum(columnKinds))
    .optional()
    .describe('What the columns of the payroll hold, by their ids: { "thuc_linh": "net", "luong_cung": "salary" }'),
});

type Config = z.output<typeof Config>;

const names = {
  account: "Base Account",
  hrm: "Base HRM",
  timeoff: "Base Timeoff",
  payroll: "Base Payroll",
  checkin: "Base Checkin",
  hiring: "Base E-Hiring",
} as const;

export type App = keyof typeof names;

const isApp = (name: string): name is App => Object.hasOwn(names, name);

const apps: readonly App[] = Object.keys(names).filter(isApp);

const hostOf = (app: App, { domain }: Pick<Config, "domain">): string => `${app}.${domain}`;

export const baseUrl = (config: Config): string => `https://${hostOf("account", config)}`;

/** The hosts of the apps that there is a token for. */
export const hosts = (config: Config): string[] =>
  apps.filter((app) => config[`${app}Token`]).map((app) => hostOf(app, config));

const rootOf = (app: App): string => (app === "hiring" ? "/publicapi/v2" : "/extapi/v1");

/**
 * Sends each call to its app, which the first part of the path names: every app has a host and a token of its own. Everything is posted as a form, the token
 * with it: `access_token_v2` for those made now, which have a tilde in them, `access_token` for older ones.
 */
export const route =
  (config: Config) =>
  ({ path, form, ...wire }: Wire & { path: string }): Wire & { path: string } => {
    const [, app = "", call = ""] = /^\/(\w+)(\/.*)$/.exec(path) ?? [];
    if (!isApp(app)) throw new OpenSMEError(`"${path}" names no app of Base.`, { code: "unsupported" });
    const key = config[`${app}Token`];
    if (!key) {
      const message = `${names[app]} cannot be read without its token: set "${app}Token", or leave this resource out.`;
      throw new OpenSMEError(message, { code: "config", issues: [{ path: `${app}Token`, message: "is required" }] });
    }
    return {
      ...wire,
      method: "post",
      path: `https://${hostOf(app, config)}${rootOf(app)}${call}`,
      form: { ...form, [key.includes("~") ? "access_token_v2" : "access_token"]: key },
    };
  };

/** Some apps put an answer into a list, alone. */
export const alone = (body: unknown): unknown => (Array.isArray(body) && body.length === 1 ? body[0] : body);
