import { useState } from "preact/hooks";

/** A size in CSS pixels that the next panel has again; null while the user never changed it. */
export function useRememberedSize(key: string): [number | null, (size: number | null) => void] {
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
export function useRememberedFlag(key: string, initial: boolean): [boolean, (on: boolean) => void] {
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

function readNumber(key: string): number | null {
  const stored = localStorage.getItem(key);
  if (stored === null) return null;
  const size = Number(stored);
  return Number.isFinite(size) && size > 0 ? size : null;
}
