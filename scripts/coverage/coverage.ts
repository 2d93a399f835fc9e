import { pathToFileURL } from "node:url";
import { judge, type Law, laws, type Subject, type Verdict } from "@opensme/testing";
import { table } from "../../packages/cli/src/output/table.ts";
import { findSubjects, messageOf, repository, type TestedConnector } from "../subjects.ts";
import { type Coverage, declaredCoverage, reasonsOf } from "./declared.ts";

/** How a connector stands with the laws that concern it. */
interface Standing {
  counts: Coverage["laws"];
  /** A sentence for each law that is switched off, with the reason. */
  off: string[];
  /** A sentence for each law that is broken, and for each that is switched off and would pass. */
  broken: string[];
}

/** Holds a connector against laws, of which some are switched off: by number, with the reasons. */
export const stand = async (
  { id, subject }: Pick<TestedConnector, "id" | "subject">,
  reasons: Readonly<Record<number, string>>,
  all: readonly Law[] = laws,
): Promise<Standing> => {
  const standing: Standing = { counts: { passed: 0, off: 0, total: 0 }, off: [], broken: [] };
  const { counts, off, broken } = standing;
  for (const law of all) {
    const { outcome, reason } = await judgeAnyhow(law, subject);
    const offReason = reasons[law.number];
    const name = `${id}: law ${law.number}, ${law.title}`;
    if (offReason !== undefined && outcome !== "broken")
      broken.push(`${name}: is switched off ("${offReason}") and would pass`);
    if (outcome === "exempt") continue;
    counts.total += 1;
    if (outcome === "kept") counts.passed += 1;
    else if (offReason === undefined) broken.push(`${name}: ${reason}`);
    else {
      counts.off += 1;
      off.push(`${name}: switched off, ${offReason}`);
    }
  }
  return standing;
};

/** A verdict even where a defect of the law, the sandbox or the mapping gets in its way. */
const judgeAnyhow = async (law: Law, subject: Subject): Promise<Pick<Verdict, "outcome" | "reason">> => {
  // Time limits do not keep the process running by themselves while a law waits for one.
  const wait = setInterval(() => undefined, 1000);
  try {
    return await judge(law, subject);
  } catch (error) {
    return { outcome: "broken", reason: messageOf(error) };
  } finally {
    clearInterval(wait);
  }
};

const measure = async (connector: TestedConnector): Promise<Standing & { coverage: Coverage }> => {
  const standing = await stand(connector, await reasonsOf(connector));
  return { ...standing, coverage: { ...(await declaredCoverage(connector)), laws: standing.counts } };
};

/** Measures all connectors, or those of `ids`, and prints a table, or a JSON line for each; returns the exit code. Remarks go to `remark`. */
export const runCoverage = async (
  { ids = [], json = false, root = repository }: { ids?: readonly string[]; json?: boolean; root?: URL },
  print: (line: string) => void = console.log,
  remark: (line: string) => void = console.error,
): Promise<number> => {
  const { found, skipped, broken } = await findSubjects(ids, root);
  for (const sentence of [...skipped, ...broken.values()]) remark(sentence);
  const measured: Coverage[] = [];
  let failed = broken.size > 0;
  for (const connector of found) {
    try {
      const each = await measure(connector);
      measured.push(each.coverage);
      failed ||= each.broken.length > 0;
      if (json) print(JSON.stringify(each.coverage));
      for (const sentence of [...each.off, ...each.broken]) remark(sentence);
    } catch (error) {
      failed = true;
      remark(`${connector.id}: cannot be measured: ${messageOf(error)}`);
    }
  }
  if (!json)
    for (const line of table(
      ["connector", "resources", "operations", "laws kept", "laws off", "laws that apply", "lines per resource"],
      measured.map(({ connector, resources, operations, laws: { passed, off, total }, lines }) => [
        connector,
        resources,
        operations,
        passed,
        off,
        total,
        lines,
      ]),
    ))
      print(line);
  return failed ? 1 : 0;
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = process.argv.slice(2);
  process.exitCode = await runCoverage({
    ids: given.filter((argument) => !argument.startsWith("--")),
    json: given.includes("--json"),
  });
}
