import { type Item, itemOfKey, type Lane, type Lanes } from "./lanes.ts";

/** Where a key leads from an item: along its lane, or to what is nearest in time in another. */
export function itemAfterKey(lanes: Lanes, key: string | null, pressed: string): Item | null {
  const filled = lanes.lanes.filter(({ items }) => items.length > 0);
  const found = key === null ? null : itemOfKey(lanes, key);
  if (!found) return isMove(pressed) ? (filled[0]?.items.at(-1) ?? null) : null;
  const { lane, item } = found;
  const at = lane.items.indexOf(item);
  switch (pressed) {
    case "ArrowRight":
      return lane.items[at + 1] ?? item;
    case "ArrowLeft":
      return lane.items[at - 1] ?? item;
    case "Home":
      return lane.items[0] ?? item;
    case "End":
      return lane.items.at(-1) ?? item;
    case "ArrowDown":
      return nearestIn(filled[filled.indexOf(lane) + 1], item);
    case "ArrowUp":
      return nearestIn(filled[filled.indexOf(lane) - 1], item);
    default:
      return null;
  }
}

const MOVES = new Set(["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"]);
const isMove = (pressed: string): boolean => MOVES.has(pressed);

function nearestIn(lane: Lane | undefined, item: Item): Item {
  let best: Item = item;
  let bestMs = Number.POSITIVE_INFINITY;
  for (const candidate of lane?.items ?? []) {
    const awayMs = Math.abs(candidate.from - item.from);
    if (awayMs >= bestMs) continue;
    best = candidate;
    bestMs = awayMs;
  }
  return best;
}
