import { createHash, randomUUID } from "node:crypto";

export interface IssuedTokens {
  accessToken: string;
  refreshToken?: string;
  /** Seconds. */
  expiresIn: number;
}

/** Where a simulated vendor issues and checks its tokens. Lifetimes are in seconds, 3600 unless given; `SandboxOptions.tokenLifetime` overrides them. */
export interface TokenDesk {
  /** `refresh`: with a refresh token. `subject`: whom or what the tokens stand for. */
  issue(grant?: { lifetime?: number; refresh?: boolean; subject?: string }): IssuedTokens;
  /**
   * Gives new tokens for a refresh token. It is used up and replaced, unless `rotate` is false; undefined when it is unknown, used up or
   * revoked.
   */
  redeem(refreshToken: string, terms?: { lifetime?: number; rotate?: boolean }): IssuedTokens | undefined;
  /** Gives a code for what a person allowed, bound to a PKCE challenge (S256). */
  authorize(challenge: string, subject?: string): string;
  /** Gives tokens for such a code, once, to who knows the verifier of its challenge. */
  exchange(code: string, verifier: string, terms?: { lifetime?: number }): IssuedTokens | undefined;
  accepts(accessToken: string | null | undefined): boolean;
  /** Whom a token that is accepted was issued for. */
  subject(accessToken: string): string | undefined;
  /** Makes the refresh token of the sandbox's config known. */
  seed(refreshToken: string, subject?: string): void;
  /** Makes a fixed access token or key of the sandbox's config known; it has no end of its own. */
  admit(accessToken: string, subject?: string): void;
  /** Access tokens known so far stop working. */
  expireAll(): void;
  /** Access and refresh tokens known so far stop working. */
  revokeAll(): void;
}

export function createTokenDesk(now: () => Date, fixedLifetime: number | undefined): TokenDesk {
  const accessTokens = new Map<string, { endsAt: number; subject: string | undefined }>();
  const refreshTokens = new Map<string, { subject: string | undefined }>();
  const codes = new Map<string, { challenge: string; subject: string | undefined }>();

  const find = (accessToken: string): { subject: string | undefined } | undefined => {
    const found = accessTokens.get(accessToken);
    return found && now().getTime() < found.endsAt ? found : undefined;
  };
  const issueAccess = (lifetime: number | undefined, subject: string | undefined): IssuedTokens => {
    const expiresIn = fixedLifetime ?? lifetime ?? 3600;
    const accessToken = `access-${randomUUID()}`;
    accessTokens.set(accessToken, { endsAt: now().getTime() + expiresIn * 1000, subject });
    return { accessToken, expiresIn };
  };
  const issueRefresh = (subject: string | undefined): string => {
    const refreshToken = `refresh-${randomUUID()}`;
    refreshTokens.set(refreshToken, { subject });
    return refreshToken;
  };

  return {
    issue({ lifetime, refresh = false, subject } = {}) {
      const tokens = issueAccess(lifetime, subject);
      return refresh ? { ...tokens, refreshToken: issueRefresh(subject) } : tokens;
    },
    redeem(refreshToken, { lifetime, rotate = true } = {}) {
      const known = refreshTokens.get(refreshToken);
      if (!known) return undefined;
      const tokens = issueAccess(lifetime, known.subject);
      if (!rotate) return { ...tokens, refreshToken };
      refreshTokens.delete(refreshToken);
      return { ...tokens, refreshToken: issueRefresh(known.subject) };
    },
    authorize(challenge, subject) {
      const code = `code-${randomUUID()}`;
      codes.set(code, { challenge, subject });
      return code;
    },
    exchange(code, verifier, { lifetime } = {}) {
      const given = codes.get(code);
      codes.delete(code);
      if (given?.challenge !== createHash("sha256").update(verifier).digest("base64url")) return undefined;
      return { ...issueAccess(lifetime, given.subject), refreshToken: issueRefresh(given.subject) };
    },
    accepts: (accessToken) => typeof accessToken === "string" && find(accessToken) !== undefined,
    subject: (accessToken) => find(accessToken)?.subject,
    seed(refreshToken, subject) {
      refreshTokens.set(refreshToken, { subject });
    },
    admit(accessToken, subject) {
      accessTokens.set(accessToken, { endsAt: Infinity, subject });
    },
    expireAll() {
      accessTokens.clear();
    },
    revokeAll() {
      accessTokens.clear();
      refreshTokens.clear();
    },
  };
}
