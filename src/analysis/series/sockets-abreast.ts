/** Sockets that live side by side and retry by the same policy, each in a row of its own. */
import type { Connection } from "../../session/session.ts";
import {
  NO_POLICY,
  type ReadPolicy,
  type Retry,
  readPolicyInSteps,
} from "../policy/read-policy.ts";
import type { Steps } from "../turns.ts";
import { answerLosses, endOf, waitsOf } from "./losses.ts";

/** More than so many sockets that retry in step are a herd, and no one's policy. */
const MAX_ABREAST = 8;
/** So many pairs of waits that agree are no chance; with fewer the policy stays open. */
const SURE_PAIRS = 6;
const MIN_PAIRS = 3;
/** A long task makes some of them late. */
const MOST = 0.9;
const AGREE_MS = 20;
const AGREE_SHARE = 0.03;
/** That one more socket was opened explains itself less well than that one came back (log). */
const LOG_ONE_MORE = -Math.log(60_000);

type Abreast = { answers: (Connection | null)[]; isSure: boolean };

/**
 * Sockets that were opened one after the other and each retry by the same steps: every few waits in a
 * row are the same. Null where one row of attempts explains what is seen as well.
 */
export function* matchAbreast(
  connections: readonly Connection[],
  losses: readonly Connection[],
  logOfOneRow: number,
): Steps<Abreast | null> {
  let best: (Abreast & { log: number }) | null = null;
  for (let abreast = 2; abreast <= MAX_ABREAST; abreast++) {
    if (connections.length < abreast + MIN_PAIRS) break;
    const answers = answerLosses(connections, losses, abreast, "oldest");
    const pairs = pairsInRounds(waitsOf(connections, answers).slice(abreast), abreast);
    if (pairs < MIN_PAIRS) continue;
    const { logEvidence } = yield* readWaits(connections, answers);
    const log = logEvidence + (abreast - 1) * LOG_ONE_MORE;
    if (!best || log > best.log) best = { answers, isSure: pairs >= SURE_PAIRS, log };
  }
  return best && best.log > logOfOneRow ? best : null;
}

/** Whether waits come back after every few: chance does not, and so several sockets wait here. */
export function repeat(waitsMs: readonly number[]): boolean {
  const shareAlike = (every: number): number => {
    const later = waitsMs.slice(every);
    if (later.length < SURE_PAIRS) return 0;
    const alike = later.filter((waitMs, i) => {
      const beforeMs = waitsMs[i] as number;
      return Math.abs(waitMs - beforeMs) <= Math.max(REPEATED_MS, REPEATED_SHARE * beforeMs);
    });
    return alike.length / later.length;
  };
  // Where even neighbours are alike, so is everything, and it shows no rows.
  if (shareAlike(1) > MOST_REPEAT / 2) return false;
  for (let every = 2; every <= MAX_ABREAST; every++) {
    if (shareAlike(every) >= MOST_REPEAT) return true;
  }
  return false;
}

/** While they begin, and while their waits grow, none comes back. */
const MOST_REPEAT = 0.6;
/** What timers are late by. */
const REPEATED_MS = 10;
const REPEATED_SHARE = 0.01;

const isAlike = (a: number, b: number): boolean =>
  Math.abs(a - b) <= Math.max(AGREE_MS, AGREE_SHARE * b);

/** How many waits there are beside another of their round, where nearly all of those agree; else 0. */
function pairsInRounds(waitsMs: readonly number[], size: number): number {
  let pairs = 0;
  let agree = 0;
  for (const [i, waitMs] of waitsMs.entries()) {
    if (!Number.isFinite(waitMs)) return 0;
    if (i % size === 0) continue;
    const beforeMs = waitsMs[i - 1] as number;
    pairs++;
    if (isAlike(waitMs, beforeMs)) agree++;
  }
  return agree >= MOST * pairs ? pairs : 0;
}

/** The policy of the waits, if each attempt answers that. */
export function* readWaits(
  connections: readonly Connection[],
  answers: readonly (Connection | null)[],
): Steps<ReadPolicy> {
  const rowOf = new Map<Connection | null, number>();
  const retries = connections.flatMap((connection, i): Retry[] => {
    const lost = answers[i] ?? null;
    const chain = rowOf.get(lost) ?? i;
    rowOf.set(connection, chain);
    if (lost === null) return [];
    const uptimeMs = lost.open === null ? null : Math.max(0, endOf(lost) - lost.open.at);
    const delayMs = Math.max(0, connection.createdAt - endOf(lost));
    return [{ delayMs, uptimeMs, chain, missed: 0 }];
  });
  return retries.length === 0 ? NO_POLICY : yield* readPolicyInSteps(retries);
}
