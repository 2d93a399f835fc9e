import { expect, it } from "vitest";
import { explain } from "../src/errors.ts";

// As PostgreSQL 15 says it on a standby, which is in recovery for as long as it is one.
it.each([
  ["25006", "cannot execute INSERT in a read-only transaction"],
  ["0A000", "cannot set transaction read-write mode during recovery"],
])("a write on a standby says where to write (%s)", (code, message) => {
  const error = explain(Object.assign(new Error(message), { code }), "The PostgreSQL database company");
  expect(error).toMatchObject({ code: "config", message: expect.stringContaining("Give the address of the primary") });
});
