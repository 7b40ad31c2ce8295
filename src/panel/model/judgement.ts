import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { createStandingJudge, type Wanted } from "../../analysis/standing-judge.ts";
import type { Diagnose } from "../../analysis/try-to-diagnose.ts";
import type { Session } from "../../session/session.ts";
import { eventLoop } from "../../shared/event-loop.ts";

/** How often it is judged again while nothing arrives. */
const JUDGE_AGAIN_MS = 5_000;

type Judged = {
  whose: ReadonlySignal<number | null>;
  run: ReadonlySignal<Diagnose | null>;
  session: ReadonlySignal<Session | null>;
  /** When the time of a session that is over stopped; undefined for a live one. */
  endedAt: () => number | undefined;
};

/** The diagnosis of what is shown, which is made anew as that changes, a little of it at a time. */
export function createJudgement(
  { whose, run, session, endedAt }: Judged,
  nowMs: ReadonlySignal<number>,
  clock: () => number,
) {
  const again = computed(() => Math.floor(nowMs.value / JUDGE_AGAIN_MS));
  const wanted = computed((): Wanted => {
    // Silence is evidence too: a handshake that hangs, a storm that is over.
    void again.value;
    return {
      whose: whose.value,
      run: run.value,
      session: session.value,
      nowMs: endedAt() ?? clock(),
    };
  });
  const turn = signal(0);
  const judge = createStandingJudge(eventLoop.now, () => {
    setTimeout(() => {
      turn.value++;
    });
  });
  const judgement = computed(() => {
    void turn.value;
    return judge(wanted.value);
  });
  return {
    report: computed(() => judgement.value.report),
    failure: computed(() => judgement.value.failure),
  };
}
