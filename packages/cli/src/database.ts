import { existsSync } from "node:fs";
import { openReader, type Reader } from "@opensme/store-sqlite";
import type { Project } from "./config/project.ts";
import { usageError } from "./failure.ts";

/** Opens the database of a project for reading. Throws a `config` error where there is none yet. */
export const openDatabase = ({ store }: Project): Reader => {
  if (existsSync(store)) return openReader(store);
  throw usageError(`There is no database yet at ${store}.`, "Fill it first: opensme sync");
};
