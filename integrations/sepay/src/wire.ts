import { codec } from "@opensme/core";
import * as z from "zod";

/** SePay watches accounts at banks in Vietnam, all of them in đồng, and names no currency. */
export const currency = "VND";

/** A date that was never set, as MySQL writes it. */
const setTime = z.codec(z.string(), z.string(), {
  decode: (wire) => (wire.startsWith("0000-00-00") ? "" : wire),
  encode: (wire) => wire,
});

/** A wall-clock time of Vietnam, `2026-10-07 14:23:00`. */
export const vietnamTime = setTime.pipe(codec.localDateTime("+07:00"));

/** A moment as SePay's filters take it. */
export const filterTime = (instant: string): string => vietnamTime.encode(instant).slice(0, 19).replace("T", " ");

/** The calendar day in Vietnam at a moment. */
export const vietnamDay = (instant: string | null | undefined): string | undefined =>
  instant ? vietnamTime.encode(instant).slice(0, 10) : undefined;

export const ownId = codec.identifier.refine((id) => id.trim() !== "", "expected an id");

/** Text; a reference that is all digits comes as a number from some banks. */
export const word = codec.identifier;

/** What an account holds; SePay writes 0 for the banks that do not tell it, so 0 is not known to be nothing. */
export const known = (balance: string | null | undefined): string | undefined =>
  balance && balance !== "0" ? balance : undefined;
