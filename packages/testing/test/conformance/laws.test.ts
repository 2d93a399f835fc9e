import { describe, expect, it } from "vitest";
import { judge, laws } from "../../src/index.ts";
import { cabinet } from "./cabinet.ts";
import { depot } from "./depot.ts";
import { entering, entrances, faults, subject } from "./faults.ts";

describe("the fictional vendor's connector", () => {
  const numbered = laws.map((law) => [law.number, law] as const);

  it.each(numbered.filter(([number]) => number !== 66 && number !== 67))("keeps law %i", async (_, law) => {
    expect(await judge(law, subject())).toEqual({ law: law.number, title: law.title, outcome: "kept" });
  });

  for (const [how, entrance] of Object.entries(entrances))
    it.each(numbered.filter(([number]) => number <= 13))(`that goes in ${how} keeps law %i`, async (number, law) => {
      const concerns = how !== "by signatures" || (number !== 10 && number !== 11);
      expect(await judge(law, entering(entrance))).toMatchObject({ outcome: concerns ? "kept" : "exempt" });
    });

  it("that is given files keeps the laws of them", async () => {
    for (const [number, law] of numbered)
      if (number === 4 || number === 67) expect(await judge(law, depot())).toMatchObject({ outcome: "kept" });
  });

  it.each(numbered)("that reads files keeps law %i, unless it does not concern files", async (_, law) => {
    expect(await judge(law, cabinet())).toMatchObject({
      outcome: law.number === 66 ? "kept" : expect.stringMatching(/^(?:kept|exempt)$/),
    });
  });
});

describe("a seeded fault breaks law", () => {
  it("of every number there is", () => {
    expect(laws.map(({ number }) => number)).toEqual(Object.keys(faults).map(Number));
  });

  for (const [number, cases] of Object.entries(faults)) {
    const law = laws.find((candidate) => candidate.number === Number(number));
    it.each(Object.entries(cases))(`${number}: %s`, async (_, [faulty, says]) => {
      const verdict = law && (await judge(law, faulty()));
      expect(verdict).toEqual({
        law: law?.number,
        title: law?.title,
        outcome: "broken",
        reason: expect.stringMatching(says),
      });
    });
  }
});
