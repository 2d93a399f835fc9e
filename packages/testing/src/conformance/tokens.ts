import { memoryTokens, type Token, type TokenStore } from "@opensme/core";

/** A store that remembers everything that was secret in the tokens which went through it. */
export const witnessedTokens = (): TokenStore & { readonly seen: ReadonlySet<string> } => {
  const { read, write } = memoryTokens();
  const seen = new Set<string>();
  return {
    seen,
    read,
    write: async (token) => {
      for (const text of secretsOfToken(token)) seen.add(text);
      await write(token);
    },
  };
};

const secretsOfToken = ({ accessToken, refreshToken }: Token): string[] =>
  [accessToken, refreshToken].filter((text) => text !== undefined);
