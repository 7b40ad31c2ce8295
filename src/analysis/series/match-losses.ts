import type { Connection } from "../../session/session.ts";
import { finish, type Steps } from "../turns.ts";
import { answerLosses, endOf, isBefore, lossesOf, waitsOf } from "./losses.ts";
import { matchAbreast, readWaits, repeat } from "./sockets-abreast.ts";

/** Which loss each attempt of a series answers. */
export type Matched = {
  /** The connection whose end each one answers; null where it answers none. */
  answers: (Connection | null)[];
  /** Whether that could as well be another one's, lost at another time. */
  unsure: boolean[];
};

/** Losses closer to each other than this, or than that share of a wait, make no difference. */
const SAME_MS = 20;
const SAME_SHARE = 0.05;
/** Of one row so many waits are odd by chance: a late timer, a person's reload. */
const ODD_SHARE = 1 / 8;

/**
 * Each construction answers a close before it that nothing has answered yet. Where there are
 * several, sockets live side by side, and which one came back is not to be seen: if they all wait by
 * the same steps, the oldest loss comes back first; otherwise it is not known, and no guess is made.
 */
export const matchLosses = (connections: readonly Connection[]): Matched =>
  finish(matchInSteps(connections));

/** The same, with stops: to tell rows apart, the waits of each may have to be read. */
export function* matchInSteps(connections: readonly Connection[]): Steps<Matched> {
  const matched: Matched = {
    answers: connections.map(() => null),
    unsure: connections.map(() => false),
  };
  // No document brings back the socket of another one.
  for (const { places, own } of byDocument(connections)) {
    const { answers, unsure } = yield* matchInDocument(own);
    for (const [i, place] of places.entries()) {
      matched.answers[place] = answers[i] ?? null;
      matched.unsure[place] = unsure[i] ?? false;
    }
  }
  return matched;
}

/** The latest loss that each may answer, whatever the page's policy is. */
export function answersByTime(connections: readonly Connection[]): Matched["answers"] {
  const matched: Matched["answers"] = connections.map(() => null);
  for (const { places, own } of byDocument(connections)) {
    const answers = answerLosses(own, lossesOf(own), 0, "latest");
    for (const [i, place] of places.entries()) matched[place] = answers[i] ?? null;
  }
  return matched;
}

type OfDocument = { places: number[]; own: Connection[] };

function byDocument(connections: readonly Connection[]): Iterable<OfDocument> {
  const documents = new Map<string | null, OfDocument>();
  for (const [i, connection] of connections.entries()) {
    const { documentId } = connection;
    const document = documents.get(documentId) ?? { places: [], own: [] };
    documents.set(documentId, document);
    document.places.push(i);
    document.own.push(connection);
  }
  return documents.values();
}

function* matchInDocument(connections: readonly Connection[]): Steps<Matched> {
  const losses = lossesOf(connections);
  const latest = answerLosses(connections, losses, 0, "latest");
  const row = yield* readWaits(connections, latest);
  // What follows one rule to the millisecond is one row; many waits left out may be other rows'.
  const { jitter, leftOut, n } = row.policy;
  if (jitter.kind !== "none" || leftOut > ODD_SHARE * (n + leftOut)) {
    const abreast = yield* matchAbreast(connections, losses, row.logEvidence);
    if (abreast?.isSure) return { answers: abreast.answers, unsure: connections.map(() => false) };
    if (abreast || repeat(waitsOf(connections, latest).filter(Number.isFinite))) {
      return { answers: latest, unsure: latest.map((lost) => lost !== null) };
    }
  }
  const answered = new Set(latest);
  const oldest = answerLosses(
    connections,
    losses.filter((lost) => answered.has(lost)),
    0,
    "oldest",
  );
  const contested = contestedBy(connections, losses);
  const unsure = connections.map(({ createdAt }, i) => {
    const lost = latest[i];
    return [oldest[i], contested[i]].some((other) => !isSameMoment(lost, other, createdAt));
  });
  return { answers: latest, unsure };
}

const isSameMoment = (
  a: Connection | null | undefined,
  b: Connection | null | undefined,
  backAt: number,
): boolean =>
  !a || !b || Math.abs(endOf(a) - endOf(b)) <= Math.max(SAME_MS, SAME_SHARE * (backAt - endOf(a)));

/** The first of the losses since the attempt before: any of them may be the one that is answered. */
function contestedBy(
  connections: readonly Connection[],
  losses: readonly Connection[],
): (Connection | null)[] {
  let next = 0;
  return connections.map((connection) => {
    const first = losses[next];
    if (!first || !isBefore(first, connection)) return null;
    while (isBefore(losses[next], connection)) next++;
    return first;
  });
}
