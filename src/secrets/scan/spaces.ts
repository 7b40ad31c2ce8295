/** Where white space ends. */
export function spacesEnd(text: string, at: number, to: number): number {
  let end = at;
  while (
    end < to &&
    (text[end] === " " || text[end] === "\n" || text[end] === "\t" || text[end] === "\r")
  )
    end++;
  return end;
}
