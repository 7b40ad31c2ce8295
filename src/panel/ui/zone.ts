import { signal } from "@preact/signals";
import { readTimesIn, type Zone, zoneMinutesAt } from "../../words/day-time.ts";
import { readChoice, rememberChoice } from "./remembered.ts";

/** Of all times in the window: one switch, remembered. */
export const zone = signal<Zone>(readChoice("zone", ["local", "utc"]) ?? "local");
readTimesIn(zone.peek());

export function chooseZone(wanted: Zone): void {
  readTimesIn(wanted);
  rememberChoice("zone", wanted);
  zone.value = wanted;
}

/** "UTC+02:00". */
export function offsetInWords(minutes: number): string {
  const two = (value: number) => String(Math.abs(value)).padStart(2, "0");
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** "UTC", "UTC+02:00", "UTC+02:00 (Europe/Berlin)", as it is at that time of the year. */
export function zoneInWords(at: number, withName = false): string {
  if (zone.value === "utc") return "UTC";
  const offset = offsetInWords(zoneMinutesAt(at));
  return withName ? `${offset} (${Intl.DateTimeFormat().resolvedOptions().timeZone})` : offset;
}
