/** What the timeline shows and where: a lane an endpoint, a bar a connection, a band many as one. */

import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { EndpointNames } from "../../session/endpoint-names.ts";
import type { Connection } from "../../session/session.ts";
import { type AttemptFolds, type Folded, splitAttempts } from "../model/folds/attempt-folds.ts";
import type { Helpers } from "../model/folds/helper-folds.ts";
import type { Selection } from "../model/model.ts";
import { lifeOf, type Span } from "../ui/span.ts";
import { AXIS_PX, LANE_PAD_PX, MAP_PX, ROW_PX } from "./sizes.ts";

/** `to` is infinite while it goes on; `row`: below each other where they overlap in time. */
type Placed = Span & { key: string; row: number };
export type Bar = Placed & { kind: "bar"; connection: Connection };
export type Band = Placed & { kind: "band"; attempts: Folded; isOpened: boolean };
/** One by one they would fill the lane, and the gaps between what carries data. */
export type HelperBand = Placed & {
  kind: "helpers";
  connections: Connection[];
  isOpened: boolean;
};
export type Item = Bar | Band | HelperBand;

export type Lane = {
  id: string;
  endpoint: string;
  /** What tells it from the other lanes. */
  name: string;
  pageWorker: boolean;
  connectionCount: number;
  /** By their beginnings. */
  items: Item[];
  /** From the top of all lanes. */
  topPx: number;
  heightPx: number;
};

export type LaneItem = { lane: Lane; item: Item };
export type Lanes = { lanes: Lane[]; heightPx: number };

/** In the order of the groups. `opened`: the bands that are shown connection by connection. */
export function layOutLanes(
  groups: readonly EndpointGroup[],
  folds: AttemptFolds,
  opened: ReadonlySet<string>,
  helpers: Helpers,
  nameOf: EndpointNames,
): Lanes {
  let topPx = 0;
  const lanes = groups.map((group): Lane => {
    const items = itemsOf(group, folds, opened, helpers.get(group.id));
    placeRows(items);
    const rows = items.reduce((most, { row }) => Math.max(most, row + 1), 1);
    const heightPx = rows * ROW_PX + LANE_PAD_PX;
    const { id, endpoint, pageWorker, connections } = group;
    const name = nameOf(endpoint);
    const lane = { id, endpoint, name, pageWorker, items, topPx, heightPx };
    topPx += heightPx;
    return { ...lane, connectionCount: connections.length };
  });
  return { lanes, heightPx: topPx };
}

export const contentPx = ({ heightPx }: Lanes): number => AXIS_PX + heightPx + MAP_PX;

function itemsOf(
  group: EndpointGroup,
  folds: AttemptFolds,
  opened: ReadonlySet<string>,
  helperIds: ReadonlySet<string> | undefined,
): Item[] {
  const { folded, others } = splitAttempts(group, folds);
  const isHelper = ({ id }: Connection) => helperIds?.has(id) ?? false;
  const helpers = others.filter(isHelper);
  const key = helpersKey(group.id);
  const bands = [
    ...folded.map((attempts) => bandOf(attempts, opened.has(attempts.key))),
    ...(helpers.length > 0 ? [helperBandOf(key, helpers, opened.has(key))] : []),
  ];
  const shown = [
    ...others.filter((connection) => opened.has(key) || !isHelper(connection)),
    ...folded.filter(({ key }) => opened.has(key)).flatMap(({ connections }) => connections),
  ];
  return [...bands, ...shown.map(barOf)].sort(byBeginning);
}

const helpersKey = (groupId: string): string => `helpers ${groupId}`;

const barOf = (connection: Connection): Bar => ({
  kind: "bar",
  key: connection.id,
  connection,
  ...lifeOf(connection),
  row: 0,
});

const bandOf = (attempts: Folded, isOpened: boolean): Band => ({
  kind: "band",
  key: attempts.key,
  attempts,
  isOpened,
  ...spanOf(attempts.connections),
  row: 0,
});

const helperBandOf = (key: string, connections: Connection[], isOpened: boolean): HelperBand => ({
  kind: "helpers",
  key,
  connections,
  isOpened,
  ...spanOf(connections),
  row: 0,
});

const spanOf = (connections: readonly Connection[]): Span => ({
  from: connections.reduce((least, { createdAt }) => Math.min(least, createdAt), Infinity),
  to: connections.reduce((most, { end }) => Math.max(most, end?.at ?? 0), 0),
});

/** An opened band stands above its attempts. */
const byBeginning = (a: Item, b: Item): number =>
  a.from - b.from || Number(b.kind === "band") - Number(a.kind === "band");

/** Each in the first row that is free by then; helpers below whatever began in their time. */
function placeRows(items: readonly Item[]): void {
  const rowEnds: number[] = [];
  const turnOf = ({ kind, from, to }: Item) => (kind === "helpers" ? to : from);
  for (const item of items.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    const free = rowEnds.findIndex((end) => end <= item.from);
    item.row = free === -1 ? rowEnds.length : free;
    rowEnds[item.row] = item.to;
  }
}

/** The item that stands for a connection: its own bar, or the band that it is folded into. */
export function itemOfConnection({ lanes }: Lanes, connectionId: string): LaneItem | null {
  for (const lane of lanes) {
    const item =
      lane.items.find(({ key }) => key === connectionId) ??
      lane.items.find(
        (band) => band.kind !== "bar" && connectionsOf(band).some(({ id }) => id === connectionId),
      );
    if (item) return { lane, item };
  }
  return null;
}

export function itemOfKey({ lanes }: Lanes, key: string): LaneItem | null {
  for (const lane of lanes) {
    const item = lane.items.find((candidate) => candidate.key === key);
    if (item) return { lane, item };
  }
  return null;
}

/** The item that stands for what is selected; an endpoint as a whole has none. */
export function itemOfSelection(lanes: Lanes, selection: Selection | null): LaneItem | null {
  if (selection?.kind === "connection") return itemOfConnection(lanes, selection.id);
  if (selection?.kind !== "series" || !selection.onlyHelpers) return null;
  return itemOfKey(lanes, helpersKey(selection.groupId));
}

const connectionsOf = (band: Band | HelperBand): readonly Connection[] =>
  band.kind === "band" ? band.attempts.connections : band.connections;
