/** Sentences of a page, a server or the browser, without what looks like a credential in them. */
import { findSecrets } from "./scan/find-secrets.ts";
import type { Manner } from "./scan/reading.ts";
import { MASK } from "./secrets.ts";

const PROSE: Manner = {
  names: new Set(),
  isProse: true,
  isAddress: false,
  isBinary: false,
  isLogin: false,
};

/** For words that are shown; a file tells the secrets in it apart, see `createMasker`. */
export function maskWords(text: string): string {
  let masked = "";
  let copiedTo = 0;
  for (const { from, to } of findSecrets(text, PROSE)) {
    masked += text.slice(copiedTo, from) + MASK;
    copiedTo = to;
  }
  return copiedTo === 0 ? text : masked + text.slice(copiedTo);
}
