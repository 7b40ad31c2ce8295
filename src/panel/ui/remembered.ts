import { useState } from "preact/hooks";

/** Every key of the panel's `localStorage`: what is to be as it was left. */
export type RememberedKey =
  | "list-columns"
  | "list-sort"
  | "list-width"
  | "message-list-height"
  | "message-list-width"
  | "message-time"
  | "timeline-axis"
  | "timeline-height"
  | "timeline-height-low"
  | "timeline-open"
  | "timeline-open-low"
  | "timeline-open-tight"
  | "zone";

/** A size in CSS pixels that the next panel has again; null while the user never changed it. */
export function useRememberedSize(
  key: RememberedKey,
): [number | null, (size: number | null) => void] {
  const [size, setSize] = useState(() => readNumber(key));
  return [
    size,
    (next) => {
      setSize(next);
      if (next === null) localStorage.removeItem(key);
      else localStorage.setItem(key, String(next));
    },
  ];
}

/** Whether something is unfolded, as it was left. */
export function useRememberedFlag(
  key: RememberedKey,
  initial: boolean,
): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    const stored = localStorage.getItem(key);
    return stored === null ? initial : stored === "1";
  });
  return [
    on,
    (next) => {
      setOn(next);
      localStorage.setItem(key, next ? "1" : "0");
    },
  ];
}

/** Which of these it was left at; null while the user never chose. */
export function readChoice<Choice extends string>(
  key: RememberedKey,
  choices: readonly Choice[],
): Choice | null {
  // What is shown is computed outside of browsers, too.
  const stored = globalThis.localStorage?.getItem(key);
  return choices.find((choice) => choice === stored) ?? null;
}

/** What is told of by more than a choice; its reader takes it apart. */
export const readKept = (key: RememberedKey): string | null =>
  globalThis.localStorage?.getItem(key) ?? null;

export const rememberChoice = (key: RememberedKey, choice: string): void =>
  globalThis.localStorage?.setItem(key, choice);

function readNumber(key: RememberedKey): number | null {
  const stored = localStorage.getItem(key);
  if (stored === null) return null;
  const size = Number(stored);
  return Number.isFinite(size) && size > 0 ? size : null;
}
