import { forgetMeasured, measure } from "./body.ts";
import {
  codeOf,
  currentTargetOf,
  dataOf,
  extensionsOf,
  isTrusted,
  listen,
  protocolOf,
  readyStateOf,
  reasonOf,
  wasCleanOf,
} from "./builtins.ts";
import type { createRecorder } from "./recorder.ts";
import { lastSamples, type SocketState } from "./socket-state.ts";

const CLOSED = 3;

/** Listens before the page can, so its `stopImmediatePropagation` hides nothing from us. */
export function observe(
  socket: WebSocket,
  state: SocketState,
  recorder: ReturnType<typeof createRecorder>,
): void {
  const { id } = state;
  const on = (type: string, observed: (event: Event) => void) =>
    listen(socket, type, (event) =>
      // A page may dispatch events of its own making at its sockets: nothing happened by those.
      recorder.guard(() => {
        if (isTrusted(event)) observed(event);
      }),
    );
  on("open", (event) => {
    const target = currentTargetOf(event);
    const protocol = protocolOf(target);
    recorder.event({ kind: "open", id, protocol, extensions: extensionsOf(target) }, true);
  });
  // Not by `on`: what many share, the engine cannot make fast for one, and this one runs by far the most.
  listen(socket, "message", (event) => {
    try {
      if (recorder.off || !isTrusted(event)) return;
      const measured = measure(dataOf(event));
      if (measured === null) return;
      recorder.message(state, measured, 0, 0);
      forgetMeasured();
    } catch {
      recorder.fail();
    }
  });
  on("error", (event) => {
    const readyState = readyStateOf(currentTargetOf(event)) as 0 | 1 | 2 | 3;
    recorder.event({ kind: "error", id, readyState }, readyState === CLOSED);
  });
  on("close", (event) => {
    const last = lastSamples(state);
    const code = codeOf(event);
    const reason = reasonOf(event);
    recorder.event({ kind: "close", id, code, reason, wasClean: wasCleanOf(event), last }, true);
  });
}
