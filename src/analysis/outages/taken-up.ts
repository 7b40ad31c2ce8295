/** What a page had going when its connection was lost, and what of it it took up again. */
import { hashOfBody } from "../../protocol/measure-body.ts";
import type { Connection } from "../../session/session.ts";
import type { Numbered } from "../../session/traffic.ts";
import type { OutageLosses } from "../finding.ts";
import { readyAt } from "./outcome.ts";

export type TakenUp = Pick<OutageLosses, "requests" | "subscriptions" | "skipped">;

/** Who has not asked again for so long after it was ready will not. */
const SETTLED_MS = 5_000;
/** So many numbers in a row without a hole are no chance, and nothing that is filtered. */
const MIN_NUMBERED = 5;
const MAX_NAMED = 10;

/** `lost`: those of use that were taken; `through`: those that took their place. */
export function findTakenUp(
  lost: readonly Connection[],
  through: readonly Connection[],
  nowMs: number,
): TakenUp {
  const isSettled =
    through.length > 0 &&
    through.every((one) => {
      const isOld = (one.end?.at ?? nowMs) - readyAt(one) >= SETTLED_MS;
      return isOld && isRead(one, "send") && !one.traffic.talk.isResumed;
    });
  return {
    requests: followRequests(lost, through, isSettled),
    subscriptions: followSubscriptions(lost, through, isSettled),
    skipped: findSkipped(lost, through),
  };
}

/** Whether each of its messages was there to be read: what is missing then was never said. */
const isRead = (connection: Connection, direction: "send" | "receive"): boolean => {
  const { read, isCut } = connection.traffic.talk;
  return !isCut && read[direction] >= connection[direction].count;
};

function followSubscriptions(
  lost: readonly Connection[],
  through: readonly Connection[],
  isSettled: boolean,
): TakenUp["subscriptions"] {
  const asked = new Set(
    through.flatMap(({ traffic }) => traffic.talk.subscriptions.map(({ key }) => key)),
  );
  const held = new Map<number, { label: string; isSure: boolean }>();
  for (const one of lost) {
    const isSure = isRead(one, "send");
    for (const { key, label, left } of one.traffic.talk.subscriptions) {
      if (left) held.delete(key);
      else held.set(key, { label, isSure });
    }
  }
  const rest = [...held].filter(([key, { isSure }]) => isSettled && isSure && !asked.has(key));
  return {
    held: held.size,
    again: [...held.keys()].filter((key) => asked.has(key)).length,
    gone: rest.length,
    missing: rest.slice(0, MAX_NAMED).map(([, { label }]) => label),
  };
}

/** A heartbeat with a number is no request that anybody misses. */
const BEATS = new Set(
  ["ping", "heartbeat", "keepalive", "keep-alive", "ka", "hb", "server.ping"].map(hashOfBody),
);

function followRequests(
  lost: readonly Connection[],
  through: readonly Connection[],
  isSettled: boolean,
): TakenUp["requests"] {
  const open = lost.flatMap(({ traffic: { pairs } }) =>
    pairs.pending.filter(
      ({ kind }) => !BEATS.has(kind) && pairs.kinds.some((known) => known.kind === kind),
    ),
  );
  const sent = through.flatMap(({ traffic }) => traffic.talk.sent);
  const again = open.filter((request) =>
    sent.some(
      ({ id, kind, content }) =>
        (id !== 0 && id === request.id) || (kind === request.kind && content === request.content),
    ),
  );
  // The same with a word changed may be the same request.
  const gone = open.filter(
    (request) => isSettled && !sent.some(({ kind }) => kind === request.kind),
  );
  return { open: open.length, again: again.length, gone: gone.length };
}

function findSkipped(
  lost: readonly Connection[],
  through: readonly Connection[],
): TakenUp["skipped"] {
  const [next] = through;
  // Of sockets side by side nobody knows whose place the next one took.
  if (!next || lost.length !== 1 || !isRead(next, "receive") || next.traffic.talk.isResumed)
    return [];
  return lost
    .filter((one) => isRead(one, "receive"))
    .flatMap(({ traffic }) => traffic.talk.numbered)
    .flatMap((before) => {
      const after = next.traffic.talk.numbered.find(
        ({ name, of }) => name === before.name && of === before.of,
      );
      return after ? holeBetween(before, after) : [];
    });
}

/** Numbers that begin anew with each connection leave no hole. */
function holeBetween(before: Numbered, after: Numbered): TakenUp["skipped"] {
  const isEven = before.jumps === 0 && after.jumps === 0;
  if (!isEven || before.count < MIN_NUMBERED || after.count < 2) return [];
  const count = after.first - before.last - 1;
  return count > 0
    ? [{ name: before.name, from: before.last + 1, to: after.first - 1, count }]
    : [];
}
