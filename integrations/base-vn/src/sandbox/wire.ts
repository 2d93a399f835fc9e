import { HttpResponse } from "@opensme/testing";

export const domain = "base.vn";

/** What gets in: a token for each app, those made now with a tilde in them. */
export const access = {
  accountToken: "1001-SANDBOXACCOUNT0000000001",
  hrmToken: "1001~sandbox_hrm_0000000001",
  timeoffToken: "1001~sandbox_timeoff_0000000001",
  payrollToken: "1001~sandbox_payroll_0000000001",
  checkinToken: "1001~sandbox_checkin_0000000001",
  hiringToken: "1001-SANDBOXHIRING0000000001",
} as const;

/** What the columns of the sample company's payroll hold. */
export const payrollColumns = {
  luong: "salary",
  cong: "days",
  tong_thu_nhap: "gross",
  bhxh: "social-insurance",
  bhyt: "health-insurance",
  bhtn: "unemployment-insurance",
  bhxh_cty: "employer-social-insurance",
  thue_tncn: "tax",
  thuc_linh: "net",
} as const;

/** A moment as Base writes it. */
export const seconds = (moment: string | Date): string => String(Math.floor(new Date(moment).getTime() / 1000));

/** A day as Base writes it: its midnight in Vietnam. */
export const midnight = (day: string): string => seconds(`${day}T00:00:00+07:00`);

/** Failures have the status 200 as well. */
export const failed = (message: string): Response => HttpResponse.json({ code: 0, message, data: null });

export const succeeded = (content: object): Response => HttpResponse.json({ code: 1, message: "", ...content });

export const tooMany = (retryAfter: string | undefined): Response =>
  HttpResponse.json(
    { code: 0, message: "Too many requests" },
    { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  );
