import { effect, untracked } from "@preact/signals";
import type { PanelActions } from "../model/actions.ts";
import type { Model } from "../model/model.ts";
import { createScanWorker } from "../scan/scan-worker.ts";
import { createScanner } from "../scan/scanner.ts";
import { countFiltered } from "./filter-count.ts";
import { createFind, type Find } from "./find-model.ts";
import type { FindScope } from "./find-scope.ts";

/** The search of a panel: in the list that is shown, or in everything. */
export function createPanelFind(model: Model, actions: PanelActions): Find {
  const whole = createWholeScope(model, actions);
  const find = createFind(createScanner(createScanWorker), whole);
  effect(() => {
    void model.fileId.value;
    untracked(find.forget);
  });
  countFiltered(model, createScanner(createScanWorker), whole);
  return find;
}

const createWholeScope =
  (model: Model, actions: PanelActions) => async (): Promise<FindScope | null> => {
    const session = model.session.peek();
    const file = model.file.peek();
    if (!session) return null;
    // It needs the decoders, which a panel's start does not.
    const { sessionScope } = await import("./session-scope.ts");
    return sessionScope({
      currentSession: () => (model.file.peek() === file ? model.session.peek() : null),
      tabId: session.tabId,
      store: file?.store ?? model.store.peek(),
      allFed: file !== null || model.storage.peek().place !== "disk",
      filter: model.filter.filter.peek(),
      chosenRange: model.range.peek(),
      findingsOf: model.findingsOf.peek(),
      reveal: actions.selectConnection,
    });
  };
