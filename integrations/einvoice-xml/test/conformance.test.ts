import { conformance } from "@opensme/testing";
import { describe, it } from "vitest";
import { subject } from "./subject.ts";

conformance({ ...subject, describe, it });
