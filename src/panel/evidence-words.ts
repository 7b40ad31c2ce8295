import type { Evidence } from "../analysis/finding.ts";
import { formatBytes, formatCount, formatDuration } from "../analysis/words.ts";
import { clockTime } from "./clock-time.ts";

/** The value of one piece of evidence with its unit, and when it was. */
export function evidenceInWords({ value, unit, at }: Evidence): string {
  const when = at === undefined ? "" : ` at ${clockTime(at)}`;
  return `${valueInWords(value, unit)}${when}`;
}

function valueInWords(value: Evidence["value"], unit: string | undefined): string {
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
