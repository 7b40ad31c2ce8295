/** How the user wants to see messages; kept for the next panel. */
import { effect, signal } from "@preact/signals";
import { formatDuration } from "../../words/words.ts";
import { clockTime, sinceOpen } from "../ui/clock-time.ts";
import type { RememberedKey } from "../ui/remembered.ts";

export type TimeMode = "clock" | "open" | "previous";
export const TIME_MODES: Readonly<Record<TimeMode, string>> = {
  open: "Since open",
  previous: "Since previous",
  clock: "Time of day",
};

const KEY = "message-time" satisfies RememberedKey;
const isTimeMode = (text: string | null): text is TimeMode =>
  text !== null && Object.hasOwn(TIME_MODES, text);

export const timeMode = signal<TimeMode>("open");

/** Called once, where there is a page. A browser that blocks site data refuses the storage itself. */
export function rememberTimeMode(getStorage: () => Storage): void {
  try {
    const storage = getStorage();
    const stored = storage.getItem(KEY);
    if (isTimeMode(stored)) timeMode.value = stored;
    effect(() => storage.setItem(KEY, timeMode.value));
  } catch {
    // Then it is chosen anew with each panel.
  }
}

/** `previousAt`: of the row before it, null for the first. */
export function timeInWords(
  mode: TimeMode,
  at: number,
  openedAt: number,
  previousAt: number | null,
): string {
  if (mode === "clock") return clockTime(at);
  if (mode === "open") return sinceOpen(at, openedAt);
  return previousAt === null ? "–" : sinceOpen(at, previousAt);
}

/** A silence of so long is worth a line; heartbeats and most polling come more often. */
const GAP_MS = 5_000;

/** "62.1 s later", where there was a silence before a row. */
export function gapInWords(at: number, previousAt: number | null): string | null {
  if (previousAt === null || at - previousAt < GAP_MS) return null;
  return `${formatDuration(at - previousAt)} later`;
}
