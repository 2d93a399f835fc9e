import { parseArgs } from "node:util";
import { ownDatabase, startServer } from "../../store-postgres/test/server.ts";
import { type Defect, defects } from "./defects.ts";
import { engines } from "./engines.ts";
import { type TrialResult, trial } from "./trial.ts";

/**
 * Puts the engine through seeded trials: `npm run faults -- --runs 200 --seed 1`. Prints each seed that failed, with what was wrong; `--runs 1 --seed N`
 * gives it again. `--store postgres` keeps the records in PostgreSQL, and `--defect NAME` breaks the engine on purpose.
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    store: { type: "string", default: "sqlite" },
    defect: { type: "string" },
  },
});

const wholeNumber = (name: "runs" | "seed"): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number, and not "${values[name]}"`);
};

const isDefect = (name: string): name is Defect => name in defects;

const [runs, first] = [wholeNumber("runs"), wholeNumber("seed")];
const { defect, store } = values;
if (defect !== undefined && !isDefect(defect))
  throw new Error(`There is no defect "${defect}". There are: ${Object.keys(defects).join(", ")}`);
if (store !== "sqlite" && store !== "postgres") throw new Error(`--store takes sqlite or postgres, and not "${store}"`);

const server = store === "postgres" ? await startServer() : undefined;
const own = server && (await ownDatabase(server.address));
const pool = engines();
const results: TrialResult[] = [];
let next = first;
const started = performance.now();

const lane = async (): Promise<void> => {
  while (next < first + runs) {
    const seed = next;
    next += 1;
    const result = await trial(seed, pool, { defect, server: own?.address });
    results.push(result);
    for (const problem of result.problems) console.log(`seed ${seed}: ${problem}`);
  }
};
// Each lane waits for the network most of the time.
await Promise.all(Array.from({ length: 3 }, lane));
await pool.close();
await own?.drop();
await server?.stop();

const sum = (key: "runs" | "kills" | "faults"): number => results.reduce((total, result) => total + result[key], 0);
const failed = results.filter(({ problems }) => problems.length > 0).map(({ seed }) => seed);
console.log(
  `${results.length} trials from seed ${first} in ${Math.round((performance.now() - started) / 1000)} s: ${sum("runs")} runs of the engine, ${sum("kills")} killed, ${sum("faults")} requests met a fault`,
);
console.log(
  failed.length === 0
    ? "The database was the vendor's each time."
    : `Failed: seeds ${failed.sort((a, b) => a - b).join(", ")}`,
);
process.exitCode = failed.length === 0 && results.length > 0 ? 0 : 1;
