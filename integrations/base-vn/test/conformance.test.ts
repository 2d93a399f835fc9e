import { conformance } from "@opensme/testing";
import { describe, it } from "vitest";
import { subject } from "./subject.ts";

conformance({ ...subject, describe, it, off: { 7: "the lists of Base take no order" } });
