/**
 * The recorder of a page under test: the extension's hook, with the test's process on the other side
 * instead of a content script. Runs as an init script, before any script of the page.
 */
import { createClock } from "../../bridge/clock.ts";
import { watchLifecycle } from "../../bridge/lifecycle.ts";
import { isPrepared } from "../../page/builtins.ts";
import { createRecorder } from "../../page/recorder.ts";
import { wrapWebSocket } from "../../page/wrap.ts";
import type { HookBatch } from "../../protocol/link.ts";
import { DEFAULT_LIMITS } from "../../protocol/orders.ts";
import type { PageEvent } from "../../protocol/page-event.ts";
import { BINDING, FLUSH, type FromPage } from "../protocol.ts";
import { withoutToJson, writeJson } from "./write-json.ts";

type Say = (text: string) => Promise<void>;
type Window = typeof globalThis & { [BINDING]?: Say; [FLUSH]?: () => Promise<void> };

/** A page under test says nothing that matters later than that, nor slows down by saying it. */
const SOON_MS = 20;

// A page may install a clock of its own, or replace any of these.
const later = setTimeout.bind(globalThis);
const wallNow = Date.now.bind(Date);
const monotonicNow = performance.now.bind(performance);

function start(scope: Window, say: Say): void {
  const documentId = `${random()}${random()}`;
  const readClock = createClock(wallNow, monotonicNow);
  let n = 0;
  let seq = 0;
  let isWaiting = false;
  const said = new Set<Promise<unknown>>();

  const post = (message: FromPage): void => {
    const text = writeJson(message);
    const saying = withoutToJson(() => say(text)).catch(() => {});
    said.add(saying);
    void saying.finally(() => said.delete(saying));
  };
  const push = (contents: Partial<Extract<FromPage, { kind: "envelope" }>>): void =>
    post({
      ...{ documentId, kind: "envelope", n: ++n, clock: readClock(), recorded: true },
      ...{ rows: null, backlog: null, lateBodies: [], events: [], ...contents },
    });
  const readBlob = async ({ seq: at, blob, maxBytes }: HookBatch<Blob>["blobs"][number]) => {
    const bytes = await blob.slice(0, maxBytes).arrayBuffer();
    push({ lateBodies: [{ seq: at, body: new Uint8Array(bytes) }] });
  };
  const recorder = createRecorder(
    (urgent) => {
      if (isWaiting && !urgent) return;
      isWaiting = true;
      later(flush, urgent ? 0 : SOON_MS);
    },
    ({ rows, backlog, events, blobs }) => {
      if (rows) seq = rows.firstSeq + rows.connection.length;
      push({ rows, backlog, events });
      // The hook's lists have no prototype, and so cannot be walked by `for…of`.
      for (let i = 0; i < blobs.length; i++) {
        const blob = blobs[i];
        if (blob) readBlob(blob).catch(() => {});
      }
      return true;
    },
  );
  function flush(): void {
    isWaiting = false;
    recorder.flush();
  }
  const report = (event: PageEvent): void => {
    flush();
    push({ events: [{ ...event, seq }] });
  };

  post({
    ...{ documentId, kind: "hello", url: location.href, top: scope.top === scope.self },
    ...{ hooked: !isPrepared(), visible: document.visibilityState === "visible" },
    ...{ online: navigator.onLine, beganAt: wallNow() },
  });
  recorder.obey({ mode: "record", limits: DEFAULT_LIMITS });
  if (!isPrepared()) recorder.attempt(() => wrapWebSocket(scope, recorder));
  const hear = (target: EventTarget, type: string, listener: (event: Event) => void): void =>
    target.addEventListener(type, (event) => event.isTrusted && listener(event));
  watchLifecycle(hear, report, () => seq);
  const leave = (kind: "pagehide" | "pageshow") => (event: Event) => {
    const { persisted } = event as PageTransitionEvent;
    if (kind === "pageshow" && !persisted) return;
    report({ kind, at: monotonicNow(), seq, persisted });
  };
  hear(window, "pagehide", leave("pagehide"));
  hear(window, "pageshow", leave("pageshow"));
  Object.defineProperty(scope, FLUSH, {
    value: async () => {
      flush();
      await Promise.all(said);
    },
  });
}

const random = (): string => Math.random().toString(36).slice(2, 12);

const scope: Window = globalThis;
const say = scope[BINDING];
if (say && !(FLUSH in scope)) start(scope, say);
