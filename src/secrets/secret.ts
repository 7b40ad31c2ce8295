/** What a secret is, as it is counted for people. */
export type SecretKind =
  | "password"
  | "token"
  | "jwt"
  | "key"
  | "private-key"
  | "cookie"
  | "login"
  | "own";

/** A stretch of a text that is secret. `name`: what gave it away, a name before it or its shape. */
export type Span = {
  from: number;
  to: number;
  kind: SecretKind;
  name: string;
  /** What it is by itself, where it stands there encoded. */
  value: string;
  /** It stands where JSON has a number: what is put there needs these quotes. */
  quote: string;
};
