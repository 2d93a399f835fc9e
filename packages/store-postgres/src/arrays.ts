import type { Cell } from "./values.ts";

/** How a type's values are written in the binary form: under which object id, and behind which first byte. */
interface Binary {
  readonly objectId: number;
  readonly version?: number;
}

/** Types whose texts may hold anything. Object ids: https://www.postgresql.org/docs/current/datatype-oid.html */
const binaries: Readonly<Record<string, Binary>> = {
  text: { objectId: 25 },
  json: { objectId: 114 },
  jsonb: { objectId: 3802, version: 1 },
};

/** Makes an array out of the texts of its values, as a parameter takes it. */
export const arrayOf = (type: string, cells: readonly Cell[]): string | Buffer => {
  const form = binaries[type];
  return form === undefined ? literal(cells) : binary(form, cells);
};

/** `{1250.5,NULL}`: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO. Numbers, moments and truths need no quotes. */
const literal = (cells: readonly Cell[]): string => `{${cells.map((cell) => cell ?? "NULL").join(",")}}`;

/** Dimensions, whether there are nulls, the type, the size and the first index; then each value behind its length, which is -1 for null. */
const binary = ({ objectId, version }: Binary, cells: readonly Cell[]): Buffer => {
  const start = version === undefined ? 4 : 5;
  let size = 20;
  for (const cell of cells) size += cell === null ? 4 : start + Buffer.byteLength(cell);
  const buffer = Buffer.allocUnsafe(size);
  let end = 0;
  for (const number of [1, 1, objectId, cells.length, 1]) end = buffer.writeInt32BE(number, end);
  for (const cell of cells) {
    if (cell === null) {
      end = buffer.writeInt32BE(-1, end);
      continue;
    }
    const length = buffer.write(cell, end + start);
    buffer.writeInt32BE(length + start - 4, end);
    if (version !== undefined) buffer[end + 4] = version;
    end += start + length;
  }
  return buffer;
};
