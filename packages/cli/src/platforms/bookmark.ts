import type { StreamState } from "@opensme/sync";
import * as z from "zod";

/** How far a stream has been passed on, kept by the platform between runs: the engine's own state, and what it takes to notice deletions by absence. */
export interface Bookmark extends StreamState {
  /** The version that the records of the stream carry since its last full read. */
  readonly version?: number | undefined;
  /** How many rows the last full read brought. */
  readonly records?: number | undefined;
  /** The full read under way. */
  readonly sweep?: Sweep | undefined;
}

/** A full read whose end tells what is gone. */
interface Sweep {
  readonly version: number;
  readonly seen: number;
  /** Rows that could not be read, whose records must not pass for gone. */
  readonly rejected: number;
}

const count = z.int().nonnegative();

/** A bookmark as a platform gives it back. What a later version adds stays in it. */
export const Bookmark: z.ZodType<Bookmark> = z.looseObject({
  mapping: z.string(),
  watermark: z.string().optional(),
  pass: z
    .looseObject({
      since: z.string().optional(),
      cursor: z.json().optional(),
      newest: z.string().optional(),
      openedAt: z.string().optional(),
      received: count.optional(),
      sweeps: z.boolean(),
    })
    .optional(),
  version: count.optional(),
  records: count.optional(),
  sweep: z.object({ version: count, seen: count, rejected: count }).optional(),
});
