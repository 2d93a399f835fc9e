/** What requests carry for as long as it lives, and what the next one is had for. */
export interface Token {
  accessToken: string;
  refreshToken?: string | undefined;
  /** Until when it is used, in milliseconds since 1970. */
  expiresAt?: number | undefined;
  /** The scopes that were granted, where the vendor says so. */
  scopes?: readonly string[] | undefined;
}

/** Keeps a connection's token between runs. Vendors that rotate refresh tokens accept each once, so it must outlive the process. */
export interface TokenStore {
  read(): Promise<Token | undefined>;
  write(token: Token): Promise<void>;
  /** Runs work that reads, renews and writes the token, while no other process that shares the store does. Without it such processes may use a refresh token twice. */
  exclusive?<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A token store that forgets with the process. */
export const memoryTokens = (): TokenStore => {
  let kept: Token | undefined;
  return {
    read: async () => kept,
    write: async (token) => {
      kept = token;
    },
  };
};

/** Until when a token of so many seconds is used: a little less than it lives, since clocks differ and requests take time. */
const endOf = (lifetime: number): number => Date.now() + lifetime * 1000 - Math.min(60_000, lifetime * 100);

/** The token in what a token endpoint answers. */
export const tokenIn = (answer: {
  readonly access_token: string;
  readonly refresh_token?: unknown;
  readonly expires_in?: unknown;
  readonly scope?: unknown;
}): Token => {
  const lifetime = Number(answer.expires_in);
  // Between scopes stand spaces, with some vendors commas.
  const scopes = typeof answer.scope === "string" ? answer.scope.split(/[\s,]+/).filter(Boolean) : [];
  return {
    accessToken: answer.access_token,
    ...(typeof answer.refresh_token === "string" ? { refreshToken: answer.refresh_token } : {}),
    ...(lifetime > 0 ? { expiresAt: endOf(lifetime) } : {}),
    ...(scopes.length > 0 ? { scopes } : {}),
  };
};

/** Renewals under way. Connections to several accounts of one login share a store, and must not use its refresh token twice. */
const renewals = new WeakMap<TokenStore, Promise<Token>>();

const usable = (token: Token | undefined): token is Token =>
  token !== undefined && (token.expiresAt === undefined || token.expiresAt > Date.now());

/** Hands out a connection's token, asking for another one once, however many requests wait for it. */
export const renewed = (
  store: TokenStore,
  ask: (kept: Token | undefined) => Promise<Token>,
): { token(): Promise<Token>; renew(refused: Token): Promise<void> } => {
  let current: Token | undefined;

  const next = async (refused: string | undefined): Promise<Token> => {
    const kept = await store.read();
    // Another process may have renewed it already; using the old refresh token again would revoke both.
    if (usable(kept) && kept.accessToken !== refused) return kept;
    const given = await ask(kept).catch(async (error: unknown) => {
      // Another process may have used the refresh token at the same time, and been given the new one.
      const newer = await store.read();
      if (usable(newer) && newer.accessToken !== refused && newer.accessToken !== kept?.accessToken) return newer;
      throw error;
    });
    const { refreshToken = kept?.refreshToken, scopes = kept?.scopes } = given;
    const token = { ...given, ...(refreshToken ? { refreshToken } : {}), ...(scopes ? { scopes } : {}) };
    await store.write(token);
    return token;
  };

  const renewOnce = async (refused?: string): Promise<Token> => {
    let renewal = renewals.get(store);
    if (!renewal) {
      const work = (): Promise<Token> => next(refused);
      renewal = (store.exclusive ? store.exclusive(work) : work()).finally(() => renewals.delete(store));
      renewals.set(store, renewal);
    }
    current = await renewal;
    return current;
  };

  return {
    async token() {
      const known = current;
      return usable(known) ? known : renewOnce();
    },
    async renew({ accessToken }) {
      if (renewals.has(store) || current?.accessToken === accessToken) await renewOnce(accessToken);
    },
  };
};
