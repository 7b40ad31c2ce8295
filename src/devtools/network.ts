import { assertNever } from "../protocol/assert-never.ts";
import type { FromDevtools, Numbered, ToDevtools } from "../protocol/devtools-message.ts";
import { createAnswerWatch } from "../shared/answer-watch.ts";
import { browser } from "../shared/browser.ts";
import { type PortName, post } from "../shared/port.ts";
import { type HarEntry, hasWallTime, isPending, isWebSocket, readHandshake } from "./har-entry.ts";
import { openerOf } from "./opener.ts";
import { createOutbox } from "./outbox.ts";
import { createPageRequests } from "./page-requests.ts";
import { readRequest } from "./read-request.ts";
import { readWorkerMessages } from "./worker-messages.ts";

/** A worker that cannot start is not called without a pause. */
const RECONNECT_MS = 50;
/** How long a probe's request may take to show up. */
const EXPECT_MS = 10_000;
/**
 * How often the list is read without being asked: nobody else tells that a page worker opened a
 * socket. A list that takes long is read less often, so that it never costs more than a hundredth.
 */
const READ_EVERY_MS = 4_000;
const REST_PER_READ = 100;
/** A message of a port must stay below 64 MiB, and a handshake may have 50 KB. */
const PER_MESSAGE = 200;

const pause = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Sends the background the handshakes that DevTools lists for the inspected tab. */
export function watchNetwork(tabId: number): void {
  const network = browser.devtools.network;
  /** When a page's own socket failed, the page knows. */
  const isDated = (entry: HarEntry) => hasWallTime(entry) || openerOf(entry).mark !== null;
  const expected = new Map<string, number>();
  /** Keys of sockets that were told as over: listed for ever, though the user may have cleared them. */
  const over = new Set<string>();
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let listening = false;
  let reading = true;

  const send = (message: Numbered) => {
    if (port) post(port, message);
  };
  const outbox = createOutbox(send);
  const tellOnce = (message: FromDevtools) => {
    connect();
    outbox.push(message);
    void answers.sent();
  };

  const http = createPageRequests((requests) => tellOnce({ kind: "http", requests }));

  const finished = (request: unknown) => {
    // Written by the browser: a page chooses the texts in it, and none of the fields.
    const entry = request as HarEntry;
    if (isWebSocket(entry)) {
      http.socketTo(entry.request.url);
      const seen = readHandshake(entry, true, Date.now());
      const { key } = seen.handshake;
      over.add(key);
      tellOnce({ kind: "handshakes", handshakes: [seen] });
      if (!seen.fromWorker) return;
      tellOnce({ kind: "worker-messages", ...readWorkerMessages(entry, key) });
    } else if ((expected.get(entry.request.url) ?? 0) > Date.now()) {
      expected.delete(entry.request.url);
      void readRequest(entry).then(tellOnce);
    } else {
      http.finished(entry);
    }
  };

  const listen = (on: boolean) => {
    if (on === listening) return;
    listening = on;
    if (on) network.onRequestFinished.addListener(finished);
    else network.onRequestFinished.removeListener(finished);
  };

  const readAll = async () => {
    if (!reading) return;
    // As in `finished`.
    const { entries } = (await network.getHAR()) as unknown as { entries: HarEntry[] };
    const sockets = entries.filter(isWebSocket);
    for (const { request } of sockets) http.socketTo(request.url);
    const handshakes = sockets
      .filter((entry) => !isPending(entry) && isDated(entry))
      .map((entry) => readHandshake(entry, false, Date.now()))
      .filter(({ handshake }) => !over.has(handshake.key));
    if (handshakes.length === 0) return;
    connect();
    for (let from = 0; from < handshakes.length; from += PER_MESSAGE) {
      const part = handshakes.slice(from, from + PER_MESSAGE);
      send({ n: null, message: { kind: "handshakes", handshakes: part } });
    }
  };

  const readAgain = async () => {
    const startedMs = performance.now();
    await readAll().catch(() => {});
    const tookMs = performance.now() - startedMs;
    setTimeout(readAgain, Math.max(READ_EVERY_MS, REST_PER_READ * tookMs));
  };

  const obey = (message: ToDevtools) => {
    switch (message.kind) {
      case "ack":
        answers.answered();
        outbox.acknowledge(message.n);
        return;
      case "ask":
        void readAll();
        return;
      case "pause":
        reading = !message.list;
        listen(!message.ends);
        return;
      case "expect":
        expected.set(message.url, Date.now() + EXPECT_MS);
        return;
      default:
        assertNever(message);
    }
  };

  const connect = () => {
    if (port) return;
    const opened = browser.runtime.connect({ name: `devtools:${tabId}` satisfies PortName });
    port = opened;
    // From our own background worker, of the same build.
    opened.onMessage.addListener((message) => obey(message as ToDevtools));
    // The worker was stopped; a new one must know that DevTools is still open here, and may have
    // been about to ask for a list.
    opened.onDisconnect.addListener(() => {
      if (port === opened) port = null;
      setTimeout(() => {
        connect();
        readAll().catch(() => {});
      }, RECONNECT_MS);
    });
    outbox.resend();
  };

  const reopen = () => {
    port?.disconnect();
    port = null;
    connect();
  };
  const answers = createAnswerWatch(() => outbox.isWaiting, reopen, pause);

  connect();
  listen(true);
  void readAgain();
}
