import { beforeEach, describe } from "vitest";
import { memoryStore } from "../src/index.ts";
import { changesSuite } from "./store/changes.ts";
import type { Subject } from "./store/subject.ts";

describe("the store in memory", () => {
  const at = {} as Subject;
  beforeEach(async () => {
    at.store = memoryStore();
    at.lease = await at.store.lease("shop");
  });
  changesSuite(at);
});
