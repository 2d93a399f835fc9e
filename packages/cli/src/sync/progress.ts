import type { SyncEvent } from "@opensme/sync";
import type { Output } from "../output/output.ts";

interface Reading {
  readonly resource: string;
  readonly received: number;
  readonly total?: number | undefined;
}

const barLength = 20;

/** Milliseconds between two drawings, but for streams that begin. */
const pause = 100;

const number = new Intl.NumberFormat("en");

/** Shows how far a run is: a line for each connection, with the stream that it reads and how many there are. */
export const showProgress = (
  output: Output,
  streams: Readonly<Record<string, readonly string[]>>,
): ((event: SyncEvent) => void) => {
  const width = Object.keys(streams).reduce((longest, { length }) => Math.max(longest, length), 0);
  const finished = new Map<string, number>();
  const reading = new Map<string, Reading>();
  let drawnAt = 0;

  const line = ([connection, { resource, received, total }]: [string, Reading]): string => {
    const place = `${(finished.get(connection) ?? 0) + 1}/${streams[connection]?.length}`;
    if (total === undefined)
      return `${connection.padEnd(width)}  ${"·".repeat(barLength)}  ${place} ${resource} ${number.format(received)}`;
    // Pages may overlap, so that more rows come than there are.
    const reached = Math.min(received, total);
    const filled = total === 0 ? barLength : Math.round((reached / total) * barLength);
    const bar = "█".repeat(filled) + "░".repeat(barLength - filled);
    return `${connection.padEnd(width)}  ${bar}  ${place} ${resource} ${number.format(reached)} of ${number.format(total)}`;
  };

  return (event) => {
    if (event.type === "stream-finished") {
      const { connection } = event.report.stream;
      finished.set(connection, (finished.get(connection) ?? 0) + 1);
      reading.delete(connection);
    } else if (event.type === "stream-started" || event.type === "page-stored") {
      const { connection, resource } = event.stream;
      const [received, total] = event.type === "page-stored" ? [event.counts.received, event.total] : [0];
      reading.set(connection, { resource, received, total });
      if (event.type === "page-stored" && performance.now() - drawnAt < pause) return;
    } else return;
    drawnAt = performance.now();
    output.live([...reading].map(line));
  };
};
