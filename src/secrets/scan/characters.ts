/** Characters by what they can belong to, as bits. */
export const UPPER = 1;
const LOWER = 2;
export const DIGIT = 4;
export const HEX = 8;
/** `_` and `-`, which names have as keys do. */
const JOINER = 16;
const DOT = 32;
const BASE64_SIGN = 64;
/** What may stand unencoded within a part of an address. */
export const ADDRESS_SIGN = 128;
/** Between the parts of a password as it is stored. */
const CRYPT_SIGN = 256;

export const WORD = UPPER | LOWER | DIGIT | JOINER;
export const DOTTED = WORD | DOT;
export const BASE64 = WORD | BASE64_SIGN | DOT;
export const CRYPT = BASE64 | CRYPT_SIGN;
export const ENCODED = DOTTED | BASE64_SIGN | ADDRESS_SIGN;

const CLASSES = new Uint16Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  CLASSES[code] =
    (/[A-Z]/.test(char) ? UPPER : 0) |
    (/[a-z]/.test(char) ? LOWER : 0) |
    (/\d/.test(char) ? DIGIT : 0) |
    (/[\da-fA-F]/.test(char) ? HEX : 0) |
    (/[_-]/.test(char) ? JOINER : 0) |
    (char === "." ? DOT : 0) |
    (/[+/=]/.test(char) ? BASE64_SIGN : 0) |
    (/[$,]/.test(char) ? CRYPT_SIGN : 0) |
    (/[%~!*'():@]/.test(char) ? ADDRESS_SIGN : 0);
}

export const isOf = (text: string, at: number, mask: number): boolean =>
  ((CLASSES[text.charCodeAt(at)] ?? 0) & mask) !== 0;

/** Where a run of such characters ends. */
export function runEnd(text: string, at: number, to: number, mask: number): number {
  let end = at;
  while (end < to && ((CLASSES[text.charCodeAt(end)] ?? 0) & mask) !== 0) end++;
  return end;
}

/** A character of a word; beyond ASCII letters stand, but not in binary. */
export const isWordCode = (code: number, isBinary: boolean): boolean =>
  code < 128 ? ((CLASSES[code] ?? 0) & WORD) !== 0 : !isBinary;
