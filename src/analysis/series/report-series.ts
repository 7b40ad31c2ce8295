import type { Connection } from "../../session/session.ts";
import { countOf } from "../../words/words.ts";
import { isEnded } from "../check.ts";
import { keepsAsked } from "../connection/asked-wait.ts";
import { connectingMs, isOpened, whoClosed } from "../connection/evidence.ts";
import type { Attempt, Series } from "../finding.ts";
import { goodWaitMs } from "../policy/cost.ts";
import { matchLibraries } from "../policy/known-schedules.ts";
import { describePolicy } from "../policy/policy-words.ts";
import { sayLibrary } from "../policy/say-library.ts";
import {
  knownDelay,
  knownDelays,
  policyOf,
  retriesOf,
  type SeriesGroup,
  seenIn,
  uptimeMs,
} from "./series.ts";
import { costOfSeries } from "./series-cost.ts";
import { findStopsAfter } from "./stops-after.ts";

/**
 * A series as the panel, the report and the command line show it. `forgotten`: so many connections
 * of it are not kept any more.
 */
export function reportSeries(group: SeriesGroup, nowMs: number, forgotten = 0): Series {
  const { policy } = policyOf(group);
  const history = readHistory(group, nowMs);
  const asked = countAsked(group);
  const stopsAfter = findStopsAfter(group, nowMs);
  return {
    id: group.id,
    url: group.url,
    attempts: forgotten + group.connections.length,
    delaysMs: knownDelays(group),
    policy,
    policyText: describePolicy(policy) + sayAsked(asked) + sayStops(stopsAfter),
    asked,
    libraries: matchLibraries(policy),
    libraryText: sayLibrary(policy, seenIn(group)),
    stopsAfter,
    history,
    throttledBy: group.throttlesMs.some((ms) => ms !== null) ? group.throttledBy : null,
    recommendedMs: recommendWaits(history),
    cost: costOfSeries(group),
  };
}

/** Waits that the server had asked for, and whether they were kept. */
function countAsked(group: SeriesGroup): Series["asked"] {
  const kept = group.answers.flatMap((lost, i) => {
    const delayMs = knownDelay(group, i);
    return lost && delayMs !== null ? (keepsAsked(lost, delayMs) ?? []) : [];
  });
  const isKept = kept.filter((each) => each === true);
  return { kept: isKept.length, tooSoon: kept.filter((each) => each === false).length };
}

function sayAsked({ kept, tooSoon }: Series["asked"]): string {
  if (kept > 0 && tooSoon > 0)
    return `, keeps ${kept} of ${kept + tooSoon} waits that the server asked for`;
  if (tooSoon > 0) return ", ignores the waits that the server asks for";
  return kept > 0 ? ", keeps the waits that the server asks for" : "";
}

const sayStops = (stops: Series["stopsAfter"]): string =>
  stops ? `, stops after ${countOf(stops.tries, "try", "tries")}` : "";

/** Shorter lives are no reason to begin anew: a storm with openings in it is still a storm. */
const STABLE_MS = 30_000;

/** What a good policy would have waited, whatever the page took for a success. */
function recommendWaits(history: readonly Attempt[]): number[] {
  let step = -1;
  return history.map(({ step: ownStep }, i) => {
    if (ownStep === null) return 0;
    const wasStable = (history[i - 1]?.uptimeMs ?? 0) >= STABLE_MS;
    step = wasStable ? 0 : step + 1;
    return goodWaitMs(step);
  });
}

function readHistory(group: SeriesGroup, nowMs: number): Attempt[] {
  const { steps } = policyOf(group);
  const stepOf = new Map(retriesOf(group).map(({ index }, i) => [index, steps[i] ?? null]));
  return group.connections.map((connection, i) => ({
    connectionId: connection.id,
    at: connection.createdAt,
    delayMs: knownDelay(group, i),
    step: stepOf.get(i) ?? null,
    uptimeMs: uptimeMs(connection, nowMs),
    connectingMs: connectingMs(connection),
    outcome: outcomeOf(connection),
    heldBy: group.heldBy[i] ?? null,
    throttleMs: group.throttlesMs[i] ?? null,
  }));
}

function outcomeOf(connection: Connection): Attempt["outcome"] {
  if (!isEnded(connection)) return connection.open ? "open" : "connecting";
  const closer = whoClosed(connection);
  if (closer === "document" || closer === "process") return "page-gone";
  if (closer === "page") return "closed-by-page";
  if (!isOpened(connection)) return "failed";
  return closer === "server" ? "closed-by-server" : "lost";
}
