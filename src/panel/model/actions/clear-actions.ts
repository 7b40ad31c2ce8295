import type { FromView } from "../../../protocol/panel-message.ts";
import type { Model } from "../model.ts";
import { isSelectionIn } from "../series-groups.ts";
import { clearOf, withoutCleared } from "../without-cleared.ts";

/** Time to notice that the wrong thing was cleared. */
const UNDO_MS = 8_000;
const CLEAR_SETTLES_MS = 1_000;

/** Clearing the list, which can be taken back for a while. */
export function createClearActions(model: Model, send: (message: FromView) => void) {
  let clearTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was cleared is deleted now. Harmless where nothing was. */
  const finishClear = () => {
    clearTimeout(clearTimer);
    const cleared = model.cleared.peek();
    if (!cleared) return;
    send({ kind: "clear", at: cleared.at });
    // Hidden until the background's next word, which comes without them.
    clearTimer = setTimeout(() => {
      model.cleared.value = null;
    }, CLEAR_SETTLES_MS);
  };

  return {
    clear: () => {
      const live = model.live.peek();
      if (!live) return;
      finishClear();
      const cleared = clearOf(live, Date.now());
      model.cleared.value = cleared;
      model.range.value = null;
      // Whoever watches a socket that lives on wants to see what it says next.
      const left = withoutCleared(live, cleared);
      if (!left || !isSelectionIn(left, model.selection.peek())) model.selection.value = null;
      clearTimer = setTimeout(finishClear, UNDO_MS);
    },
    undoClear: () => {
      clearTimeout(clearTimer);
      model.cleared.value = null;
    },
    finishClear,
  };
}
