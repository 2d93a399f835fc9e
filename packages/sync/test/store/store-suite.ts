import { describe } from "vitest";
import { changesSuite } from "./changes.ts";
import { deliveriesSuite } from "./deliveries.ts";
import { forgetSuite } from "./forget.ts";
import { historySuite } from "./history.ts";
import { passesSuite } from "./passes.ts";
import { recordsSuite } from "./records.ts";
import { standingSuite } from "./standing.ts";
import { type Place, subject } from "./subject.ts";

/** What any store must do, whatever it keeps records in. */
export const storeSuite = (name: string, makePlace: () => Promise<Place>): void => {
  describe(name, () => {
    const at = subject(makePlace);
    recordsSuite(at);
    passesSuite(at);
    standingSuite(at);
    deliveriesSuite(at);
    changesSuite(at);
    historySuite(at);
    forgetSuite(at);
  });
};
