import {
  type AnyConnector,
  type Change,
  type Connection,
  connect,
  type ListInput,
  memoryTokens,
  OpenSMEError,
  type Page,
  type Stream,
  type TokenStore,
} from "@opensme/core";
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

/** Keeps to one token once there is one, and signs in for each request until then. */
export const signsInForEveryRequest: Open = withCheck(async ({ connector, options, connection }) =>
  (await options.tokens.read())
    ? connection.check()
    : opened(connector, { ...options, tokens: apart(options.tokens) }).check(),
);

/** A store of which nobody knows that it is shared. */
const apart = ({ read, write }: TokenStore): TokenStore => ({ read, write });

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

/** Says only that something was refused. */
export const namesNoState: Open = withCheck(({ connection }) =>
  connection.check().catch((error: unknown) => {
    throw new OpenSMEError("you may not", { code: "auth", cause: error });
  }),
);

/** Tells the token that it goes on with. */
export const tellsTokens: Open = withCheck(({ connection, options }) =>
  connection.check().catch(async (error: unknown) => {
    const { accessToken } = (await options.tokens.read()) ?? {};
    throw new OpenSMEError(`failed with ${accessToken}`, { code: "auth", cause: error });
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

export const startsLateOnGarbage: Open = withStreams((stream) => ({
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

/** Never looks again at what is stored. */
export const keepsTokensToItself: Open = (connector, options) => {
  let isRead = false;
  return opened(connector, {
    ...options,
    tokens: {
      read: async () => {
        if (isRead) return undefined;
        isRead = true;
        return options.tokens.read();
      },
      write: (token) => options.tokens.write(token),
    },
  });
};

export const chatters: Open = (connector, options) => {
  console.debug("connecting", options.config);
  return opened(connector, options);
};

/** Puts the vendor's answer into the error. */
export const quotesTheVendor: Open = (connector, options) => {
  const { read } = connector.http?.error ?? {};
  let said = "";
  const http = {
    ...connector.http,
    error: {
      read: (answer: Parameters<NonNullable<typeof read>>[0]) => {
        said = JSON.stringify(answer.body);
        return read?.(answer);
      },
    },
  };
  const connection = opened({ ...connector, http } as AnyConnector, options);
  return {
    ...connection,
    check: () =>
      connection.check().catch((error: unknown) => {
        throw new OpenSMEError(`the vendor says ${said}`, { code: "invalid", cause: error });
      }),
  };
};

/** Changes the pages that listings give. */
const withPages = (change: (pages: AsyncIterable<Page>, input: ListInput) => AsyncIterable<Page>): Open =>
  withStreams((stream) => ({
    ...stream,
    read: (input) => {
      const pages = (): AsyncIterable<Page> => change(stream.read(input).pages(), input);
      return {
        pages,
        async *[Symbol.asyncIterator]() {
          for await (const { changes } of pages()) yield* changes;
        },
      };
    },
  }));

/** Goes on with the token that it had. */
export const keepsTokensInCheckpoints: Open = (connector, options) =>
  withPages(async function* (pages) {
    for await (const page of pages) yield { ...page, cursor: { token: (await options.tokens.read())?.accessToken } };
  })(connector, options);

export const reportsAgain: Open = withPages(async function* (pages) {
  const reported = new Set<string>();
  for await (const page of pages) {
    for (const path of page.unknownFields) reported.add(path);
    yield { ...page, unknownFields: [...reported] };
  }
});

export const addsAField: Open = withPages(async function* (pages) {
  for await (const page of pages)
    yield {
      ...page,
      changes: page.changes.map((change) =>
        change.type === "upsert" ? { ...change, record: { ...change.record, nmae: "?" } as never } : change,
      ),
    };
});

/** Goes on one page behind a checkpoint. */
export const skipsAPageOnResume: Open = withPages(async function* (pages, { cursor }) {
  let count = 0;
  for await (const page of pages) if (cursor === undefined || count++ > 0) yield page;
});

export const endsWhereItFails: Open = withPages(async function* (pages) {
  try {
    yield* pages;
  } catch {
    // As if that had been all.
  }
});

/** Says of every page that the vendor has told all there is to come. */
export const readsTheFuture: Open = withPages(async function* (pages) {
  for await (const page of pages) yield { ...page, until: "2100-01-01T00:00:00Z" };
});

/** Tells of what is not in the list as if the vendor had reported it. */
export const reportsTheAbsent = (): Open => {
  const known = new Map<string, Change>();
  return withPages(async function* (pages, { since, cursor }) {
    const seen = new Set<string>();
    for await (const page of pages) {
      for (const change of page.changes) {
        if (change.id === undefined) continue;
        seen.add(change.id);
        known.set(change.id, { type: "delete", entity: change.entity, id: change.id, cause: "reported" });
      }
      const absent = [...known].flatMap(([id, change]) => (seen.has(id) ? [] : [change]));
      const isEnd = page.cursor === undefined && since === undefined && cursor === undefined;
      yield isEnd ? { ...page, changes: [...page.changes, ...absent] } : page;
    }
  });
};

/** Paces each check by itself. */
export const pacesChecksApart: Open = (connector, options) => {
  const connection = opened(connector, options);
  return { ...connection, check: () => opened(connector, options).check() };
};

export const waitsForEver: Open = (connector, { timeout: _, ...options }) => opened(connector, options);

export const givesTheSensitive: Open = (connector, options) =>
  options.sensitive ? opened(connector, options) : opened(connector, { ...options, sensitive: true });

export const keepsItsPlaceInADate: Open = withPages(async function* (pages) {
  for await (const page of pages)
    yield { ...page, cursor: page.cursor === undefined ? undefined : (new Date() as never) };
});

export const throwsUntypedErrors: Open = withPages(async function* (pages) {
  try {
    yield* pages;
  } catch {
    throw new Error("oops");
  }
});

export const repeatsWrites: Open = (connector, options) => {
  const connection = opened(connector, options) as Connection & { people: { create: (record: object) => unknown } };
  const { people } = connection;
  const create = async (record: object): Promise<unknown> => {
    try {
      return await people.create(record);
    } catch {
      return people.create(record);
    }
  };
  return { ...connection, people: { ...people, create } } as Connection;
};

type Create = (record: object, options?: { dryRun?: boolean; idempotencyKey?: string }) => Promise<object>;
type Creating = Connection & { people: { create: Create } };

/** Changes how people are created. */
const withCreate =
  (change: (create: Create) => Create): Open =>
  (connector, options) => {
    const connection = opened(connector, options) as Creating;
    const { people } = connection;
    return { ...connection, people: { ...people, create: change(people.create) } } as Connection;
  };

/** Takes keys that mean nothing to the vendor. */
export const dropsKeys: Open = withCreate(
  (create) =>
    (record, { idempotencyKey: _, ...options } = {}) =>
      create(record, options),
);

const isLost = (error: unknown): boolean => OpenSMEError.is(error) && error.code === "unknown_outcome";

export const takesLostForFailed: Open = withCreate(
  (create) => (record, options) =>
    create(record, options).catch((error: unknown) => {
      throw isLost(error) ? new OpenSMEError("no answer", { code: "unavailable", cause: error }) : error;
    }),
);

/** Sends again what was not found, as if it could not come yet. */
export const sendsLostAgain: Open = withCreate(
  (create) => (record, options) =>
    create(record, options).catch((error: unknown) => {
      if (isLost(error) && options?.idempotencyKey) return create(record, options);
      throw error;
    }),
);

export const namesNoFields: Open = withCreate(
  (create) => (record, options) =>
    create(record, options).catch((error: unknown) => {
      throw OpenSMEError.is(error) ? new OpenSMEError(error.message, { code: error.code, cause: error }) : error;
    }),
);

/** Carries out what it was only to show. */
export const carriesOutDryRuns: Open = withCreate((create) => async (record, options) => {
  const planned = await create(record, options);
  if (options?.dryRun) await create(record);
  return planned;
});

/** Takes no notice of being asked for a dry run. */
export const knowsNoDryRuns: Open = withCreate((create) => (record) => create(record));

export const passesOverRejects: Open = withPages(async function* (pages) {
  for await (const page of pages)
    yield { ...page, changes: page.changes.filter(({ type }) => type !== "reject"), isPartial: undefined };
});

export const stopsAtRejects: Open = withPages(async function* (pages) {
  for await (const page of pages) {
    if (page.changes.some(({ type }) => type === "reject"))
      throw new OpenSMEError("a broken file", { code: "mismatch" });
    yield page;
  }
});

export const doesNotNameFiles: Open = withPages(async function* (pages) {
  for await (const page of pages)
    yield {
      ...page,
      changes: page.changes.map((change) =>
        change.type === "reject" ? { ...change, issues: [{ path: "", message: "it is broken" }] } : change,
      ),
    };
});

/** Ends where it rejects something, as if nothing came behind. */
export const endsAtRejects: Open = withPages(async function* (pages) {
  for await (const page of pages) {
    yield page;
    if (page.changes.some(({ type }) => type === "reject")) return;
  }
});

/** Takes what it could not read for nothing. */
export const takesPartsForTheWhole: Open = withPages(async function* (pages) {
  for await (const page of pages) yield { ...page, isPartial: undefined };
});
