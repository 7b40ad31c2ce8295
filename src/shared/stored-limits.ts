/** The limits that the user sets on the options page and the background obeys: one synced item. */
import { DEFAULT_LIMITS, LIMIT_BOUNDS, type PageLimits } from "../protocol/orders.ts";
import { LIMIT_KEY_PREFIX, LIMITS_KEY } from "./storage-keys.ts";

/**
 * How much of one tab is kept: of messages, on disk, the oldest go first beyond it; of connections,
 * in memory, those that went well and the old.
 */
export type TabBudget = { tabMessages: number; tabBytes: number; tabConnections: number };

export type StoredLimits = PageLimits & TabBudget;

const MIB = 1024 * 1024;

export const DEFAULT_TAB_BUDGET: TabBudget = {
  tabMessages: 1_000_000,
  tabBytes: 512 * MIB,
  tabConnections: 2_000,
};

export const DEFAULT_STORED_LIMITS: StoredLimits = { ...DEFAULT_LIMITS, ...DEFAULT_TAB_BUDGET };

/** Least and greatest value of each. */
export const STORED_LIMIT_BOUNDS: Record<keyof StoredLimits, [number, number]> = {
  ...LIMIT_BOUNDS,
  tabMessages: [1_000, 10_000_000],
  tabBytes: [MIB, 8 * 1024 * MIB],
  // Each costs a few KiB of the worker's memory, and its part of every diagnosis.
  tabConnections: [50, 5_000],
};

export const keyOfLimit = (name: keyof StoredLimits): string => LIMIT_KEY_PREFIX + name;

export const LIMIT_NAMES = Object.keys(DEFAULT_STORED_LIMITS) as (keyof StoredLimits)[];

/** From what the sync area holds. */
export function readLimits(sync: Record<string, unknown>): StoredLimits {
  const limits: Record<string, unknown> = boundStoredLimits(sync[LIMITS_KEY]);
  for (const name of LIMIT_NAMES) limits[name] = sync[keyOfLimit(name)] ?? limits[name];
  return boundStoredLimits(limits);
}

/** Whatever stands there, within sane bounds: another version may have written it. */
export function boundStoredLimits(stored: unknown): StoredLimits {
  const given: Partial<Record<string, unknown>> =
    typeof stored === "object" && stored !== null ? { ...stored } : {};
  const limits = { ...DEFAULT_STORED_LIMITS };
  for (const name of LIMIT_NAMES) {
    const value = given[name];
    const [least, most] = STORED_LIMIT_BOUNDS[name];
    if (typeof value === "number" && Number.isFinite(value)) {
      limits[name] = Math.min(Math.max(Math.round(value), least), most);
    }
  }
  return limits;
}
