/** Payload text made safe to look at: nothing in it that turns, hides or breaks what is around it. */

// Controls, the marks that reorder text, and lone surrogates: a payload must not disguise itself.
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

const SHORT_NAMES: Record<string, string> = { "\n": "⏎", "\r": "␍", "\t": "⇥" };

const nameOf = (character: string) =>
  SHORT_NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The first characters of a text, or all of them, on one line. */
export const previewText = (text: string, maxLength = Infinity): string =>
  text.slice(0, maxLength).replaceAll(INVISIBLE, nameOf);

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * An address on one line. Its parts stand from left to right, whatever letters they are written in:
 * the host would else be taken for a part of the path (URL Standard, URL rendering).
 */
export function addressText(address: string): string {
  const shown = previewText(address);
  // Behind each mark between two parts an invisible one says that nothing turns around it.
  return RIGHT_TO_LEFT.test(shown) ? shown.replaceAll(/[/.:?&=]+/g, "$&\u200e") : shown;
}

/** A whole text with its lines; other invisible characters are named. */
export const visibleText = (text: string): string =>
  text.replaceAll(INVISIBLE, (character) =>
    character === "\n" || character === "\t" ? character : nameOf(character),
  );
