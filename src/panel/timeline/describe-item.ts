/** What the card and a screen reader say of an item. */
import { stateInWords } from "../../analysis/state-words.ts";
import { isTrafficKnown, TOLD_AT_ITS_END } from "../../session/traffic-known.ts";
import { countOf, formatDuration } from "../../words/words.ts";
import type { FindingIndex } from "../model/finding-index.ts";
import { helpersInWords } from "../model/folds/helper-folds.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { addressText } from "../ui/safe-text.ts";
import type { Hit } from "./hit.ts";
import type { Band, Bar, HelperBand, Item, Lane } from "./lanes.ts";

export type Card = { title: string; lines: string[]; finding: string | null };

export function describeItem(lane: Lane, item: Item, findings: FindingIndex, nowMs: number): Card {
  const endpoint = addressText(lane.endpoint);
  const title = lane.pageWorker ? `${endpoint} (page worker)` : endpoint;
  return { title, ...cardOf(item, findings, nowMs) };
}

function cardOf(item: Item, findings: FindingIndex, nowMs: number): Omit<Card, "title"> {
  switch (item.kind) {
    case "bar":
      return barCard(item, findings, nowMs);
    case "band":
      return bandCard(item);
    case "helpers":
      return helpersCard(item);
  }
}

function barCard({ connection }: Bar, findings: FindingIndex, nowMs: number): Omit<Card, "title"> {
  const { ordinal, createdAt, open, send, receive } = connection;
  const handshake = open ? `, handshake ${formatDuration(open.at - createdAt)}` : "";
  return {
    lines: [
      `#${ordinal} · ${stateInWords(connection, nowMs)}`,
      `Began ${exactDayTime(createdAt)}${handshake}`,
      isTrafficKnown(connection)
        ? `${countOf(send.count, "message")} sent, ${countOf(receive.count, "message")} received`
        : `Not known: ${TOLD_AT_ITS_END}`,
    ],
    finding: findings.byConnection.get(connection.id)?.[0]?.title ?? null,
  };
}

function bandCard({
  attempts: { connections, title },
  from,
  to,
  isOpened,
}: Band): Omit<Card, "title"> {
  const attempts = countOf(connections.length, "attempt");
  return {
    lines: [
      `${attempts} in ${formatDuration(to - from)}`,
      `${exactDayTime(from)} – ${exactDayTime(to)}`,
      isOpened ? "Click to fold them" : "Click to see each of them",
    ],
    finding: title,
  };
}

const helpersCard = ({ connections, from, to, isOpened }: HelperBand): Omit<Card, "title"> => ({
  lines: [
    `Helpers: ${helpersInWords(connections.length)}`,
    `${exactDayTime(from)} – ${exactDayTime(to)}`,
    isOpened ? "Click to fold them" : "Click to see each of them",
  ],
  finding: null,
});

export function describeHit(hit: Hit | null, findings: FindingIndex, nowMs: number): Card | null {
  switch (hit?.kind) {
    case "item":
      return describeItem(hit.lane, hit.item, findings, nowMs);
    case "lane":
      return {
        title: addressText(hit.lane.endpoint),
        lines: [countOf(hit.lane.connectionCount, "connection"), "Click to select all of them"],
        finding: null,
      };
    case "outage": {
      const { from, to, outage } = hit.span;
      const until = Number.isFinite(to) ? ` – ${exactDayTime(to)}` : ", not over yet";
      return {
        title: addressText(hit.lane.endpoint),
        lines: [`Out of reach ${exactDayTime(from)}${until}`],
        finding: outage.title,
      };
    }
    case "mark":
      return { title: hit.mark.text, lines: [exactDayTime(hit.mark.from)], finding: null };
    default:
      return null;
  }
}

export const spokenOf = ({ title, lines, finding }: Card): string =>
  [...lines, finding, title].filter((text) => text !== null).join(". ");
