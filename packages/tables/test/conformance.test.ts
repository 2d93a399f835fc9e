import { conformance } from "@opensme/testing";
import { describe, it } from "vitest";
import { subject } from "./subject.ts";

conformance({
  ...subject,
  describe,
  it,
  off: { 61: "it makes connectors out of a mapping, and comes with what reads CSV and Excel" },
});
