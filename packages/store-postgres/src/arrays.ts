import type { Cell } from "./values.ts";

/** Types whose values are sent as the bytes that they are, without marks around them. Object ids: https://www.postgresql.org/docs/current/datatype-oid.html */
const objectIds: Readonly<Record<string, number>> = { text: 25, json: 114 };

/** Makes an array out of the texts of its values, as a parameter takes it. */
export const arrayOf = (type: string, cells: readonly Cell[]): string | Buffer => {
  const objectId = objectIds[type];
  return objectId === undefined ? literal(cells) : binary(objectId, cells);
};

/** `{"1250.5",NULL}`: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const literal = (cells: readonly Cell[]): string => {
  let text = "";
  for (const cell of cells) {
    if (text !== "") text += ",";
    text += cell === null ? "NULL" : `"${/["\\]/.test(cell) ? cell.replace(/["\\]/g, "\\$&") : cell}"`;
  }
  return `{${text}}`;
};

/** Dimensions, whether there are nulls, the type, the size and the first index; then each value behind its length, which is -1 for null. */
const binary = (objectId: number, cells: readonly Cell[]): Buffer => {
  let size = 20;
  for (const cell of cells) size += 4 + (cell === null ? 0 : Buffer.byteLength(cell));
  const buffer = Buffer.allocUnsafe(size);
  let end = 0;
  for (const number of [1, 1, objectId, cells.length, 1]) end = buffer.writeInt32BE(number, end);
  for (const cell of cells) {
    const length = cell === null ? -1 : buffer.write(cell, end + 4);
    end = buffer.writeInt32BE(length, end) + Math.max(0, length);
  }
  return buffer;
};
