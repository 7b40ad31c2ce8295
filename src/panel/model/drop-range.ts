import { offerUndo } from "../ui/undo.ts";
import type { Model } from "./model.ts";

/** All times are shown again, which can be taken back. */
export function dropRange({ range }: Pick<Model, "range">): void {
  const before = range.peek();
  if (!before) return;
  range.value = null;
  offerUndo("All times are shown.", () => {
    range.value = before;
  });
}
