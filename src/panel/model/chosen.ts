/** What the user chose in one session, so that switching between files keeps one's place in each. */
import type { Model } from "./model.ts";

type Chosen = {
  selection: Model["selection"]["value"];
  tab: Model["tab"]["value"];
  range: Model["range"]["value"];
  filterText: string;
  collapsed: Model["collapsed"]["value"];
  openedHelpers: Model["openedHelpers"]["value"];
};

const NOTHING: Chosen = {
  selection: null,
  tab: "why",
  range: null,
  filterText: "",
  collapsed: new Set(),
  openedHelpers: new Set(),
};

export function createChosen(model: Model) {
  /** By the file; null: the live tab. */
  const kept = new Map<number | null, Chosen>();
  return {
    keep: () => {
      kept.set(model.fileId.peek(), {
        selection: model.selection.peek(),
        tab: model.tab.peek(),
        range: model.range.peek(),
        filterText: model.filter.text.peek(),
        collapsed: model.collapsed.peek(),
        openedHelpers: model.openedHelpers.peek(),
      });
    },
    restore: () => {
      const chosen = kept.get(model.fileId.peek()) ?? NOTHING;
      model.selection.value = chosen.selection;
      model.tab.value = chosen.tab;
      model.range.value = chosen.range;
      model.filter.text.value = chosen.filterText;
      model.collapsed.value = chosen.collapsed;
      model.openedHelpers.value = chosen.openedHelpers;
    },
    forget: (fileId: number) => kept.delete(fileId),
  };
}
