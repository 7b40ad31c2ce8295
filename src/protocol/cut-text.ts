/**
 * A text of at most so many characters; a longer one ends with how long it was, and one that was
 * cut there before stays as it is. `knownTo`: whoever told of it may have cut it there.
 */
export function cutText(text: string, maxLength: number, knownTo = Infinity): string {
  const { length } = text;
  if (length <= maxLength || withoutCutMark(text).length <= maxLength) return text;
  const told = length >= knownTo ? `${knownTo} characters or more` : `${length} characters`;
  return `${text.slice(0, maxLength)}… (cut: ${told})`;
}

/** What is left of a text that was cut: a secret is one without its end, too. */
export const withoutCutMark = (text: string): string =>
  text.replace(/… \(cut: \d{1,16} characters(?: or more)?\)$/, "");
