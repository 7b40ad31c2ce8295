/** What the user chose for each site: one item of a storage area each, by its host. */
import type { Mode } from "../protocol/orders.ts";
import { SITE_KEY_PREFIX } from "./storage-keys.ts";

const MODES: readonly unknown[] = ["off", "watch", "record"] satisfies Mode[];

const isMode = (value: unknown): value is Mode => MODES.includes(value);

/** Of all that an area holds: another version, or another of the user's browsers, may have written it. */
export function readSites(stored: Record<string, unknown>): Map<string, Mode> {
  const sites = new Map<string, Mode>();
  for (const [key, mode] of Object.entries(stored)) {
    if (key.startsWith(SITE_KEY_PREFIX) && isMode(mode)) {
      sites.set(key.slice(SITE_KEY_PREFIX.length), mode);
    }
  }
  return sites;
}
