/**
 * Scrolling through a list that is higher than an element may be. The element is as high as it may
 * be, and its scroll position stands for one in the content: near both ends pixel for pixel, so that
 * they are reached exactly, and stretched between. Small moves are taken as they are all the same, so
 * that a turn of the wheel moves by as many rows as in any list; what they add up to is settled once
 * the scrolling has ended.
 */

/** Chromium stops at 33.5 M pixels of the screen, which at 300 % are 11 M of ours; Firefox sooner. */
const MAX_SPACE_PX = 5_000_000;
const EXACT_EDGE_PX = 50_000;

export type ScrollScale = {
  /** Of the element that makes room for the rows. */
  spacePx: number;
  viewPx: number;
  contentMaxPx: number;
  scrollMaxPx: number;
};

/** `offsetPx` is how far the content at the upper edge lies below the scroll position. */
export type ScrollPlace = { scrollPx: number; offsetPx: number };

/** `contentPx`: how high all rows are together; `viewPx`: what is seen of them. */
export function scaleOf(contentPx: number, viewPx: number): ScrollScale {
  const spacePx = Math.min(contentPx, MAX_SPACE_PX);
  return {
    spacePx,
    viewPx,
    contentMaxPx: Math.max(0, contentPx - viewPx),
    scrollMaxPx: Math.max(0, spacePx - viewPx),
  };
}

/** What of the content is at the upper edge. */
export const topOf = ({ scrollPx, offsetPx }: ScrollPlace): number => scrollPx + offsetPx;

/** Where to scroll to, to have this of the content at the upper edge. */
export function placeOfTop(scale: ScrollScale, topPx: number): ScrollPlace {
  const { contentMaxPx, scrollMaxPx } = scale;
  const top = Math.min(contentMaxPx, Math.max(0, topPx));
  const wanted = stretch(top, contentMaxPx, scrollMaxPx);
  // Rows stand on whole pixels.
  const offsetPx = Math.round(top - wanted);
  return { scrollPx: top - offsetPx, offsetPx };
}

/** What stands at a place the scroll bar was dragged to. */
export function placeOfScroll(scale: ScrollScale, scrollPx: number): ScrollPlace {
  const { contentMaxPx, scrollMaxPx } = scale;
  const top = stretch(Math.min(scrollMaxPx, Math.max(0, scrollPx)), scrollMaxPx, contentMaxPx);
  return { scrollPx, offsetPx: Math.round(top - scrollPx) };
}

/** Where the list stands once it was scrolled to `scrollPx`; another `scrollPx` is to be set. */
export function followScroll(
  scale: ScrollScale,
  before: ScrollPlace,
  scrollPx: number,
): ScrollPlace {
  const { contentMaxPx, scrollMaxPx } = scale;
  const isScaled = contentMaxPx > scrollMaxPx;
  if (isScaled && Math.abs(scrollPx - before.scrollPx) > smallMovePx(scale)) {
    return placeOfScroll(scale, scrollPx);
  }
  const place = { scrollPx, offsetPx: before.offsetPx };
  const top = topOf(place);
  // A list that has become short enough needs no offset any more.
  if (!isScaled) return place.offsetPx === 0 ? place : placeOfTop(scale, top);
  const isBeyond = top < 0 || top > contentMaxPx;
  const isStuck = (scrollPx <= 0 && top > 0) || (scrollPx >= scrollMaxPx && top < contentMaxPx);
  return isBeyond || isStuck ? placeOfTop(scale, top) : place;
}

/** The same rows, where the scroll bar tells the truth about them. */
export const settleScroll = (scale: ScrollScale, place: ScrollPlace): ScrollPlace =>
  place.offsetPx === 0 ? place : placeOfTop(scale, topOf(place));

/** The scroll bar is about as long as the view: dragged by a single pixel it moves by more. */
const smallMovePx = ({ viewPx, scrollMaxPx }: ScrollScale): number =>
  Math.max(viewPx, scrollMaxPx / Math.max(1, viewPx) / 3);

/** From one length to another: near both ends as it is, between them in proportion. */
function stretch(at: number, fromMaxPx: number, toMaxPx: number): number {
  if (fromMaxPx === toMaxPx || at <= EXACT_EDGE_PX) return at;
  if (at >= fromMaxPx - EXACT_EDGE_PX) return toMaxPx - (fromMaxPx - at);
  const factor = (toMaxPx - 2 * EXACT_EDGE_PX) / (fromMaxPx - 2 * EXACT_EDGE_PX);
  return EXACT_EDGE_PX + (at - EXACT_EDGE_PX) * factor;
}
