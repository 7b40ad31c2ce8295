const FAR = 10;

/** Where a key moves to among the points of a chart; null where the key does not move. */
export function pointAfterKey(key: string, at: number | null, count: number): number | null {
  if (count === 0) return null;
  const to = targetOf(key, at, count);
  return to === null ? null : Math.min(count - 1, Math.max(0, to));
}

function targetOf(key: string, at: number | null, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return at === null ? 0 : at + 1;
    case "ArrowLeft":
      return at === null ? count - 1 : at - 1;
    case "PageDown":
      return (at ?? 0) + FAR;
    case "PageUp":
      return (at ?? count) - FAR;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
