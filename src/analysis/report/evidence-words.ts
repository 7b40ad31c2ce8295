/** Evidence and moments in words. */

import { formatBytes, formatCount, formatDuration } from "../../words/words.ts";
import type { Evidence } from "../finding.ts";

/** The value of one piece of evidence with its unit: "62.1 s", "1.5 KiB", "1008". */
export function evidenceInWords({ value, unit }: Evidence): string {
  if (typeof value === "string") return unit ? `${value} ${unit}` : value;
  if (unit === "ms") return formatDuration(value);
  if (unit === "B") return formatBytes(value);
  // Codes, statuses and numbers of connections stand without a unit, and without a comma.
  const whole =
    Number.isInteger(value) && unit ? formatCount(value) : String(Math.round(value * 100) / 100);
  return unit ? `${whole} ${unit}` : whole;
}

/** The same, with the message and the moment: "62.1 s (message 14, 2026-11-20 …)". */
export function evidenceWithPlace(evidence: Evidence): string {
  const { at, ref } = evidence;
  const place = [
    ...(ref ? [`message ${ref.seq}`] : []),
    ...(at === undefined ? [] : [formatTime(at)]),
  ];
  const value = evidenceInWords(evidence);
  return place.length === 0 ? value : `${value} (${place.join(", ")})`;
}

const LAST_MOMENT = 8.64e15;

/** The same on every machine: "2026-11-20 12:00:00.100 UTC". */
export const formatTime = (at: number): string =>
  Math.abs(at) > LAST_MOMENT
    ? "an unknown time"
    : `${new Date(at).toISOString().replace("T", " ").replace("Z", "")} UTC`;

export const NEEDS_IN_WORDS = {
  record: "Surer with message bodies: record the page with Stormglass's panel open.",
  devtools: "Surer with the handshake's details: have DevTools open while it happens.",
} as const;
