/** Payload text made safe to look at: nothing in it that turns, hides or breaks what is around it. */

// Controls, the marks that reorder text, and lone surrogates: a payload must not disguise itself.
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

const SHORT_NAMES: Record<string, string> = { "\n": "⏎", "\r": "␍", "\t": "⇥" };

const nameOf = (character: string) =>
  SHORT_NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The first characters of a text, on one line. */
export const previewText = (text: string, maxLength: number): string =>
  text.slice(0, maxLength).replaceAll(INVISIBLE, nameOf);

/** A whole text with its lines; other invisible characters are named. */
export const visibleText = (text: string): string =>
  text.replaceAll(INVISIBLE, (character) =>
    character === "\n" || character === "\t" ? character : nameOf(character),
  );
