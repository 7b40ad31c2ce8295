import type { Evidence } from "../analysis/finding.ts";
import { formatBytes, formatCount, formatDuration } from "../analysis/words.ts";

/** The value of one piece of evidence with its unit. */
export function evidenceInWords({ value, unit }: Evidence): string {
  if (typeof value === "string") return unit ? `${value} ${unit}` : value;
  if (unit === "ms") return formatDuration(value);
  if (unit === "B") return formatBytes(value);
  // Codes, statuses and numbers of connections stand without a unit, and without a comma.
  if (!unit) return String(value);
  const whole = Number.isInteger(value)
    ? formatCount(value)
    : String(Math.round(value * 100) / 100);
  return `${whole} ${unit}`;
}
