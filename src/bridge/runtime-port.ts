import type { FromBridge, Hello } from "../protocol/envelope.ts";
import { browser } from "../shared/browser.ts";
import type { PortName } from "../shared/port.ts";

/**
 * One port to the background at a time. The worker may stop at any moment, and a page in the
 * back/forward cache loses its port: the next message, or `open`, makes a new one.
 */
export function createRuntimePort(on: {
  opened: () => void;
  message: (message: unknown) => void;
  /** What may be said at any time, and as often as one likes. */
  greeting: () => Hello;
  closed: () => void;
  orphaned: () => void;
}) {
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let orphaned = false;

  const open = () => {
    if (port || orphaned) return;
    let opened: ReturnType<typeof browser.runtime.connect>;
    try {
      // An updated or removed extension leaves this script behind with no runtime to talk to.
      if (!browser.runtime?.id) throw new Error("no runtime");
      opened = browser.runtime.connect({ name: "bridge" satisfies PortName });
    } catch {
      orphaned = true;
      on.orphaned();
      return;
    }
    port = opened;
    opened.onMessage.addListener((message) => on.message(message));
    opened.onDisconnect.addListener(() => {
      // An error that nobody reads is written to the page's console.
      void browser.runtime.lastError;
      if (port === opened) port = null;
      on.closed();
    });
    on.opened();
  };

  const carries = (message: FromBridge): boolean => {
    try {
      port?.postMessage(message);
      return port !== null;
    } catch {
      return false;
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
    /**
     * False where there is no port; what is numbered will be sent again. Throws where no port can
     * carry the message.
     */
    send(message: FromBridge): boolean {
      try {
        port?.postMessage(message);
        return port !== null;
      } catch (error) {
        // Too large, or not to be cloned? Then it never can, and the port still takes another.
        if (carries(on.greeting())) throw error;
        port = null;
        return false;
      }
    },
  };
}
