import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SyncReport } from "../src/index.ts";
import type { Answer, Job } from "./engine.ts";

/** A run under way in a process of its own. */
export interface Run {
  /** The report, or undefined where the process was killed. */
  readonly report: Promise<SyncReport | undefined>;
  kill(): void;
}

/** Engines that wait for work; a process that was killed is replaced when it is missed. */
export interface Engines {
  start(job: Job): Run;
  close(): Promise<void>;
}

/** A run that takes longer has hung. */
const longest = 60_000;

export const engines = (): Engines => {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();

  const spawn = (): ChildProcess => {
    const child = fork(fileURLToPath(new URL("engine.ts", import.meta.url)), {
      execArgv: ["--conditions=@opensme/source", "--disable-warning=ExperimentalWarning"],
    });
    all.add(child);
    child.once("exit", () => all.delete(child));
    return child;
  };

  return {
    start(job) {
      const child = idle.pop() ?? spawn();
      let isOver = false;
      const report = new Promise<SyncReport | undefined>((resolve, reject) => {
        const hung = setTimeout(
          () => reject(new Error(`The engine has not ended within ${longest / 1000} s`)),
          longest,
        );
        const exited = (code: number | null): void => {
          clearTimeout(hung);
          if (code === null) resolve(undefined);
          else reject(new Error(`The engine's process ended by itself, with ${code}`));
        };
        child.once("exit", exited);
        child.once("message", (answer: Answer) => {
          // Killed between its last word and its end.
          if (child.killed) return;
          isOver = true;
          clearTimeout(hung);
          child.off("exit", exited);
          idle.push(child);
          if ("failure" in answer) reject(new Error(answer.failure));
          else resolve(answer.report);
        });
        child.send(job);
      });
      return {
        report,
        kill: () => {
          if (!isOver) child.kill("SIGKILL");
        },
      };
    },
    async close() {
      await Promise.all(
        [...all].map(async (child) => {
          const gone = once(child, "exit");
          child.disconnect();
          await gone;
        }),
      );
    },
  };
};
