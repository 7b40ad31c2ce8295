import { browser } from "../../shared/browser.ts";
import type { Ledger } from "../../store/ledger.ts";

const area = browser.storage.session;
const KEY = "believed-rows";

/** Saves the ledger of recorded rows for the worker after this one; `ready` once it has its own. */
export function createBelievedRows(ledger: Ledger) {
  const restore = async (): Promise<void> => {
    const { [KEY]: sums } = await area.get(KEY);
    ledger.restore((sums ?? []) as ReturnType<Ledger["sums"]>);
  };
  return {
    ready: restore().catch(() => {}),
    /** A ledger that is older than the disk believes too little, and so accuses nobody. */
    save: (): Promise<void> => area.set({ [KEY]: ledger.sums() }).catch(() => {}),
  };
}
