/**
 * The characters of a stranger's text that no screen is to be given: controls, which move a cursor
 * or change colours; marks that turn the direction of writing; what takes no room and so hides, or
 * makes two names look the same; separators that break a line; and halves of a pair.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5/gu;

/** `\u202e`, and for what takes two units `\u{e0041}`. */
export function codeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex}`;
}

/**
 * A joiner that is seen by what it does to its neighbours: letters of scripts that join (Arabic to
 * N'Ko, Indic, Khmer, Mongolian; Unicode 16, 23.2), and emoji of several parts (UTS 51).
 */
const SEEN_JOINER =
  /(?<=[\u0600-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc])[\u200c\u200d](?=[\u0600-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc])|(?<=\p{ExtPict}(?:\ufe0f|\p{EMod})?)\u200d(?=\p{ExtPict})/uy;

/** With something else in the place of each unsafe character. */
export const replaceUnsafe = (text: string, replace: (character: string) => string): string =>
  text.replace(UNSAFE, (character, offset: number) => {
    SEEN_JOINER.lastIndex = offset;
    return SEEN_JOINER.test(text) ? character : replace(character);
  });

/** On one line, as a terminal or a tracker may show it: what is unsafe is shown as a code. */
export const plain = (text: string): string =>
  replaceUnsafe(text, (character) =>
    character === "\n" || character === "\t" ? " " : codeOf(character),
  );

/** JSON that is safe to look at, and still says exactly the same. Its lines are its own: a text's are escaped. */
export const writeSafeJson = (value: unknown): string =>
  replaceUnsafe(JSON.stringify(value, null, 2), (character) =>
    character === "\n" ? character : character.split("").map(codeOf).join(""),
  );
