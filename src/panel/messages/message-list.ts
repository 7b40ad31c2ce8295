/**
 * The list of messages that is shown: what the store has of one or several connections, what the
 * filter leaves of it, and what happened in between. It knows nothing of the screen.
 */
import type { Finding } from "../../analysis/finding.ts";
import { detectProtocol, type ProtocolId } from "../../decoders/index.ts";
import type { Connection, Dropped, Session } from "../../session/session.ts";
import type { StoredRow, StoreReader } from "../../store/store.ts";
import { contextOf } from "../filter/context.ts";
import { type Filter, hasMessageTerms } from "../filter/filter.ts";
import { createRowCache, type ShownRow } from "../rows/row-cache.ts";
import type { Scanner } from "../scan/scanner.ts";
import type { Span } from "../ui/span.ts";
import { createFilteredParts, type FilterState } from "./filtered-parts.ts";
import { type ListLayout, layOut } from "./list-layout.ts";
import { markersOf } from "./list-markers.ts";
import { createMessageParts, type Part } from "./message-parts.ts";
import { type PlaceByTime, placeMarkers } from "./place-markers.ts";
import { createRangeParts } from "./range-parts.ts";
import { createShownRows } from "./shown-rows.ts";

export type ListInput = {
  /** In the order in which they are shown; several are a series. */
  connections: readonly Connection[];
  isSeries: boolean;
  dropped: Session["dropped"];
  filter: Filter;
  /** The time that is shown; null: all of it. */
  range: Span | null;
  /** What is older was cleared: it is not in the range. */
  clearedAt: number | null;
  findingsOf(connection: Connection): readonly Finding[];
  nowMs: number;
};

export type RowPlace = { connectionId: string; seq: number };
export type TimePlace = { connectionId: string; at: number };
/** An event is found by its time within this: figures in texts are rounded to the millisecond. */
const SAME_MOMENT_MS = 1;

/** Of all that was not kept, what had been stored before. */
const WENT = new Set<Dropped["why"]>(["retention", "forgotten", "storage-lost"]);

/** Rows that were stored and are gone. */
export const wentCountOf = (dropped: Session["dropped"]): number =>
  dropped.reduce((sum, { why, count }) => sum + (WENT.has(why) ? count : 0), 0);

export type MessageList = ReturnType<typeof createMessageList>;

