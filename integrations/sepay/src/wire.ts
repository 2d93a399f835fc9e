import { codec, dayIn, pick } from "@opensme/core";
import * as z from "zod";

/** SePay watches accounts at banks in Vietnam, all of them in đồng, and names no currency. */
export const currency = "VND";

/** A wall-clock time of Vietnam, `2026-10-07 14:23:00`. */
export const vietnamTime = codec.localDateTime("+07:00");

/** A moment as SePay's filters take it. */
export const filterTime = (instant: string): string => vietnamTime.encode(instant).slice(0, 19).replace("T", " ");

/** The calendar day in Vietnam at a moment. */
export const vietnamDay = dayIn("+07:00");

/** What an account holds; SePay writes 0 for the banks that do not tell it, so 0 is not known to be nothing. */
export const known = (balance: string | null | undefined): string | undefined =>
  balance && balance !== "0" ? balance : undefined;

const Answer = z.record(z.string(), z.unknown());

/** A list under its key here, under `data` in version 2 of the API. */
export const listUnder = (key: string) =>
  Answer.transform(({ [key]: list, data }) => list ?? data).pipe(z.array(z.unknown()));

/** One record, likewise. */
export const rowUnder = (key: string) => pick(Answer, ({ [key]: row, data }) => row ?? data);
