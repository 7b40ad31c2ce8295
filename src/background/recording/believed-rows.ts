import { BELIEVED_ROWS_KEY } from "../../shared/storage-keys.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Gone } from "../../store/retain.ts";
import { createOwnItem } from "../own-item.ts";

const item = createOwnItem<Gone[]>(BELIEVED_ROWS_KEY);

/** Saves the ledger of recorded rows for the worker after this one; `ready` once it has its own. */
export function createBelievedRows(ledger: Ledger) {
  const restore = async (): Promise<void> => ledger.restore((await item.read()) ?? []);
  return {
    ready: restore().catch(() => {}),
    /** A ledger that is older than the disk believes too little, and so accuses nobody. */
    save: (): Promise<void> => item.write(ledger.sums()).catch(() => {}),
  };
}