export function createMessageList(options: {
  store: StoreReader | null;
  tabId: number;
  /** The rows are in no database: those of an opened file. */
  allFed: boolean;
  scanner: Scanner;
  onChange(): void;
  onError(error: unknown): void;
}) {
  const { store, tabId, allFed, scanner, onChange, onError } = options;
  const parts = createMessageParts(store, tabId);
  let input: ListInput | null = null;
  let isFiltered = false;
  let layout: ListLayout = layOut([]);
  let placed: Awaited<ReturnType<typeof placeMarkers>> = [];
  let protocols = new Map<string, ProtocolId>();
  const known: PlaceByTime = new Map();

  const rowCache = createRowCache(
    { count: async () => layout.rowCount, read: readFlat },
    (connectionId) => protocols.get(connectionId) ?? "plain",
    onChange,
    onError,
  );
  const filtered = createFilteredParts(parts, tabId, allFed, scanner, () => {
    relay();
    void rowCache.refresh();
  });

  const ranged = createRangeParts(parts);
  const shown = createShownRows(parts, filtered, ranged, () => isFiltered);

  function relay(): void {
    layout = layOut(
      placed.map((markers, part) => {
        const rows = shown.count(part);
        return {
          rows,
          markers: markers.map(({ marker, position }) => ({
            marker,
            before: Math.min(rows, shown.rowAt(part, position)),
          })),
        };
      }),
    );
  }

  /** Rows one after the other, of whatever part. */
  async function readFlat(from: number, limit: number): Promise<StoredRow[]> {
    const rows: StoredRow[] = [];
    while (rows.length < limit) {
      const place = layout.placeOfFlatRow(from + rows.length);
      if (!place) break;
      const wanted = Math.min(limit - rows.length, shown.count(place.part) - place.row);
      const read = await shown.read(place.part, place.row, wanted);
      if (read.length === 0) break;
      rows.push(...read);
    }
    return rows;
  }

  const refresh = async (wanted: ListInput): Promise<void> => {
    input = wanted;
    const { connections, isSeries, dropped, filter, range, clearedAt, findingsOf, nowMs } = wanted;
    protocols = new Map(
      connections.map((connection) => [connection.id, detectProtocol(connection)]),
    );
    const gone = await parts.update(connections, wentCountOf(dropped));
    for (const [part, count] of gone.entries()) if (count > 0) filtered.shift(part, count);
    if (gone.some((count) => count > 0)) known.clear();
    const markers = connections.map((connection, at) => {
      const previous = connections[at - 1] ?? null;
      const series = isSeries ? { attempt: at + 1, previous } : null;
      return markersOf(connection, { dropped, clearedAt, nowMs }, series);
    });
    const inRange = markers.map((all) =>
      all.filter(({ marker: { at } }) => !range || (at >= range.from && at <= range.to)),
    );
    placed = await placeMarkers(inRange, parts, known);
    await ranged.follow(
      range,
      gone.some((count) => count > 0),
    );
    isFiltered = hasMessageTerms(filter);
    if (isFiltered) {
      const contexts = connections.map((connection) =>
        contextOf(filter, connection, findingsOf(connection)),
      );
      filtered.follow(filter.text, contexts);
    }
    relay();
    await rowCache.refresh();
  };

  let refreshing: Promise<void> | null = null;
  let next: ListInput | null = null;
  const refreshAll = async () => {
    while (next) {
      const wanted = next;
      next = null;
      await refresh(wanted).catch(onError);
    }
    refreshing = null;
  };

  return {
    /** One refresh at a time; of those that wait only the last one counts. */
    update(wanted: ListInput): Promise<void> {
      next = wanted;
      refreshing ??= refreshAll();
      return refreshing;
    },
    layout: () => layout,
    parts: (): readonly Part[] => parts.parts(),
    input: () => input,
    filterState: (): FilterState | null => (isFiltered ? filtered.state() : null),
    row: (flatRow: number): ShownRow | undefined => rowCache.row(flatRow),
    positionOf: shown.positionOf,
    /** The whole message, with its body. */
    async readRow(part: number, position: number): Promise<StoredRow | null> {
      return (await parts.read(part, position, 1))[0] ?? null;
    },
    readPart: parts.read,
    /** Where a message stands among the rows of its connection; the next one where it was not kept. */
    async locate({
      connectionId,
      seq,
    }: RowPlace): Promise<{ part: number; position: number } | null> {
      const part = parts.parts().findIndex(({ connection }) => connection.id === connectionId);
      return part < 0 ? null : { part, position: await parts.find(part, seq) };
    },
    /** What happened at a time: an event between the messages, or the last message up to then. */
    async locateTime({
      connectionId,
      at,
    }: TimePlace): Promise<{ kind: "marker"; key: string } | ({ kind: "row" } & RowPlace) | null> {
      const part = parts.parts().findIndex(({ connection }) => connection.id === connectionId);
      const event = placed[part]?.find(({ marker }) => Math.abs(marker.at - at) <= SAME_MOMENT_MS);
      if (event) return { kind: "marker", key: event.marker.key };
      if (part < 0) return null;
      const position = Math.max(0, (await parts.findTime(part, at)) - 1);
      const [row] = await parts.read(part, position, 1);
      return row ? { kind: "row", connectionId, seq: row.seq } : null;
    },
    /** Where a row stands in the list; -1 where the filter hides it. */
    indexOf(part: number, position: number): number {
      const row = shown.rowAt(part, position);
      if (row >= shown.count(part) || shown.positionOf(part, row) !== position) return -1;
      return layout.indexOfRow(part, row);
    },
  };
}
