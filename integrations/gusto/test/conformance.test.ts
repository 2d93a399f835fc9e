import { conformance } from "@opensme/testing";
import { describe, it } from "vitest";
import { subject } from "./subject.ts";

const off = { 58: "the simulated vendor sends none yet", 59: "the simulated vendor sends none yet" };
conformance({ ...subject, off, describe, it });
