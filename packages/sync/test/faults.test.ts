import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../store-postgres/test/postgres.ts";
import { type Defect, defects } from "../faults/defects.ts";
import { engines } from "../faults/engines.ts";
import { planOf } from "../faults/plan.ts";
import { trial } from "../faults/trial.ts";

const pool = engines();
afterAll(() => pool.close());

const patient = 120_000;

describe("trials with faults", () => {
  it("have a plan that follows from the seed alone", () => {
    expect(planOf(7)).toEqual(planOf(7));
    expect(planOf(7)).not.toEqual(planOf(8));
  });

  it.each([
    { store: "SQLite", seeds: [1, 2, 3, 4, 5, 6] },
    { store: "PostgreSQL", seeds: [7, 8, 9] },
  ])(
    "leave $store as the vendor is",
    async ({ store, seeds }) => {
      const server = store === "PostgreSQL" ? (await testDatabase()).address : undefined;
      const results = await Promise.all(seeds.map((seed) => trial(seed, pool, { server })));
      expect(results.flatMap(({ seed, problems }) => problems.map((problem) => `seed ${seed}: ${problem}`))).toEqual(
        [],
      );
      expect(results.some(({ kills }) => kills > 0) && results.some(({ faults }) => faults > 0)).toBe(true);
    },
    patient,
  );
});

describe("a broken engine is found out", () => {
  it.each(Object.keys(defects) as Defect[])(
    "%s",
    async (defect) => {
      // A kill strikes within milliseconds of its moment, so one seed alone may miss.
      for (let seed = 1; seed <= 20; seed += 1) {
        const { problems } = await trial(seed, pool, { defect });
        if (problems.length === 0) continue;
        expect(problems.join("\n")).toMatch(/is lost|is stale|is kept|was deleted, though|has other lines/);
        return;
      }
      expect.unreachable(`20 trials have not noticed ${defect}`);
    },
    patient,
  );
});
