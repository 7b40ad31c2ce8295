import { bareList } from "./builtins.ts";
import type { Failures } from "./failures.ts";
import type { createRing } from "./ring.ts";
import { ownSamples, type SocketState } from "./socket-state.ts";

/**
 * What is kept of a sent text is kept as a copy, or a slice would keep all that the page cut it
 * from. Not at once: in a flood most are gone again before a batch is full.
 */
export function createPageTexts(ring: ReturnType<typeof createRing>, { attempt }: Failures) {
  /** Sent texts of messages before are not the page's own any more. */
  let ownedSeq = 0;
  let states = bareList<SocketState>();

  return {
    /** Some of its samples are. */
    note(state: SocketState): void {
      if (state.hasPageTexts) return;
      state.hasPageTexts = true;
      states[states.length] = state;
    },
    /** Copies those of all messages before `seq`. */
    own(seq: number): void {
      const fromSeq = ownedSeq;
      const noted = states;
      ownedSeq = seq;
      states = bareList();
      attempt(() => ring.ownTexts(fromSeq));
      for (let i = 0; i < noted.length; i++) {
        attempt(() => ownSamples(noted[i] as SocketState, fromSeq));
      }
    },
  };
}
