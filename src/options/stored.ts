import type { StoredSums } from "../protocol/stored-message.ts";
import { browser } from "../shared/browser.ts";
import { type PortName, STORED_PORT } from "../shared/port.ts";

/** The numbers move while pages talk. */
const LOOK_EVERY_MS = 3_000;

/** Asks the background what is kept, again and again, and has it deleted. */
export function followStored(onChange: (sums: StoredSums) => void) {
  const connect = () => {
    const opened = browser.runtime.connect({ name: STORED_PORT satisfies PortName });
    // From our own background worker, of the same build.
    opened.onMessage.addListener((sums) => onChange(sums as StoredSums));
    opened.onDisconnect.addListener(() => {
      if (port === opened) port = null;
    });
    return opened;
  };
  let port: ReturnType<typeof connect> | null = null;
  const say = (kind: "look" | "forget") => {
    // The worker may have been stopped meanwhile, and its port with it.
    port ??= connect();
    port.postMessage({ kind });
  };
  setInterval(() => {
    if (document.visibilityState === "visible") say("look");
  }, LOOK_EVERY_MS);
  say("look");
  return { forget: () => say("forget") };
}
