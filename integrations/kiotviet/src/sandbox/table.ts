/** A row of the vendor, whole. */
export type Row = { readonly id: number } & Readonly<Record<string, unknown>>;

/** The rows that a table starts with, each made when it is asked for. */
export interface Base {
  readonly count: number;
  idAt(position: number): number;
  positionOf(id: number): number | undefined;
  at(position: number): Row;
  /** When the row at a position was last changed, in the vendor's local time. */
  changedAt(position: number): string;
}

/** Rows with ids that follow each other. */
export const numbered = (rows: {
  firstId: number;
  /** Asked for late: some counts take a pass over all sales. */
  count: () => number;
  at: (position: number) => Row;
  changedAt: (position: number) => string;
}): Base => ({
  get count() {
    return rows.count();
  },
  idAt: (position) => rows.firstId + position,
  positionOf: (id) => (id >= rows.firstId && id < rows.firstId + rows.count() ? id - rows.firstId : undefined),
  at: rows.at,
  changedAt: rows.changedAt,
});

/** A list that is short enough to be made at once. */
export const listed = (rows: readonly { row: Row; changedAt: string }[]): Base => {
  const positions = new Map(rows.map(({ row }, position) => [row.id, position]));
  const nth = (position: number): { row: Row; changedAt: string } => {
    const found = rows[position];
    if (!found) throw new RangeError(`No row at ${position}`);
    return found;
  };
  return {
    count: rows.length,
    idAt: (position) => nth(position).row.id,
    positionOf: (id) => positions.get(id),
    at: (position) => nth(position).row,
    changedAt: (position) => nth(position).changedAt,
  };
};

export interface PageRequest {
  /** Local time from which on rows have changed. */
  since?: string | undefined;
  /** Local time up to which rows have changed. */
  until?: string | undefined;
  orderBy?: string | undefined;
  descending?: boolean;
  offset: number;
  size: number;
  where?: ((row: Row) => boolean) | undefined;
}

interface Entry {
  row: Row;
  changedAt: string;
}

/** A list of the vendor: rows that stand, and what was changed, added and deleted since. */
export class Table {
  readonly #base: Base;
  readonly #changed = new Map<number, Entry>();
  readonly #added: number[] = [];
  readonly #removed = new Map<number, string>();
  /** Ids in an order that had to be worked out, until something changes. */
  readonly #sorted = new Map<string, readonly number[]>();

  constructor(base: Base) {
    this.#base = base;
  }

  /** The id that the next row will have. */
  get nextId(): number {
    const last = this.#added.at(-1) ?? (this.#base.count > 0 ? this.#base.idAt(this.#base.count - 1) : 0);
    return last + 1;
  }

  /** The ids of all rows, oldest first. */
  ids(): number[] {
    const ids = Array.from({ length: this.#base.count }, (_, position) => this.#base.idAt(position));
    return [...ids, ...this.#added].filter((id) => !this.#removed.has(id));
  }

  get(id: number): Row | undefined {
    return this.#removed.has(id) ? undefined : this.#find(id);
  }

  /** Adds a row, or puts it in the place of the one with its id. */
  put(row: Row, changedAt: string): void {
    if (!this.#has(row.id)) this.#added.push(row.id);
    this.#changed.set(row.id, { row, changedAt });
    this.#sorted.clear();
  }

  remove(id: number, at: string): void {
    if (this.#has(id)) this.#removed.set(id, at);
  }

  restore(id: number, at: string): void {
    if (this.#removed.delete(id)) this.#changed.set(id, { row: this.#row(id), changedAt: at });
  }

  removedSince(time: string): number[] {
    return [...this.#removed].flatMap(([id, at]) => (at >= time ? [id] : []));
  }

  page({ since, until, orderBy = "id", descending = false, offset, size, where }: PageRequest): {
    total: number;
    rows: Row[];
  } {
    const isWhole =
      since === undefined &&
      until === undefined &&
      !where &&
      !descending &&
      orderBy === "id" &&
      this.#removed.size === 0;
    if (isWhole) {
      const total = this.#base.count + this.#added.length;
      const positions = Array.from(
        { length: Math.max(0, Math.min(size, total - offset)) },
        (_, index) => offset + index,
      );
      return { total, rows: positions.map((position) => this.#row(this.#idAt(position))) };
    }
    const ids = this.#inOrder(orderBy).filter(
      (id) =>
        !this.#removed.has(id) &&
        (since === undefined || this.#changedAt(id) >= since) &&
        (until === undefined || this.#changedAt(id) <= until) &&
        (!where || where(this.#row(id))),
    );
    if (descending) ids.reverse();
    return { total: ids.length, rows: ids.slice(offset, offset + size).map((id) => this.#row(id)) };
  }

  #idAt(position: number): number {
    return position < this.#base.count ? this.#base.idAt(position) : (this.#added[position - this.#base.count] ?? 0);
  }

  #has(id: number): boolean {
    return this.#changed.has(id) || this.#base.positionOf(id) !== undefined;
  }

  /** The row, deleted or not. Of a base row the time of change is not asked here: telling it can take a pass over all sales. */
  #find(id: number): Row | undefined {
    const changed = this.#changed.get(id);
    if (changed) return changed.row;
    const position = this.#base.positionOf(id);
    return position === undefined ? undefined : this.#base.at(position);
  }

  #row(id: number): Row {
    const row = this.#find(id);
    if (!row) throw new RangeError(`No row ${id}`);
    return row;
  }

  #changedAt(id: number): string {
    const changed = this.#changed.get(id);
    if (changed) return changed.changedAt;
    const position = this.#base.positionOf(id);
    return position === undefined ? "" : this.#base.changedAt(position);
  }

  #inOrder(field: string): readonly number[] {
    const known = this.#sorted.get(field);
    if (known) return known;
    const ids = Array.from({ length: this.#base.count + this.#added.length }, (_, position) => this.#idAt(position));
    if (field !== "id") {
      const keys = new Map(ids.map((id) => [id, this.#row(id)[field]]));
      ids.sort((left, right) => compared(keys.get(left), keys.get(right)) || left - right);
    }
    this.#sorted.set(field, ids);
    return ids;
  }
}

/** What is not there comes first, as in the vendor's database. */
const compared = (left: unknown, right: unknown): number => {
  if (left === right) return 0;
  if (left === undefined || left === null) return -1;
  if (right === undefined || right === null) return 1;
  return typeof left === "number" && typeof right === "number" ? left - right : String(left) < String(right) ? -1 : 1;
};
