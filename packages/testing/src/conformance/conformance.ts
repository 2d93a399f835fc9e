import { OpenSMEError } from "@opensme/core";
import { dateLaws } from "./dates.ts";
import { definitionLaws } from "./definition.ts";
import { deletionLaws } from "./deletes.ts";
import { effectLaws } from "./effects.ts";
import { engineLaws } from "./engine.ts";
import { failureLaws } from "./failures.ts";
import { fileLaws } from "./files.ts";
import { incrementalLaws } from "./incremental.ts";
import { insist, type Law, type Subject, Violation } from "./law.ts";
import { limitLaws } from "./limits.ts";
import { mappingLaws } from "./mapping.ts";
import { moneyLaws } from "./money.ts";
import { operationLaws } from "./operations.ts";
import { preparedLaws } from "./prepared.ts";
import { readingLaws } from "./reading.ts";
import { recordLaws } from "./records.ts";
import { refusalLaws } from "./refusals.ts";
import { securityLaws } from "./security.ts";
import { webhookLaws } from "./webhooks.ts";
import { writingLaws } from "./writing.ts";

/** Every law of the suite, by number. */
export const laws: readonly Law[] = [
  ...definitionLaws,
  ...operationLaws,
  ...readingLaws,
  ...recordLaws,
  ...incrementalLaws,
  ...deletionLaws,
  ...engineLaws,
  ...mappingLaws,
  ...moneyLaws,
  ...dateLaws,
  ...writingLaws,
  ...effectLaws,
  ...refusalLaws,
  ...failureLaws,
  ...limitLaws,
  ...securityLaws,
  ...webhookLaws,
  ...fileLaws,
  ...preparedLaws,
].sort((left, right) => left.number - right.number);

/** The part of a test runner that the suite needs: vitest's, jest's and node:test's fit. */
export interface Runner {
  describe: (name: string, body: () => void) => unknown;
  it: (name: string, body: () => Promise<void>, timeout?: number) => unknown;
}

export interface ConformanceOptions extends Subject, Runner {
  /** Laws that this connector cannot keep, by number, each with the reason. A law that would pass may not be switched off. */
  off?: Readonly<Record<number, string>>;
}

/** How a connector stands with one law. */
export interface Verdict {
  law: number;
  title: string;
  outcome: "kept" | "broken" | "exempt";
  /** What is broken, or why the law does not concern the connector. */
  reason?: string;
}

/** Holds a connector against one law. */
export const judge = async (law: Law, subject: Subject): Promise<Verdict> => {
  const verdict = { law: law.number, title: law.title };
  const exemption = law.exempt?.(subject);
  if (exemption !== undefined) return { ...verdict, outcome: "exempt", reason: exemption };
  try {
    await law.check(subject);
    return { ...verdict, outcome: "kept" };
  } catch (error) {
    // Any other error is a defect of the law, the sandbox or the mapping, to be seen with its stack.
    if (error instanceof Violation || OpenSMEError.is(error))
      return { ...verdict, outcome: "broken", reason: error.message };
    throw error;
  }
};

/** Registers one test for each law with the given runner. */
export const conformance = (options: ConformanceOptions): void => {
  const { describe, it, off = {}, ...subject } = options;
  describe(`${subject.connector.id} keeps the laws`, () => {
    for (const number of Object.keys(off))
      insist(
        laws.some((law) => law.number === Number(number)),
        `law ${number} is switched off, and there is none of that number`,
      );
    for (const law of laws) {
      const reason = off[law.number];
      it(`${law.number}. ${law.title}${reason === undefined ? "" : ` (off: ${reason})`}`, async () => {
        const verdict = await judge(law, subject);
        if (reason === undefined) {
          if (verdict.outcome === "broken") throw new Violation(verdict.reason);
        } else if (verdict.outcome !== "broken") {
          throw new Violation(`law ${law.number} is switched off ("${reason}") and would pass: switch it on`);
        }
      }, 120_000);
    }
  });
};
