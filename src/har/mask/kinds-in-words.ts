import type { FoundSecrets, SecretKind } from "../../secrets/masker.ts";
import { countOf, listOf } from "../../words/words.ts";

const KINDS: Record<SecretKind, [one: string, many: string]> = {
  password: ["password", "passwords"],
  token: ["token", "tokens"],
  jwt: ["JSON Web Token", "JSON Web Tokens"],
  key: ["key", "keys"],
  "private-key": ["private key", "private keys"],
  cookie: ["cookie", "cookies"],
  login: ["login", "logins"],
  own: ["value that you named", "values that you named"],
};

/** A file may name what this version does not know. */
export const isSecretKind = (kind: string): kind is SecretKind => Object.hasOwn(KINDS, kind);

export const kindInWords = (kind: SecretKind): string => KINDS[kind][0];

/** "3 tokens, 2 cookies and 1 password": the most frequent first. */
export function kindsInWords(found: readonly Pick<FoundSecrets, "kind" | "count">[]): string {
  const counts = new Map<SecretKind, number>();
  for (const { kind, count } of found) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return listOf(
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => countOf(count, ...KINDS[kind])),
  );
}

export const totalOf = (found: readonly Pick<FoundSecrets, "count">[]): number =>
  found.reduce((sum, { count }) => sum + count, 0);
