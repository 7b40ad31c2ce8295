/** What happened to a connection besides its messages, as rows of the same list. */
import { stateInWords, toneOf } from "../../analysis/state-words.ts";
import type { Connection, Dropped, Session } from "../../session/session.ts";
import { countOf, formatBytes, formatDuration } from "../../words/words.ts";
import { firstListedAt } from "../model/without-cleared.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";

export type ListMarker = {
  /** The same for the same event while the list grows. */
  key: string;
  kind: "attempt" | "open" | "error" | "close" | "dropped" | "cleared";
  at: number;
  title: string;
  text: string;
  tone: "quiet" | "good" | "warning" | "error";
};

/** `place`: before all messages, after them, or by its time among them. */
export type PlacedMarker = { marker: ListMarker; place: "first" | "last" | "by-time" };

/** Losses of a flood are one range each; more of them would hide the messages. */
const MAX_DROPPED_SHOWN = 20;
const MAX_REASON_LENGTH = 150;

type Given = Pick<Session, "dropped" | "clearedAt"> & { nowMs: number };

/** `previous`: the attempt before it, where the list shows a series. */
export function markersOf(
  connection: Connection,
  { dropped, clearedAt, nowMs }: Given,
  series: { attempt: number; previous: Connection | null } | null,
): PlacedMarker[] {
  const markers: PlacedMarker[] = [];
  const add = (place: PlacedMarker["place"], marker: Omit<ListMarker, "key">) =>
    markers.push({ place, marker: { ...marker, key: keyOf(connection, marker) } });
  if (series) add("first", attemptMarker(connection, series, nowMs));
  for (const went of dropped.filter(isOf(connection)).slice(-MAX_DROPPED_SHOWN)) {
    add(went.why === "retention" ? "first" : "by-time", droppedMarker(went));
  }
  const { open, errorAt, end } = connection;
  // In a series the line of the attempt says it.
  if (open && !series) add("first", openMarker(connection, open));
  if (clearedAt !== null && hasOlder(connection, clearedAt)) {
    add("first", clearedMarker(clearedAt));
  }
  const hasLost = connection.lost.count > 0;
  if (errorAt !== null) {
    add(hasLost ? "by-time" : "last", {
      kind: "error",
      at: errorAt,
      title: "error",
      text: "the browser fired “error”; it never says why",
      tone: "error",
    });
  }
  // What was given to `send()` afterwards stands below it.
  if (end) add(hasLost ? "by-time" : "last", closeMarker(connection, end));
  return markers;
}

const keyOf = ({ id }: Connection, { kind, at }: Pick<ListMarker, "kind" | "at">) =>
  `${id} ${kind} ${at}`;

const isOf =
  ({ documentId, createdAt, end }: Connection) =>
  ({ documentId: droppedFrom, at, why }: Dropped): boolean =>
    (droppedFrom === null || droppedFrom === documentId) &&
    // Forgotten ones are of connections that are in no list.
    why !== "forgotten" &&
    (why === "retention" || (at >= createdAt && (!end || at <= end.at)));

const hasOlder = ({ send, receive }: Connection, at: number): boolean =>
  [send.firstAt, receive.firstAt].some((firstAt) => firstAt !== null && firstAt <= at);

function attemptMarker(
  connection: Connection,
  { attempt, previous }: { attempt: number; previous: Connection | null },
  nowMs: number,
): Omit<ListMarker, "key"> {
  const { ordinal, createdAt } = connection;
  const waitedMs = previous?.end ? createdAt - previous.end.at : null;
  const after =
    waitedMs === null
      ? previous
        ? ", while the one before was there"
        : ""
      : waitedMs < 0
        ? ", before the last one ended"
        : `, ${formatDuration(waitedMs)} after the last one ended`;
  return {
    kind: "attempt",
    at: createdAt,
    title: `Attempt ${attempt} · #${ordinal}`,
    text: `${exactDayTime(createdAt)}${after} · ${stateInWords(connection, nowMs)}`,
    tone: "quiet",
  };
}

function openMarker(
  { createdAt }: Connection,
  { at, protocol }: NonNullable<Connection["open"]>,
): Omit<ListMarker, "key"> {
  const spoken = protocol ? `, subprotocol ${previewText(protocol, MAX_REASON_LENGTH)}` : "";
  return {
    kind: "open",
    at,
    title: "open",
    text: `after ${formatDuration(at - createdAt)}${spoken}`,
    tone: "good",
  };
}

function closeMarker(
  connection: Connection,
  { at, code, reason, wasClean }: NonNullable<Connection["end"]>,
): Omit<ListMarker, "key"> {
  const parts = [stateInWords(connection, at)];
  if (reason) parts.push(`“${previewText(reason, MAX_REASON_LENGTH)}”`);
  if (wasClean !== null && connection.open) parts.push(wasClean ? "clean" : "not clean");
  const tone = toneOf(connection);
  return {
    kind: "close",
    at,
    title: code === null ? "end" : `close ${code}`,
    text: parts.join(" · "),
    tone: tone === "error" || tone === "warning" ? tone : "quiet",
  };
}

/** At the first moment that is listed, so that no chosen time leaves it out alone. */
const clearedMarker = (clearedAt: number): Omit<ListMarker, "key"> => ({
  kind: "cleared",
  at: firstListedAt(clearedAt),
  title: "cleared before here",
  text: "earlier messages are hidden; they are still counted",
  tone: "quiet",
});

const WHY: Record<Dropped["why"], string> = {
  "body-budget": "the page sent more than its byte budget",
  "back-pressure": "they came faster than they could be taken in",
  "hook-error": "they could not be read in the page",
  "hook-silent": "the recorder in the page did not answer",
  "page-left": "they were Blobs, and the page left before they could be read",
  "storage-full": "the disk is full",
  "storage-lost": "they were recorded, and the browser's database lost them",
  retention: "they were the oldest, and the budget of the tab is used up",
  forgotten: "their connections were beyond the cap of the session",
};

function droppedMarker(dropped: Dropped): Omit<ListMarker, "key"> {
  const title = dropped.what === "sockets" ? "not heard" : "not kept";
  return { kind: "dropped", at: dropped.at, title, text: droppedWords(dropped), tone: "warning" };
}

function droppedWords({ at, count, sizeBytes, why, what, error, until }: Dropped): string {
  if (what === "steps")
    return `${countOf(count, "step")} of the recorder in the page failed (${error || "an error without words"}): each may have cost a message`;
  if (what === "sockets") {
    const howLong =
      until === undefined ? "and does not since" : `for ${formatDuration(until - at)}`;
    return `${countOf(count, "socket")} of this page: ${WHY[why]}, ${howLong}`;
  }
  const things = what === "bodies" ? countOf(count, "body", "bodies") : countOf(count, "message");
  return `${things} of this page (${formatBytes(sizeBytes)}): ${WHY[why]}`;
}
