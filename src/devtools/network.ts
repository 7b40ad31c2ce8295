import type { FromDevtools, ToDevtools } from "../protocol/devtools-message.ts";
import { browser } from "../shared/browser.ts";
import { type HarEntry, hasWallTime, isPending, isWebSocket, readHandshake } from "./har-entry.ts";

/** How long a probe's request may take to show up. */
const EXPECT_MS = 10_000;

/** Sends the background the handshakes that DevTools lists for the inspected tab. */
export function watchNetwork(tabId: number): void {
  const network = browser.devtools.network;
  const expected = new Map<string, number>();
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let listening = false;

  const send = (message: FromDevtools) => {
    connect();
    port?.postMessage(message);
  };

  const finished = (request: unknown) => {
    const entry = request as HarEntry;
    if (isWebSocket(entry)) {
      send({ kind: "handshakes", handshakes: [readHandshake(entry, true, Date.now())] });
    } else if ((expected.get(entry.request.url) ?? 0) > Date.now()) {
      expected.delete(entry.request.url);
      const { status, _error } = entry.response;
      const error = status > 0 ? null : (_error ?? null);
      send({ kind: "request", url: entry.request.url, status: status > 0 ? status : null, error });
    }
  };

  const listen = (on: boolean) => {
    if (on === listening) return;
    listening = on;
    if (on) network.onRequestFinished.addListener(finished);
    else network.onRequestFinished.removeListener(finished);
  };

  const readAll = async () => {
    const { entries } = (await network.getHAR()) as unknown as { entries: HarEntry[] };
    const handshakes = entries
      .filter((entry) => isWebSocket(entry) && !isPending(entry) && hasWallTime(entry))
      .map((entry) => readHandshake(entry, false, Date.now()));
    if (handshakes.length > 0) send({ kind: "handshakes", handshakes });
  };

  const obey = (message: ToDevtools) => {
    switch (message.kind) {
      case "ask":
        void readAll();
        return;
      case "pause":
        listen(!message.on);
        return;
      case "expect":
        expected.set(message.url, Date.now() + EXPECT_MS);
    }
  };

  const connect = () => {
    if (port) return;
    const opened = browser.runtime.connect({ name: `devtools:${tabId}` });
    port = opened;
    opened.onMessage.addListener((message) => obey(message as ToDevtools));
    // The worker was stopped; a new one must know that DevTools is still open here.
    opened.onDisconnect.addListener(() => {
      port = null;
      setTimeout(connect, 50);
    });
  };

  connect();
  listen(true);
  void readAll();
}
