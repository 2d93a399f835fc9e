import { describe } from "vitest";
import { passesSuite } from "./suite/passes.ts";
import { recordsSuite } from "./suite/records.ts";
import { standingSuite } from "./suite/standing.ts";
import { type Place, subject } from "./suite/subject.ts";

/** What any store must do, whatever it keeps records in. */
export const storeSuite = (name: string, makePlace: () => Promise<Place>): void => {
  describe(name, () => {
    const at = subject(makePlace);
    recordsSuite(at);
    passesSuite(at);
    standingSuite(at);
  });
};
