import type { Guard } from "./guard.ts";

type Listener = (event: Event) => void;

/**
 * Listeners on the document and its window that nothing takes off. `document.open()` removes those
 * of every world, ours too, and the document and its sockets live on: as it empties the document,
 * which is seen before anything else can happen, all are added again. One that is still there is not
 * added twice.
 */
export function createLastingListeners(guard: Guard) {
  const added: { target: EventTarget; type: string; listener: Listener }[] = [];
  const addAll = () => {
    for (const { target, type, listener } of added) target.addEventListener(type, listener);
  };
  new MutationObserver(guard.wrap(addAll)).observe(document, { childList: true });

  /** The browser's own events only: a page may make such events itself, as many as it likes. */
  return (target: EventTarget, type: string, hear: Listener): void => {
    const listener = guard.wrap((event: Event) => {
      if (event.isTrusted) hear(event);
    });
    added.push({ target, type, listener });
    target.addEventListener(type, listener);
  };
}

export type OnTrusted = ReturnType<typeof createLastingListeners>;
