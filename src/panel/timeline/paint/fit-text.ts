/** The part of a canvas that measures. */
export type TextMeasure = { measureText(text: string): { width: number } };

/** Of an endpoint the end says most: what does not fit goes from its beginning. */
export function fitText(context: TextMeasure, text: string, roomPx: number): string {
  if (context.measureText(text).width <= roomPx) return text;
  let from = 0;
  let to = text.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (context.measureText(`…${text.slice(middle)}`).width <= roomPx) to = middle;
    else from = middle + 1;
  }
  return from >= text.length ? "" : `…${text.slice(from)}`;
}
