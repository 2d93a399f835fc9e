import type { Type } from "./wire.ts";

/** A record to be, with the positions of those that it is associated with. */
export interface Seed {
  n: number;
  properties: Readonly<Record<string, string | undefined>>;
  createdAt: string;
  updatedAt: string;
  links?: Readonly<Partial<Record<Type, readonly number[]>>>;
}
