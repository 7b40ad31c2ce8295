/** Payload text made safe to look at: nothing in it that turns, hides or breaks what is around it. */
import { codeOf, replaceUnsafe } from "../../words/safe-text.ts";

const SHORT_NAMES = new Map([
  ["\n", "⏎"],
  ["\r", "␍"],
  ["\t", "⇥"],
]);

const nameOf = (character: string) => SHORT_NAMES.get(character) ?? codeOf(character);

/** The first characters of a text, or all of them, on one line. */
export const previewText = (text: string, maxLength = Infinity): string =>
  replaceUnsafe(text.slice(0, maxLength), nameOf);

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
  replaceUnsafe(text, (character) =>
    character === "\n" || character === "\t" ? character : nameOf(character),
  );
