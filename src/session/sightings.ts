import type { Sightings } from "./traffic.ts";

/** Each key has a bucket of two places: O(1), and bounded. */
const BUCKET = 2;
/**
 * A place is kept for longer than most heartbeats take to come back, and refuses others until then.
 * In a flood only some keys find one, but those that do are found when they come back, whatever
 * the rate; room for the newest only would never hold one for that long.
 */
const KEPT_MS = 65_000;

/** When the key was last noted; null where that is not remembered. */
export function recall({ keys, at }: Sightings, size: number, key: number): number | null {
  if (keys.length === 0) return null;
  const place = bucketOf(key, size);
  if (keys[place] === key) return at[place] as number;
  return keys[place + 1] === key ? (at[place + 1] as number) : null;
}

/** `key`: any positive number. Nothing is allocated before the first is noted. */
export function remember(seen: Sightings, size: number, key: number, at: number): void {
  if (seen.keys.length === 0) {
    seen.keys = new Array<number>(size).fill(0);
    seen.at = new Array<number>(size).fill(0);
  }
  const first = bucketOf(key, size);
  for (const place of [first, first + 1]) {
    const isFree = seen.keys[place] === 0 || Math.abs(at - (seen.at[place] as number)) > KEPT_MS;
    if (seen.keys[place] !== key && !isFree) continue;
    seen.keys[place] = key;
    // Whole milliseconds are precise enough, and short when saved.
    seen.at[place] = Math.round(at);
    return;
  }
}

const bucketOf = (key: number, size: number): number => (key ^ (key >>> 16)) & (size - 1) & -BUCKET;
