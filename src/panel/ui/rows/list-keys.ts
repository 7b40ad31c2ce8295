/** Where a key moves to in a list of `count` rows; null where the key does not move. */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  pageRows: number,
): number | null {
  if (count === 0) return null;
  const to = targetOf(key, index, count, pageRows);
  return to === null ? null : Math.min(count - 1, Math.max(0, to));
}

function targetOf(key: string, index: number, count: number, pageRows: number): number | null {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index < 0 ? count - 1 : index - 1;
    case "PageDown":
      return index + pageRows;
    case "PageUp":
      return index - pageRows;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
