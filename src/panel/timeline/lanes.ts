/** What the timeline shows and where: a lane an endpoint, a bar a connection, a band a storm. */
import type { EndpointGroup } from "../../analysis/endpoint-groups.ts";
import type { Finding } from "../../analysis/finding.ts";
import type { Connection } from "../../session/session.ts";
import { AXIS_PX, LANE_PAD_PX, MAP_PX, ROW_PX } from "./sizes.ts";
import type { Span } from "./span.ts";
import { type Storm, splitStorms } from "./storm-bands.ts";

/** `to` is infinite while it goes on; `row`: below each other where they overlap in time. */
type Placed = Span & { key: string; row: number };
export type Bar = Placed & { kind: "bar"; connection: Connection };
export type Band = Placed & { kind: "band"; storm: Storm; isOpened: boolean };
export type Item = Bar | Band;

export type Lane = {
  id: string;
  endpoint: string;
  pageWorker: boolean;
  connectionCount: number;
  /** By their beginnings. */
  items: Item[];
  /** From the top of all lanes. */
  topPx: number;
  heightPx: number;
};

export type Lanes = { lanes: Lane[]; heightPx: number };

/** In the order of the groups. `opened`: the storms that are shown attempt by attempt. */
export function layOutLanes(
  groups: readonly EndpointGroup[],
  findings: readonly Finding[],
  opened: ReadonlySet<string>,
): Lanes {
  let topPx = 0;
  const lanes = groups.map((group): Lane => {
    const items = itemsOf(group, findings, opened);
    placeRows(items);
    const rows = items.reduce((most, { row }) => Math.max(most, row + 1), 1);
    const heightPx = rows * ROW_PX + LANE_PAD_PX;
    const { id, endpoint, pageWorker, connections } = group;
    const lane = { id, endpoint, pageWorker, items, topPx, heightPx };
    topPx += heightPx;
    return { ...lane, connectionCount: connections.length };
  });
  return { lanes, heightPx: topPx };
}

export const contentPx = ({ heightPx }: Lanes): number => AXIS_PX + heightPx + MAP_PX;

function itemsOf(
  group: EndpointGroup,
  findings: readonly Finding[],
  opened: ReadonlySet<string>,
): Item[] {
  const { storms, others } = splitStorms(group, findings);
  const shown = storms.filter(({ key }) => opened.has(key)).flatMap((storm) => storm.connections);
  return [
    ...storms.map((storm) => bandOf(storm, opened.has(storm.key))),
    ...[...others, ...shown].map(barOf),
  ].sort(byBeginning);
}

const barOf = (connection: Connection): Bar => ({
  kind: "bar",
  key: connection.id,
  connection,
  from: connection.createdAt,
  to: connection.end?.at ?? Number.POSITIVE_INFINITY,
  row: 0,
});

const bandOf = (storm: Storm, isOpened: boolean): Band => ({
  kind: "band",
  key: storm.key,
  storm,
  isOpened,
  from: storm.connections.reduce((least, { createdAt }) => Math.min(least, createdAt), Infinity),
  to: storm.connections.reduce((most, { end }) => Math.max(most, end?.at ?? 0), 0),
  row: 0,
});

/** An opened band stands above its attempts. */
const byBeginning = (a: Item, b: Item): number =>
  a.from - b.from || Number(b.kind === "band") - Number(a.kind === "band");

/** Each in the first row that is free by then. */
function placeRows(items: readonly Item[]): void {
  const rowEnds: number[] = [];
  for (const item of items) {
    const free = rowEnds.findIndex((end) => end <= item.from);
    item.row = free === -1 ? rowEnds.length : free;
    rowEnds[item.row] = item.to;
  }
}

/** The item that stands for a connection: its own bar, or the band that it is folded into. */
export function itemOfConnection(
  { lanes }: Lanes,
  connectionId: string,
): { lane: Lane; item: Item } | null {
  for (const lane of lanes) {
    const item =
      lane.items.find(({ key }) => key === connectionId) ??
      lane.items.find(
        (band) =>
          band.kind === "band" && band.storm.connections.some(({ id }) => id === connectionId),
      );
    if (item) return { lane, item };
  }
  return null;
}

export function itemOfKey({ lanes }: Lanes, key: string): { lane: Lane; item: Item } | null {
  for (const lane of lanes) {
    const item = lane.items.find((candidate) => candidate.key === key);
    if (item) return { lane, item };
  }
  return null;
}
