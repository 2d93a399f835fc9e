import { type Finding, wildcard } from "./finding.ts";
import type { Exception } from "./spec.ts";

/** Sorts findings into those that a known exception covers and those that stand, and remembers which exceptions were needed. */
export interface Excepting {
  /** Whether an exception covers the finding. */
  covers(finding: Finding): boolean;
  /** `where` patterns that were needed at least once. */
  used(): number;
  /** What was never needed: one line for each `where` of each exception. */
  stale(): string[];
}

export function excepting(exceptions: readonly Exception[]): Excepting {
  const patterns = exceptions.flatMap((exception) =>
    exception.where.map((where) => ({
      exception,
      where,
      path: wildcard(exception.path),
      place: wildcard(where),
      needed: false,
    })),
  );
  return {
    covers(finding) {
      const fitting = patterns.filter(
        ({ exception, path, place }) =>
          (exception.keyword === undefined || exception.keyword === finding.keyword) &&
          path.test(finding.path) &&
          place.test(finding.where),
      );
      for (const pattern of fitting) pattern.needed = true;
      return fitting.length > 0;
    },
    used: () => patterns.filter((pattern) => pattern.needed).length,
    stale: () =>
      patterns
        .filter((pattern) => !pattern.needed)
        .map(
          ({ exception, where }) =>
            `${exception.path} ${where}${exception.keyword === undefined ? "" : ` (${exception.keyword})`}: ${exception.reason}`,
        ),
  };
}
