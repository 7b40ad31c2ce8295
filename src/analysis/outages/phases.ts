import type { Connection } from "../../session/session.ts";
import { isOpened } from "../connection/evidence.ts";
import type { FindingId, OutagePhase } from "../finding.ts";
import type { Episode } from "./episodes.ts";
import { openedAt, type Primaries } from "./outcome.ts";
import { phaseWords } from "./phase-words.ts";

/** More kinds of phases than this in turn are told by their kinds. */
const MAX_PHASES = 8;

type Step = { at: number; endedAt: number; what: FindingId; words: string; count: number };

/**
 * What happened from `begin` on, in order: each phase lasts until the next one begins, and the last
 * one until `until`; phases that alternate are told each by itself, and overlap. Epoch ms.
 */
export function findPhases(
  episodes: readonly Episode[],
  primaries: Primaries,
  begin: number,
  until: number,
): OutagePhase[] {
  const steps = episodes
    .flatMap(({ forgotten, begin: since, lost, failed }) => [
      ...(forgotten > 0 ? [forgottenStep(since, forgotten)] : []),
      ...lost.map((connection) => stepOf(connection, true, primaries)),
      ...failed.map((connection) => stepOf(connection, false, primaries)),
    ])
    .sort((a, b) => a.at - b.at || a.endedAt - b.endedAt);
  const rows = foldSteps(steps, (step, row) => step.words === row.words);
  // Many endpoints answer in turn; what they answer then tells more than the order.
  const inTurn = rows.length <= MAX_PHASES;
  const phases = inTurn ? rows : foldSteps(byFirst(steps), isSame);
  return phases.map((phase, i) => {
    const next = phases[i + 1]?.from ?? until;
    return {
      ...phase,
      from: Math.max(begin, phase.from),
      // What alternated lasted each until its own last time.
      until: Math.max(begin, phase.from, inTurn || i === phases.length - 1 ? next : phase.until),
    };
  });
}

const isSame = (step: Step, row: OutagePhase) => step.words === row.words;

/** Too many to keep: how often and since when is all that is known of them. */
const forgottenStep = (at: number, count: number): Step => ({
  at,
  endedAt: at,
  what: "handshake-failed",
  words: "failed earlier",
  count,
});

function stepOf(connection: Connection, wasLost: boolean, primaries: Primaries): Step {
  const primary = primaries.get(connection.id);
  const endedAt = connection.end?.at ?? connection.createdAt;
  return {
    // One that was of use is told by its loss, an attempt by when it was made.
    at: wasLost ? endedAt : isOpened(connection) ? openedAt(connection) : connection.createdAt,
    endedAt,
    what: primary?.id ?? (isOpened(connection) ? "abnormal-closure" : "handshake-failed"),
    words: primary ? phaseWords(primary) : "failed",
    count: 1,
  };
}

/** Alike steps side by side, in the order in which each kind first came. */
function byFirst(steps: readonly Step[]): Step[] {
  const kinds = new Map<string, Step[]>();
  for (const step of steps) {
    const kind = kinds.get(step.words);
    if (kind) kind.push(step);
    else kinds.set(step.words, [step]);
  }
  return [...kinds.values()].flat();
}

function foldSteps(
  steps: readonly Step[],
  isMore: (step: Step, row: OutagePhase) => boolean,
): OutagePhase[] {
  const rows: OutagePhase[] = [];
  for (const step of steps) {
    const row = rows.at(-1);
    if (row && isMore(step, row)) {
      row.count += step.count;
      row.until = Math.max(row.until, step.endedAt);
      row.lastAt = row.until;
    } else {
      const { what, words, count, at, endedAt } = step;
      rows.push({ what, words, count, from: at, until: endedAt, lastAt: endedAt });
    }
  }
  return rows;
}
