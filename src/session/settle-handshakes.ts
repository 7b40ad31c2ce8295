import { alignInOrder } from "./align-in-order.ts";
import { touch } from "./change.ts";
import type { Connection, Handshake, Session } from "./session.ts";

/** DevTools and the page hear of the same answer; more than this apart, it is not the same one. */
const SAME_ANSWER_MS = 2_000;

/** Gives unmatched handshakes to connections whose opening or failing they tell of. */
export function settleHandshakes(session: Session): void {
  const told = new Map<string, Handshake[]>();
  for (const { url, handshake } of session.unmatchedHandshakes) pushTo(told, url, handshake);
  if (told.size === 0) return;
  const answered = new Map<string, Connection[]>();
  for (const connection of session.connections.values()) {
    const { url, pageWorker } = connection;
    if (pageWorker || !told.has(url) || answeredAt(connection) === null) continue;
    pushTo(answered, url, connection);
  }
  const taken = new Set<Handshake>();
  for (const [url, connections] of answered) {
    for (const accepted of [true, false]) {
      const handshakes = (told.get(url) ?? []).filter((one) => isAccepted(one) === accepted);
      const own = connections.filter(({ open }) => (open !== null) === accepted);
      for (const [handshake, connection] of pairUp(handshakes, own)) {
        taken.add(handshake);
        if (connection.handshake === handshake) continue;
        touch(session, connection);
        connection.handshake = handshake;
      }
    }
  }
  session.unmatchedHandshakes = session.unmatchedHandshakes.filter(
    ({ handshake }) => !taken.has(handshake),
  );
}

/** A 101 with words was accepted, and broken off later. */
export const isAccepted = ({ status, error }: Handshake): boolean =>
  status === 101 || (status === 200 && error === null);

/**
 * Of sockets that are answered in one moment only the order tells which is whose, and DevTools tells
 * of them one by one: what was given before is given anew, now that more of the order is known.
 */
function pairUp(told: Handshake[], connections: Connection[]): [Handshake, Connection][] {
  const waiting = connections.filter(({ handshake }) => handshake === null);
  const waitingAt = inOrder(waiting.map((connection) => answeredAt(connection) as number));
  // What nobody waits for any more would be aligned in vain each time, with all that is around it.
  const wanted = told.filter(({ at }) => isNear(waitingAt, at));
  const wantedAt = inOrder(wanted.map(({ at }) => at));
  const near = connections.filter((connection) =>
    isNear(wantedAt, answeredAt(connection) as number),
  );
  const given = near.flatMap(({ handshake }) => handshake ?? []);
  const pairs = align([...given, ...wanted], near);
  const paired = new Set(pairs.map(([handshake]) => handshake));
  if (given.every((handshake) => paired.has(handshake))) return pairs;
  return align(
    wanted,
    near.filter(({ handshake }) => handshake === null),
  );
}

const align = (handshakes: Handshake[], connections: Connection[]) =>
  alignInOrder(
    handshakes.sort((a, b) => a.at - b.at),
    connections.sort((a, b) => (answeredAt(a) as number) - (answeredAt(b) as number)),
    ({ at }, connection) => Math.abs(at - (answeredAt(connection) as number)),
    SAME_ANSWER_MS,
  );

const inOrder = (times: number[]): number[] => times.sort((a, b) => a - b);

/** Whether one of the times, which stand in order, may be the same moment. */
function isNear(times: readonly number[], at: number): boolean {
  let [from, to] = [0, times.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle] as number) < at - SAME_ANSWER_MS) from = middle + 1;
    else to = middle;
  }
  return (times[from] ?? Number.POSITIVE_INFINITY) <= at + SAME_ANSWER_MS;
}

/** When the page learned how its handshake went; null while it has not. */
const answeredAt = (connection: Connection): number | null =>
  connection.open?.at ??
  (connection.end?.by === "close" || connection.end?.by === "error" ? connection.end.at : null);

function pushTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
