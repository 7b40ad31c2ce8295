/** Fields of protocols whose names say nothing to who does not know them. */
import { isHarmless } from "../known/values.ts";
import { BASE64, runEnd } from "./characters.ts";
import type { Separator } from "./names-in-text.ts";
import type { Reading } from "./reading.ts";

/** Password and NewPassword of a Logon (FIX 4.4, fields 554 and 925). */
const FIX_PASSWORDS = new Set(["554", "925"]);
const MAX_LOGON = 1_024;
/** The key and salt of SRTP are 30 bytes at least (RFC 4568 §6). */
const SHORTEST_SRTP = 30;
const MAX_BEFORE = 80;

/** A field that is secret by its protocol; null where it is none. `end`: of its name. */
export function readField(
  scan: Reading,
  at: number,
  end: number,
  { at: from, sign }: Separator,
  to: number,
): number | null {
  const { text } = scan;
  const name = text.slice(at, Math.min(end, at + 8));
  if (sign === ":" && name.toLowerCase() === "inline") {
    const valueTo = runEnd(text, from, to, BASE64);
    const before = text.slice(Math.max(0, at - MAX_BEFORE), at);
    // Of several keys, each stands behind the one before.
    const isKey = /\bcrypto:|\b(?:AES|ARIA|AEAD|F8|SEED)_|\|\d{1,5}:\d{1,3};$/i.test(before);
    return isKey && valueTo - from >= SHORTEST_SRTP
      ? scan.emit(from, valueTo, "key", "inline")
      : null;
  }
  // Logs write the sign between fields as "^A".
  const tag = text[at - 1] === "^" && name.startsWith("A") ? name.slice(1) : name;
  if (sign === "=" && FIX_PASSWORDS.has(tag)) {
    const before = text.slice(Math.max(0, at - MAX_LOGON), at);
    if (!/8=FIX(?:T)?\.\d/.test(before)) return null;
    let valueTo = from;
    while (valueTo < to && !"|^".includes(text[valueTo] as string) && text.charCodeAt(valueTo) > 31)
      valueTo++;
    if (!isHarmless(text.slice(from, valueTo))) return scan.emit(from, valueTo, "password", name);
  }
  return null;
}
