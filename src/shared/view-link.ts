/**
 * The port of a panel, panel page or popup to the background. The background worker may stop at any
 * moment; the port is then opened again, and the background answers with the whole session.
 */
import type { FromView, ToView } from "../protocol/panel-message.ts";

/** `lost`: the extension itself was reloaded; nothing but a new page can reach it. */
export type LinkState = "connecting" | "live" | "reconnecting" | "lost";

type Listener<T> = { addListener(listener: (value: T) => void): void };
export type ViewPort = {
  onMessage: Listener<unknown>;
  onDisconnect: Listener<unknown>;
  postMessage(message: unknown): void;
  disconnect(): void;
};

/** False where the port was closed a moment ago, and the event that says so has not come yet. */
function post(port: ViewPort, message: FromView): boolean {
  try {
    port.postMessage(message);
    return true;
  } catch {
    return false;
  }
}

export type ViewLink = { send(message: FromView): void; close(): void };

/** Shorter breaks are not worth a word: a worker is back within 50 ms. */
const SAY_RECONNECTING_AFTER_MS = 1_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

export function openViewLink<Whole, Part>(options: {
  /** Opens a port named `view:<tabId>`; throws once the extension is gone. */
  connect(): ViewPort;
  /** What the view says first on each new port. */
  greeting: () => FromView[];
  onMessage(message: ToView<Whole, Part>): void;
  onState(state: LinkState): void;
}): ViewLink {
  let port: ViewPort | null = null;
  let closed = false;
  let retryMs = FIRST_RETRY_MS;
  let quietTimer: ReturnType<typeof setTimeout> | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;
  const waiting: FromView[] = [];

  const hear = (opened: ViewPort, message: unknown) => {
    if (closed || opened !== port) return;
    retryMs = FIRST_RETRY_MS;
    if (quietTimer !== null) clearTimeout(quietTimer);
    quietTimer = null;
    options.onState("live");
    // From our own background worker: both ends are one build, so the type holds.
    options.onMessage(message as ToView<Whole, Part>);
    post(opened, { kind: "heard" });
  };

  const retry = () => {
    port = null;
    if (closed) return;
    quietTimer ??= setTimeout(() => options.onState("reconnecting"), SAY_RECONNECTING_AFTER_MS);
    retryTimer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  };

  const open = () => {
    try {
      const opened = options.connect();
      port = opened;
      opened.onMessage.addListener((message) => hear(opened, message));
      opened.onDisconnect.addListener(() => {
        if (opened === port) retry();
      });
      for (const message of [...options.greeting(), ...waiting.splice(0)]) {
        opened.postMessage(message);
      }
    } catch {
      // `connect` throws only where the extension was reloaded, updated or taken away.
      close();
      options.onState("lost");
    }
  };

  const close = () => {
    closed = true;
    if (quietTimer !== null) clearTimeout(quietTimer);
    if (retryTimer !== null) clearTimeout(retryTimer);
    port?.disconnect();
    port = null;
  };

  options.onState("connecting");
  open();
  return {
    send(message) {
      if (!port || !post(port, message)) waiting.push(message);
    },
    close,
  };
}
