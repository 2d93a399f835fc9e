import type { Database } from "./database.ts";

/** When the database was set up. */
export const founded = "2025-11-04T03:00:00.000Z";

export const stampOf = ({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }) => ({
  created: createdAt,
  updated: updatedAt,
});

/** Ids that several models point at. */
export const ids = {
  vnd: 23,
  vietnam: 241,
  company: 1,
  /** Collective partner of everybody at the counter. */
  retail: 50,
  customer: (id: number): number => 100 + id,
  supplier: (id: number): number => 10_000 + id,
  employee: (id: number): number => id,
  user: (id: number): number => 10 + id,
  stockOf: (location: number): number => 20 + location,
  suppliers: 1,
  customers: 2,
} as const;

/** A record of a name alone, made when it is first needed. */
export const named = (database: Database, model: string, name: string): number =>
  (database.all(model).find((row) => row["name"] === name) ?? database.add(model, { name }, founded)).id;
