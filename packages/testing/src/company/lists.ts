/** The element at a position; throws RangeError where there is none. */
export function nth<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return element;
}

export function sumOf<T>(list: Iterable<T>, amount: (element: T) => number): number {
  let sum = 0;
  for (const element of list) sum += amount(element);
  return sum;
}

/** A number with leading zeros. */
export function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
