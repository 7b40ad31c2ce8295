import { openDatabase } from "./database.ts";
import { createReader } from "./read.ts";
import type { StoreReader } from "./store.ts";

/** For panel and exporter. Rejects where the database cannot be opened (blocked, or no room). */
export const openStore = async (): Promise<StoreReader> => createReader(await openDatabase());
