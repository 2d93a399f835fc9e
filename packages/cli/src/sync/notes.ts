import type { StreamKey, StreamReport, StreamStatus, SyncEvent } from "@opensme/sync";

/** How often something was wrong with a row, and one of the rows. */
interface Fault {
  rows: number;
  example?: string | undefined;
}

/** How many fields or streams are named one by one. */
const most = 6;

/**
 * Gathers what the reader of a run should know in the end. Vendor fields that `before` names were told by an earlier run. Where rows are not stored, it
 * does not lead to a database.
 */
export class Notes {
  readonly #faults = new Map<string, Map<string, Fault>>();
  readonly #fields = new Map<string, string[]>();
  readonly #told: ReadonlyMap<string, ReadonlySet<string>>;

  readonly #isStored: boolean;

  constructor(before: readonly StreamStatus[], { isStored = true }: { isStored?: boolean } = {}) {
    this.#isStored = isStored;
    this.#told = new Map(before.map((stream) => [nameOf(stream), new Set(stream.unknownFields)]));
  }

  take(event: SyncEvent): void {
    if (event.type === "unknown-fields") {
      const { connection, resource } = event.stream;
      const told = this.#told.get(nameOf(event.stream));
      const fresh = event.fields.filter((field) => !told?.has(field)).map((field) => `${resource}.${field}`);
      if (fresh.length > 0) this.#fields.set(connection, [...(this.#fields.get(connection) ?? []), ...fresh]);
    }
    if (event.type === "rows-rejected") {
      const name = nameOf(event.stream);
      const faults = this.#faults.get(name) ?? new Map<string, Fault>();
      this.#faults.set(name, faults);
      for (const { id, issues } of event.rejects) {
        for (const { path, message, place } of issues) {
          const field = path.replace(/(?<=^|\.)\d+(?=\.|$)/g, "*");
          const problem = [place, field || (place === undefined ? "row" : ""), message].filter(Boolean).join(": ");
          const { rows, example = id } = faults.get(problem) ?? { rows: 0 };
          faults.set(problem, { rows: rows + 1, example });
        }
      }
    }
  }

  /** Lines that say why streams are not complete, and what is new in them. */
  lines(reports: readonly StreamReport[]): string[] {
    const withError = reports.filter(({ error }) => error !== undefined);
    const byMessage = Map.groupBy(withError, ({ error }) => error?.message ?? "");
    return [
      ...[...byMessage].flatMap(([message, streams]) => {
        const [first = "", ...hints] = message.split("\n");
        const faults = streams.flatMap(({ stream }) => [...(this.#faults.get(nameOf(stream)) ?? [])]);
        // A file that cannot be read is told once, and not for each of the streams that would be read from it.
        const told = new Set(faults.map(([problem, fault]) => `  ${problem} (${extent(fault)})`));
        return [
          `error: ${naming(streams)}: ${first}`,
          ...hints.map((hint) => `  ${hint}`),
          ...told,
          ...(faults.length > 0 && this.#isStored ? ['  The rows: opensme query "select * from _rejects"'] : []),
        ];
      }),
      ...[...this.#fields].flatMap(([connection, fields]) => [
        `${connection}: the connector does not read these fields of the vendor${this.#isStored ? ", which stay in _raw" : ""}: ${some(fields)}`,
        ...(fields.length > most && this.#isStored
          ? ['  All of them: opensme query "select * from _unknown_fields"']
          : []),
      ]),
    ];
  }
}

const nameOf = ({ connection, resource }: StreamKey): string => `${connection} ${resource}`;

const naming = (reports: readonly StreamReport[]): string => {
  const byConnection = Map.groupBy(reports, ({ stream }) => stream.connection);
  return [...byConnection]
    .map(([connection, streams]) => `${connection} ${some(streams.map(({ stream }) => stream.resource))}`)
    .join("; ");
};

const some = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ");

const extent = ({ rows, example }: Fault): string => {
  if (rows === 1) return example === undefined ? "1 row" : `row ${example}`;
  return example === undefined ? `${rows} rows` : `${rows} rows, such as ${example}`;
};
