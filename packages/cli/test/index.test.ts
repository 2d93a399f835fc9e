import { expect, test } from "vitest";
import * as opensme from "../src/index.ts";

test("what the package exports", () => {
  expect(Object.keys(opensme).sort()).toEqual(["connection", "defineConfig", "env", "tokenFile"]);
});
