import type { Tab } from "../tab.ts";

/** A storm makes a session forget connections one after the other, and a sweep looks at all rows. */
const SWEEP_AFTER_MS = 5_000;

/**
 * Connections that a session forgets, to stay within its caps, leave rows that nobody can look at.
 * Asks for a sweep where that happened since the last look.
 */
export function createForgottenRows(sweep: (tab: Tab) => void) {
  const counts = new WeakMap<Tab, number>();
  const waiting = new WeakSet<Tab>();
  return {
    look(tab: Tab): void {
      const { forgottenCount } = tab.session;
      const before = counts.get(tab) ?? 0;
      counts.set(tab, forgottenCount);
      if (forgottenCount <= before || waiting.has(tab)) return;
      waiting.add(tab);
      setTimeout(() => {
        waiting.delete(tab);
        sweep(tab);
      }, SWEEP_AFTER_MS);
    },
  };
}
