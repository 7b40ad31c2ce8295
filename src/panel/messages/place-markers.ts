import type { ListMarker, PlacedMarker } from "./list-markers.ts";
import type { MessageParts } from "./message-parts.ts";

/** Positions that were looked up by time: they stay while no row goes and none comes before them. */
export type PlaceByTime = Map<string, number>;

/** Where each marker stands: before the row with this position. */
export function placeMarkers(
  markers: readonly PlacedMarker[][],
  source: MessageParts,
  known: PlaceByTime,
): Promise<{ marker: ListMarker; position: number }[][]> {
  return Promise.all(
    markers.map(async (ofPart, part) => {
      const count = source.parts()[part]?.count ?? 0;
      const placed = await Promise.all(
        ofPart.map(async ({ marker, place }) => ({
          marker,
          position: await positionOf(marker, place, part, count),
        })),
      );
      // Stable: what happened at the same place stays in its order.
      return placed.sort((a, b) => a.position - b.position);
    }),
  );

  async function positionOf(
    { key, at }: ListMarker,
    place: PlacedMarker["place"],
    part: number,
    count: number,
  ): Promise<number> {
    if (place === "first") return 0;
    if (place === "last") return count;
    const before = known.get(key);
    if (before !== undefined) return before;
    const position = await source.findTime(part, at);
    // At the end it may only be that the rows after it have not arrived.
    if (position < count) known.set(key, position);
    return position;
  }
}
