/** Where one message in full stands: below the list, or beside it where the panel is low. */
export type Room = { widthPx: number; heightPx: number };
export type ChosenSizes = { heightPx: number | null; widthPx: number | null };
/** Of the list; the message takes what is left. */
export type MessageSplit = { isBeside: boolean; listPx: number; minPx: number; maxPx: number };

/** Below each other, each would have fewer than five lines. */
const LOW_PX = 320;
/** Narrower, neither a row nor a body can be read beside the other. */
const BESIDE_FROM_PX = 480;
/** Width over height, from which halves are better side by side. */
const WIDE = 2;

/** The head and two rows, as high and as wide as they can be read. */
const MIN_LIST = { heightPx: 66, widthPx: 200 };
/** Its bars, and a body of some lines below them. */
const MIN_MESSAGE = { heightPx: 150, widthPx: 260 };
/** With its bars this leaves a body of six lines. */
const USUAL_MESSAGE_PX = 200;

export function splitRoom({ widthPx, heightPx }: Room, chosen: ChosenSizes): MessageSplit {
  const isWide = widthPx >= Math.max(BESIDE_FROM_PX, heightPx * WIDE);
  const isBeside = heightPx < LOW_PX && isWide;
  return isBeside
    ? { isBeside, ...clampList(chosen.widthPx ?? widthPx * 0.45, "widthPx", widthPx) }
    : { isBeside, ...clampList(chosen.heightPx ?? usualHeightPx(heightPx), "heightPx", heightPx) };
}

const usualHeightPx = (heightPx: number) => Math.min(heightPx * 0.5, heightPx - USUAL_MESSAGE_PX);

function clampList(wantedPx: number, along: keyof Room, roomPx: number) {
  const minPx = MIN_LIST[along];
  const maxPx = Math.max(minPx, roomPx - MIN_MESSAGE[along]);
  return { listPx: Math.round(Math.min(maxPx, Math.max(minPx, wantedPx))), minPx, maxPx };
}
