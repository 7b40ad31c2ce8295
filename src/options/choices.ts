/** What the user chose, as the background reads it from the browser's storage. */
import type { Mode } from "../protocol/orders.ts";
import {
  PRESERVE_LOG_KEY,
  readLimits,
  SITE_KEY_PREFIX,
  type StoredLimits,
} from "../shared/stored-limits.ts";

export type SiteChoice = { host: string; mode: Mode };
export type Choices = {
  paused: boolean;
  preserveLog: boolean;
  limits: StoredLimits;
  sites: SiteChoice[];
};

const isMode = (value: unknown): value is Mode =>
  value === "off" || value === "watch" || value === "record";

export function readChoices(
  local: Record<string, unknown>,
  sync: Record<string, unknown>,
): Choices {
  const sites = Object.entries(sync).flatMap(([key, mode]) =>
    key.startsWith(SITE_KEY_PREFIX) && isMode(mode)
      ? [{ host: key.slice(SITE_KEY_PREFIX.length), mode }]
      : [],
  );
  return {
    paused: local.paused === true,
    preserveLog: sync[PRESERVE_LOG_KEY] === true,
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
