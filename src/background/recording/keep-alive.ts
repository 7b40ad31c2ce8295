import { browser } from "../../shared/browser.ts";

/** The browser ends a worker that calls nothing for 30 s. */
const CALL_EVERY_MS = 20_000;

/** Keeps this worker from being ended as idle, while it holds what nobody else has. */
export function createKeepAlive() {
  let timer: ReturnType<typeof setInterval> | null = null;
  return (needed: boolean): void => {
    if (needed === (timer !== null)) return;
    if (timer !== null) clearInterval(timer);
    timer = needed
      ? setInterval(() => void browser.runtime.getPlatformInfo(), CALL_EVERY_MS)
      : null;
  };
}
