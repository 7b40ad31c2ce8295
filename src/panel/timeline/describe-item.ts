/** What the card and a screen reader say of an item. */
import { stateInWords } from "../../analysis/state-words.ts";
import { countOf, formatDuration } from "../../analysis/words.ts";
import { clockTime } from "../clock-time.ts";
import type { FindingIndex } from "../finding-index.ts";
import type { Hit } from "./hit.ts";
import type { Band, Bar, Item, Lane } from "./lanes.ts";

export type Card = { title: string; lines: string[]; finding: string | null };

export function describeItem(lane: Lane, item: Item, findings: FindingIndex, nowMs: number): Card {
  const title = lane.pageWorker ? `${lane.endpoint} (page worker)` : lane.endpoint;
  return { title, ...(item.kind === "bar" ? barCard(item, findings, nowMs) : bandCard(item)) };
}

function barCard({ connection }: Bar, findings: FindingIndex, nowMs: number): Omit<Card, "title"> {
  const { ordinal, createdAt, open, send, receive } = connection;
  const handshake = open ? `, handshake ${formatDuration(open.at - createdAt)}` : "";
  return {
    lines: [
      `#${ordinal} · ${stateInWords(connection, nowMs)}`,
      `Began ${clockTime(createdAt)}${handshake}`,
      `${countOf(send.count, "message")} sent, ${countOf(receive.count, "message")} received`,
    ],
    finding: findings.byConnection.get(connection.id)?.[0]?.title ?? null,
  };
}

function bandCard({ storm, from, to, isOpened }: Band): Omit<Card, "title"> {
  const attempts = countOf(storm.connections.length, "attempt");
  return {
    lines: [
      `${attempts} in ${formatDuration(to - from)}`,
      `${clockTime(from)} – ${clockTime(to)}`,
      isOpened ? "Click to fold them" : "Click to see each of them",
    ],
    finding: storm.finding.title,
  };
}

export function describeHit(hit: Hit | null, findings: FindingIndex, nowMs: number): Card | null {
  switch (hit?.kind) {
    case "item":
      return describeItem(hit.lane, hit.item, findings, nowMs);
    case "lane":
      return {
        title: hit.lane.endpoint,
        lines: [countOf(hit.lane.connectionCount, "connection"), "Click to select all of them"],
        finding: null,
      };
    case "mark":
      return { title: hit.mark.text, lines: [clockTime(hit.mark.from)], finding: null };
    default:
      return null;
  }
}

export const spokenOf = ({ title, lines, finding }: Card): string =>
  [...lines, finding, title].filter((text) => text !== null).join(". ");
