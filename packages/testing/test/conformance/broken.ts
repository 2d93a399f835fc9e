import { type AnyConnector, type Connection, connect, memoryTokens, OpenSMEError, type Stream } from "@opensme/core";
import type { Subject } from "../../src/index.ts";

/** Connections broken in one way each: what a careless transport would do. */
type Open = NonNullable<Subject["connect"]>;

const opened: Open = (connector, options) => connect(connector as never, options as never) as Connection;

const withCheck =
  (
    check: (parts: {
      connector: AnyConnector;
      options: Parameters<Open>[1];
      connection: Connection;
    }) => ReturnType<Connection["check"]>,
  ): Open =>
  (connector, options) => {
    const connection = opened(connector, options);
    return { ...connection, check: () => check({ connector, options, connection }) };
  };

const withStreams =
  (change: (stream: Stream) => Stream): Open =>
  (connector, options) => {
    const connection = opened(connector, options);
    return { ...connection, streams: connection.streams.map(change) };
  };

export const renewsForEveryRequest: Open = withCheck(({ connector, options }) =>
  opened(connector, { ...options, tokens: memoryTokens() }).check(),
);

export const storesTokensLate: Open = (connector, options) =>
  opened(connector, {
    ...options,
    tokens: {
      ...options.tokens,
      write: async (token) => {
        setTimeout(() => void options.tokens.write(token), 200);
      },
    },
  });

export const loopsWhenRefused: Open = withCheck(async ({ connection }) => {
  for (let attempt = 0; attempt < 5; attempt += 1) await connection.check().catch(() => undefined);
  return connection.check();
});

export const tellsSecrets: Open = withCheck(({ connection, options }) =>
  connection.check().catch((error: unknown) => {
    throw new OpenSMEError(`failed with ${JSON.stringify(options.config)}`, { code: "auth", cause: error });
  }),
);

export const asksAgainAtOnce: Open = withCheck(async ({ connector, options }) => {
  const impatient = opened(connector, { ...options, retries: 0 });
  return impatient.check().catch(() => impatient.check());
});

export const takesEverythingForUnavailable: Open = withCheck(({ connection }) =>
  connection.check().catch((error: unknown) => {
    throw new OpenSMEError("something went wrong", { code: "unavailable", cause: error });
  }),
);

export const ignoresAborts: Open = withStreams((stream) => ({
  ...stream,
  read: ({ signal: _, ...input }) => stream.read(input),
}));

export const startsOverSilently: Open = withStreams((stream) => ({
  ...stream,
  read: ({ cursor, ...input }) => {
    const list = stream.read(
      cursor === "garbage"
        ? { ...input, cursor: { wire: { query: { skip: 20, page: 3 } }, seen: 20 } }
        : { ...input, cursor },
    );
    return list;
  },
}));

/** Gives checkpoints that lie one page too far. */
export const skipsAPageOnResume: Open = withStreams((stream) => ({
  ...stream,
  read: ({ cursor, ...input }) => {
    const list = stream.read({ ...input, cursor });
    if (cursor === undefined) return list;
    return {
      pages: () => list.pages(),
      async *[Symbol.asyncIterator]() {
        let page = 0;
        for await (const { changes } of list.pages()) if (page++ > 0) yield* changes;
      },
    };
  },
}));

export const keepsItsPlaceInAFunction: Open = withStreams((stream) => ({
  ...stream,
  read: (input) => {
    const list = stream.read(input);
    return {
      [Symbol.asyncIterator]: () => list[Symbol.asyncIterator](),
      async *pages() {
        for await (const page of list.pages())
          yield { ...page, cursor: page.cursor === undefined ? undefined : (new Date() as never) };
      },
    };
  },
}));

export const throwsUntypedErrors: Open = withStreams((stream) => ({
  ...stream,
  read: (input) => {
    const list = stream.read(input);
    return {
      [Symbol.asyncIterator]: () => list[Symbol.asyncIterator](),
      async *pages() {
        try {
          yield* list.pages();
        } catch {
          throw new Error("oops");
        }
      },
    };
  },
}));
