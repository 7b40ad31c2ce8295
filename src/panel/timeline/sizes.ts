/** Where things stand on the canvas, in CSS pixels. */
export const AXIS_PX = 20;
/** Kept free below the lanes, so that nothing moves when the map appears. */
export const MAP_PX = 14;
export const ROW_PX = 16;
export const BAR_PX = 10;
export const LANE_PAD_PX = 4;

/** Names of endpoints stand left of their lanes. */
export const gutterPx = (widthPx: number): number =>
  Math.round(Math.min(220, Math.max(84, widthPx * 0.2)));

/** Too short to be seen or met, an item is drawn and hit at this width. */
export const MIN_ITEM_PX = 3;
