import { offerUndo } from "../ui/undo.ts";
import type { FilterModel } from "./filter-model.ts";

/** Another filter by one click, which takes something away or brings it: `said` tells what, and it can be undone. */
export function changeFilter({ text }: FilterModel, next: string, said: string): void {
  const before = text.peek();
  if (before === next) return;
  text.value = next;
  offerUndo(said, () => {
    text.value = before;
  });
}
