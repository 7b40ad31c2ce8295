/** Secrets that begin with a mark of their format: JSON Web Tokens, and private keys in PEM. */
import { runEnd, WORD } from "./characters.ts";

const STAR = 42;

/** Where a JSON Web Token (RFC 7519), signed or encrypted, ends; -1 where none begins here. */
export function jwtEnd(text: string, at: number, to: number): number {
  if (!text.startsWith("eyJ", at)) return -1;
  let end = runEnd(text, at, to, WORD);
  if (end - at < 7) return -1;
  let parts = 1;
  let claimsAt = -1;
  let claimsTo = -1;
  // Five parts where it is encrypted (RFC 7516), of which some may be empty.
  while (parts < 5 && end < to && text[end] === ".") {
    const next = partEnd(text, end + 1, to);
    if (next === end + 1 && text[next] !== ".") break;
    if (++parts === 2) [claimsAt, claimsTo] = [end + 1, next];
    end = next;
  }
  if (parts < 2) return -1;
  const hasClaims = claimsTo - claimsAt >= 2;
  // Without a signature, two words with a point between them are as often something else.
  if (parts === 2 && !(hasClaims && text.startsWith("eyJ", claimsAt))) return -1;
  return hasClaims || parts > 3 ? end : -1;
}

/** A signature may have been masked before. */
function partEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && text.charCodeAt(end) === STAR) end++;
  return runEnd(text, end, to, WORD);
}

/** Digits, a colon and 35 characters (Telegram); a number in base64 and two parts more (Discord). */
const BOT = /^(?:\d{8,10}:[\w-]{35}(?![\w-])|[MNO][\w-]{22,27}\.[\w-]{6,7}\.[\w-]{27,45}(?![\w-]))/;
const MAX_BOT = 96;

/** Where a bot's token ends; -1 where none begins here. */
export function botTokenEnd(text: string, at: number, to: number): number {
  const found = BOT.exec(text.slice(at, Math.min(to, at + MAX_BOT)));
  return found ? at + found[0].length : -1;
}

const PUTTY = /^Private-Lines: \d{1,4}\r?\n/;

const BEGIN = "-----BEGIN ";
const END = "-----END ";
const MAX_LABEL = 64;

/** The lines between those that say that a private key begins and ends. `end`: where to go on. */
export function pemAt(text: string, at: number, to: number): { from: number; to: number } | null {
  if (text.startsWith("Private-Lines: ", at)) {
    const from = at + (PUTTY.exec(text.slice(at, at + MAX_LABEL))?.[0].length ?? MAX_LABEL);
    const end = text.indexOf("Private-MAC", from);
    return { from, to: end < 0 || end > to ? to : end };
  }
  if (!text.startsWith(BEGIN, at)) return null;
  const head = text.slice(at + BEGIN.length, Math.min(to, at + BEGIN.length + MAX_LABEL));
  const labelEnd = head.indexOf("-----");
  const label = labelEnd < 0 ? "" : head.slice(0, labelEnd);
  if (!label.includes("PRIVATE KEY") && !label.includes("SECRET KEY")) return null;
  const from = at + BEGIN.length + labelEnd + 5;
  const end = text.indexOf(END, from);
  return { from, to: end < 0 || end > to ? to : end };
}
