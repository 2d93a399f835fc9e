import { beforeEach, describe } from "vitest";
import { memoryStore } from "../src/index.ts";
import { changesSuite } from "./store/changes.ts";

describe("the store in memory", () => {
  const at = { store: memoryStore() };
  beforeEach(async () => {
    at.store = memoryStore();
    await at.store.lease("shop");
  });
  changesSuite(at);
});
