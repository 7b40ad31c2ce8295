import type { Gone, WhatWent } from "./retain.ts";

/**
 * What is believed to be on disk of each tab. A database that the browser reset, or that had to be
 * made anew, says nothing of it: whatever is found to be missing was lost.
 */
export function createLedger() {
  const believed = new Map<number, WhatWent>();
  let lost: Gone[] = [];
  return {
    /** What a transaction found of a tab, and what it left there. */
    settle(tabId: number, found: WhatWent, left: WhatWent): void {
      const before = believed.get(tabId);
      if (before && before.count > found.count) {
        const sizeBytes = Math.max(0, before.sizeBytes - found.sizeBytes);
        lost.push({ tabId, count: before.count - found.count, sizeBytes });
      }
      believed.set(tabId, left);
    },
    forget(tabId: number): void {
      believed.delete(tabId);
    },
    takeLost(): Gone[] {
      const taken = lost;
      lost = [];
      return taken;
    },
    sums: (): Gone[] => [...believed].map(([tabId, sum]) => ({ tabId, ...sum })),
    /** Of a worker before this one; what was settled since is newer. */
    restore(sums: readonly Gone[]): void {
      for (const { tabId, count, sizeBytes } of sums) {
        if (!believed.has(tabId)) believed.set(tabId, { count, sizeBytes });
      }
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
