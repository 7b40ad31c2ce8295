import type { Session } from "../session/session.ts";
import { createBudget } from "./budget.ts";
import { type Diagnose, type Judgement, NOT_YET, tryToDiagnose } from "./try-to-diagnose.ts";
import { type Steps, workOneTurn } from "./turns.ts";

/** What is to be judged: a new object whenever any of it has changed. */
export type Wanted = {
  /** Of another one, such as another file, nothing that was found before is told. */
  whose: unknown;
  run: Diagnose | null;
  session: Session | null;
  nowMs: number;
};

const begin = (whose: unknown, now: () => number) => ({
  whose,
  run: null as Diagnose | null,
  budget: createBudget(now),
  told: null as Wanted | null,
  judgement: NOT_YET,
  work: null as { wanted: Wanted; steps: Steps<Judgement> } | null,
});

/**
 * The judgement that stands: the one before until a new one is done. What takes long is done in
 * turns; `askAgain` is called when it is time to ask for the next one.
 */
export function createStandingJudge(now: () => number, askAgain: () => void) {
  let state = begin(null, now);
  return (wanted: Wanted): Judgement => {
    if (wanted.whose !== state.whose) state = begin(wanted.whose, now);
    // What other checks found, or were too slow for, says nothing of these.
    if (wanted.run !== state.run) {
      state.run = wanted.run;
      state.budget = createBudget(now);
    }
    if (state.told === wanted) return state.judgement;
    // One that was begun is brought to its end: in steady traffic no other would be, either.
    state.work ??= {
      wanted,
      steps: tryToDiagnose(wanted.run, wanted.session, wanted.nowMs, state.budget),
    };
    const worked = workOneTurn(state.work.steps, now);
    if (worked) {
      state.judgement = worked.done;
      state.told = state.work.wanted;
      state.work = null;
    }
    if (state.told !== wanted) askAgain();
    return state.judgement;
  };
}
