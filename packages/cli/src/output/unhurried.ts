import { setImmediate as turn } from "node:timers/promises";

/** Lets the process hear now and then that nobody reads its output any more. */
export const unhurried = async function* <Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  let count = 0;
  for await (const row of rows) {
    yield row;
    count += 1;
    if (count % 500 === 0) await turn();
  }
};
