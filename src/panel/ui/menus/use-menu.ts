import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Closes a menu by a click beside it and by Escape, which then does nothing else. */
export function useMenu(isOpen: boolean, onClose: () => void): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // At once: Escape may follow sooner than effects run.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const byPointer = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close.current();
    };
    const byKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
      root.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", byPointer);
    // Captured, so that the same Escape does not take the selection away as well.
    document.addEventListener("keydown", byKey, { capture: true });
    return () => {
      document.removeEventListener("pointerdown", byPointer);
      document.removeEventListener("keydown", byKey, { capture: true });
    };
  }, [isOpen]);
  return root;
}
