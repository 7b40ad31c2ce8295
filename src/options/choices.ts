/** What the user chose, as the background reads it from the browser's storage. */
import type { Mode } from "../protocol/orders.ts";
import { PAUSED_KEY } from "../shared/storage-keys.ts";
import { readLimits, type StoredLimits } from "../shared/stored-limits.ts";
import { readSites } from "../shared/stored-sites.ts";
import { readSwitches, type Switches } from "../shared/stored-switches.ts";

export type SiteChoice = { host: string; mode: Mode };
export type Choices = {
  paused: boolean;
  limits: StoredLimits;
  sites: SiteChoice[];
} & Switches;

export function readChoices(
  local: Record<string, unknown>,
  sync: Record<string, unknown>,
): Choices {
  const sites = [...readSites(sync)].map(([host, mode]) => ({ host, mode }));
  return {
    paused: local[PAUSED_KEY] === true,
    ...readSwitches(sync),
    limits: readLimits(sync),
    sites: sites.sort((a, b) => a.host.localeCompare(b.host)),
  };
}

/** The host of what was typed: a name, a name with a port, or a whole address. */
export function hostFrom(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  try {
    return new URL(/^\w+:\/\//.test(text) ? text : `https://${text}`).host || null;
  } catch {
    return null;
  }
}
