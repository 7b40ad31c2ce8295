import { LINK_BORROWED } from "../protocol/link.ts";
import { ROW_LOST, ROW_SEND } from "../protocol/rows.ts";
import { forgetMeasured, measure } from "./body.ts";
import {
  bareList,
  bufferedAmountOf,
  codeOf,
  currentTargetOf,
  cutAt,
  dataOf,
  detailOf,
  extensionsOf,
  isTrusted,
  listen,
  protocolOf,
  readyStateOf,
  reasonOf,
  stopPropagation,
  wasCleanOf,
} from "./builtins.ts";
import { describeException } from "./exception.ts";
import type { createRecorder, HookEvent } from "./recorder.ts";
import { type LastBody, lastSamples, type SocketState } from "./socket-state.ts";

type Recorder = ReturnType<typeof createRecorder>;

/**
 * What a socket's own window is told: what another's `send` was given, or what it threw; of `close`.
 * The page can say any of it as well: it is looked at where it is heard.
 */
export type Borrowed =
  | { data: unknown }
  | { error: unknown }
  | { code: unknown; reason: unknown; stack: unknown };

/** What `send` took. Not before that call: the page's own toString may have closed the socket. */
export function recordSent(
  recorder: Recorder,
  state: SocketState,
  socket: unknown,
  data: unknown,
): void {
  const CLOSING = 2;
  const measured = measure(typeof data === "object" && data !== null ? data : `${data as string}`);
  const flags = readyStateOf(socket) >= CLOSING ? ROW_SEND | ROW_LOST : ROW_SEND;
  recorder.message(state, measured, flags, bufferedAmountOf(socket));
  forgetMeasured();
}

/** Listens before the page can, so its `stopImmediatePropagation` hides nothing from us. */
export function observe(socket: WebSocket, state: SocketState, recorder: Recorder): void {
  const CLOSED = 3;
  /** As `protocol/page-event.ts` cuts them. */
  const MAX_REASON = 1_024;
  const MAX_STACK = 8_192;
  const { id } = state;
  const { attempt } = recorder;
  const hearAll = (type: string, heard: (event: Event) => void) =>
    attempt(() => listen(socket, type, (event) => attempt(() => heard(event))));
  const on = (type: string, observed: (event: Event) => void) =>
    // A page may dispatch events of its own making at its sockets: nothing happened by those.
    hearAll(type, (event) => isTrusted(event) && observed(event));
  on("open", (event) => {
    const target = currentTargetOf(event);
    const protocol = attempt(() => protocolOf(target), "");
    const extensions = attempt(() => extensionsOf(target), "");
    recorder.event({ kind: "open", id, protocol, extensions }, true);
  });
  // Not by `on`: what many share, the engine cannot make fast for one, and this one runs by far the most.
  const hear = (event: Event) => {
    try {
      if (recorder.off || !isTrusted(event)) return;
      recorder.message(state, measure(dataOf(event)), 0, 0);
      forgetMeasured();
    } catch (error) {
      attempt(() => recorder.failed(error));
    }
  };
  attempt(() => listen(socket, "message", hear));
  on("error", (event) => {
    const readyState = readyStateOf(currentTargetOf(event)) as 0 | 1 | 2 | 3;
    recorder.event({ kind: "error", id, readyState }, readyState === CLOSED);
  });
  on("close", (event) => {
    const last = attempt(() => lastSamples(state), bareList<LastBody>());
    // Without its code it is an end all the same.
    const end = attempt<HookEvent, HookEvent>(
      () => ({
        kind: "close",
        id,
        code: codeOf(event),
        reason: reasonOf(event),
        wasClean: wasCleanOf(event),
        last,
      }),
      { kind: "error", id, readyState: CLOSED },
    );
    recorder.event(end, true);
  });
  hearAll(LINK_BORROWED, (event) => {
    // We are the first to hear it, and the page is not to.
    stopPropagation(event);
    const told = detailOf(event) as Borrowed;
    if ("data" in told) return recordSent(recorder, state, currentTargetOf(event), told.data);
    if ("error" in told) {
      const thrown = describeException(told.error);
      return recorder.event({ kind: "send-failed", id, sizeBytes: null, ...thrown }, false);
    }
    const { code } = told;
    recorder.event(
      {
        kind: "closing",
        id,
        code: typeof code === "number" ? code : null,
        reason: cutAt(told.reason, MAX_REASON),
        stack: cutAt(told.stack, MAX_STACK),
      },
      false,
    );
  });
}
