import { deleteDB } from "idb";
import { DATABASE_NAME, type Database, openDatabase } from "./database.ts";
import { deleteOrphans, deleteTab, tabsInStore } from "./delete.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { type Budget, NOTHING_GONE, type WhatWent } from "./retain.ts";
import { type Recorded, writeRecorded } from "./write.ts";

/** Nobody waits longer: a slow disk, or another context that keeps an older database open. */
const OPEN_LIMIT_MS = 5_000;
/** The disk may have room again, or the browser may have repaired itself. */
const TRY_AGAIN_MS = 10_000;

/**
 * The one writer. A database that cannot be opened is deleted and made anew, once; one that the
 * browser closed is opened again. Whatever still fails is told to the caller, each time.
 */
export function createRecorder(
  ledger: Ledger = createLedger(),
  open = openDatabase,
  now = Date.now,
) {
  let opening: Promise<Database> | null = null;
  let recreated = false;
  let failure: { error: unknown; at: number } | null = null;

  const forgetDatabase = () => {
    opening = null;
  };

  const openOrRecreate = async (): Promise<Database> => {
    try {
      return await open(forgetDatabase);
    } catch (error) {
      if (recreated || isFull(error)) throw error;
      recreated = true;
      await deleteDB(DATABASE_NAME);
      return open(forgetDatabase);
    }
  };

  const database = async (): Promise<Database> => {
    // Not with each envelope of a flood: each try may wait for its limit.
    if (failure && now() - failure.at < TRY_AGAIN_MS) throw failure.error;
    opening ??= openOrRecreate();
    try {
      const opened = await withinLimit(opening);
      failure = null;
      return opened;
    } catch (error) {
      // A database that is merely slow may be there by the next time, with all that it holds.
      if (!(error instanceof TooSlow)) forgetDatabase();
      failure = { error, at: now() };
      throw error;
    }
  };

  /** Opened again where it was closed in the meantime, which a transaction only finds out. */
  const withDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const opened = await database();
    try {
      return await work(opened);
    } catch (error) {
      if (isFull(error)) throw error;
      opened.close();
      forgetDatabase();
      return work(await database());
    }
  };

  return {
    write: (tabId: number, recorded: Recorded[], budget: Budget): Promise<WhatWent> =>
      recorded.length === 0
        ? Promise.resolve(NOTHING_GONE)
        : withDatabase((opened) => writeRecorded(opened, tabId, recorded, budget, ledger)),
    sweep: (tabId: number, connectionIds: string[]): Promise<WhatWent> =>
      withDatabase((opened) => deleteOrphans(opened, tabId, connectionIds, ledger)),
    async forget(tabId: number): Promise<void> {
      await withDatabase((opened) => deleteTab(opened, tabId));
      ledger.forget(tabId);
    },
    tabs: (): Promise<number[]> => withDatabase(tabsInStore),
    /** Why it cannot be opened; null where it can. */
    failure: (): unknown => failure?.error ?? null,
  };
}

export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError";

export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

class TooSlow extends Error {
  constructor() {
    super("The database did not open in time: the disk is slow, or another page holds it");
  }
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooSlow()), OPEN_LIMIT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
