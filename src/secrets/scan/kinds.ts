import { bareName } from "../known/names.ts";
import type { SecretKind } from "../secret.ts";

const KINDS: [RegExp, SecretKind][] = [
  [/cookie|sess(?:ion)?|^sid$/, "cookie"],
  [/priv(?:ate)?key/, "private-key"],
  [/key|^sk|^ak/, "key"],
  [
    /pass|pwd|^pw$|pin|otp|code|passwor[dt]|kennwort|contrase|senha|mdp|user|login|digest/,
    "password",
  ],
];

/** What stands under such a name, for people who count. */
export function kindOf(name: string): SecretKind {
  const bare = bareName(name);
  return KINDS.find(([pattern]) => pattern.test(bare))?.[1] ?? "token";
}
