import { forgetMeasured, measure } from "./body.ts";
import {
  bareList,
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
import type { createRecorder, HookEvent } from "./recorder.ts";
import { type LastBody, lastSamples, type SocketState } from "./socket-state.ts";

/** Listens before the page can, so its `stopImmediatePropagation` hides nothing from us. */
export function observe(
  socket: WebSocket,
  state: SocketState,
  recorder: ReturnType<typeof createRecorder>,
): void {
  const CLOSED = 3;
  const { id } = state;
  const { attempt } = recorder;
  const on = (type: string, observed: (event: Event) => void) =>
    attempt(() =>
      listen(socket, type, (event) =>
        // A page may dispatch events of its own making at its sockets: nothing happened by those.
        attempt(() => (isTrusted(event) ? observed(event) : undefined), undefined),
      ),
    );
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
}
