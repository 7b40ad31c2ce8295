import type { FromBridge, ToBridge } from "../protocol/envelope.ts";
import { browser } from "../shared/browser.ts";

/**
 * One port to the background at a time. The worker may stop at any moment, and a page in the
 * back/forward cache loses its port: the next message, or `open`, makes a new one.
 */
export function createRuntimePort(on: {
  opened: () => void;
  message: (message: ToBridge) => void;
  closed: () => void;
  orphaned: () => void;
}) {
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let orphaned = false;

  const open = () => {
    if (port || orphaned) return;
    try {
      // An updated or removed extension leaves this script behind with no runtime to talk to.
      if (!browser.runtime?.id) throw new Error("no runtime");
      const opened = browser.runtime.connect({ name: "bridge" });
      port = opened;
      opened.onMessage.addListener((message) => on.message(message as ToBridge));
      opened.onDisconnect.addListener(() => {
        if (port === opened) port = null;
        on.closed();
      });
      on.opened();
    } catch {
      orphaned = true;
      port = null;
      on.orphaned();
    }
  };

  return {
    open,
    /** Out of the back/forward cache: the browser closed the port, and this side is not told. */
    reopen(): void {
      port?.disconnect();
      port = null;
      open();
    },
    get isOpen() {
      return port !== null;
    },
    /** False where it could not be sent; what is numbered will be sent again. */
    send(message: FromBridge): boolean {
      try {
        port?.postMessage(message);
        return port !== null;
      } catch {
        port = null;
        return false;
      }
    },
  };
}
