/**
 * The beginning of a text, as a text of its own: V8's `slice` keeps all that it was cut from. What
 * is put together anew is copied when it is cut, and short ones always are.
 */
export const beginningOf = (value: string, max: number): string =>
  value.length > max ? `.${value.slice(0, max)}`.slice(1) : value;

/**
 * A text of at most so many characters; a longer one ends with how long it was, and one that was
 * cut there before stays as it is. `knownTo`: whoever told of it may have cut it there.
 */
export function cutText(text: string, maxLength: number, knownTo = Infinity): string {
  const { length } = text;
  if (length <= maxLength || withoutCutMark(text).length <= maxLength) return text;
  const told = length >= knownTo ? `${knownTo} characters or more` : `${length} characters`;
  return `${beginningOf(text, maxLength)}… (cut: ${told})`;
}

/** What is left of a text that was cut: a secret is one without its end, too. */
export const withoutCutMark = (text: string): string =>
  text.replace(/… \(cut: \d{1,16} characters(?: or more)?\)$/, "");
