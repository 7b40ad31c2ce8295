import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Escape, where nothing inside of the page had a use for it. `onEscape`: true where it had one. */
export function useEscape(onEscape: () => boolean): void {
  const current = useRef(onEscape);
  current.current = onEscape;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (!current.current()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // DevTools listens on the document of each panel, takes this key from it, and opens its drawer:
    // whoever wants it must come first.
    const root = document.documentElement;
    root.addEventListener("keydown", hear);
    return () => root.removeEventListener("keydown", hear);
  }, []);
}

/**
 * Gives the focus a place again where what had it is gone since `change`: at once, or when what
 * takes its place has been loaded. Whoever goes on by key or pointer has chosen a place by that.
 */
export function useKeptFocus(findPlace: () => HTMLElement | null, change: unknown): void {
  const current = useRef(findPlace);
  current.current = findPlace;
  useLayoutEffect(() => {
    const give = (): boolean => {
      if (document.activeElement !== document.body || !document.hasFocus()) return false;
      const place = current.current();
      place?.focus();
      return place !== null;
    };
    if (give()) return;
    const watcher = new MutationObserver(() => {
      if (give()) stop();
    });
    const stop = () => {
      watcher.disconnect();
      removeEventListener("keydown", stop, true);
      removeEventListener("pointerdown", stop, true);
    };
    watcher.observe(document.body, { childList: true, subtree: true });
    addEventListener("keydown", stop, true);
    addEventListener("pointerdown", stop, true);
    return stop;
  }, [change]);
}

/** Takes files that are dropped anywhere on the page; true while one is held over it. */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    document.addEventListener("dragover", hold);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", hold);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [onFiles]);
  return over;
}

/** Single keys, where nobody is writing; `Ctrl+l` with Ctrl, or ⌘. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const held = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
      if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
      const run = current.current[held + event.key];
      if (!run) return;
      // DevTools hears what a panel leaves, and has its own use for some of these.
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
