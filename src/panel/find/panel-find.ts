import { effect, untracked } from "@preact/signals";
import type { StoreReader } from "../../store/store.ts";
import type { MessageParts } from "../messages/message-parts.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import { createScanWorker } from "../scan/scan-worker.ts";
import { createScanner } from "../scan/scanner.ts";
import { countFiltered } from "./filter-count.ts";
import { createFind, type Find } from "./find-model.ts";
import type { FindScope } from "./find-scope.ts";
import type { HitPlace } from "./hits.ts";

/** The search of a panel, and how many messages its filter leaves. */
export function createPanelFind(model: Model, actions: PanelActions): Find {
  const find = createFind(createScanner(createScanWorker), createWholeScope(model, actions));
  effect(() => {
    void model.fileId.value;
    untracked(find.forget);
  });
  countFiltered(model, createScanner(createScanWorker), createWholeScope(model, actions));
  return find;
}

function createWholeScope(model: Model, actions: PanelActions) {
  /** What was counted for the last search is known for the next. */
  let known: { store: StoreReader | null; tabId: number; parts: MessageParts } | null = null;
  return async (start: HitPlace | null = null): Promise<FindScope | null> => {
    const id = model.fileId.peek();
    // Where a file's messages are still being found, all that it would leave out would be missed.
    await model.file.peek()?.whole.catch(() => undefined);
    const session = model.session.peek();
    const file = model.file.peek();
    if (!session || model.fileId.peek() !== id) return null;
    // They need the decoders, which a panel's start does not.
    const { sessionScope } = await import("./session-scope.ts");
    const { createMessageParts } = await import("../messages/message-parts.ts");
    const { tabId } = session;
    const store = file?.store ?? model.store.peek();
    if (known?.store !== store || known.tabId !== tabId) {
      known = { store, tabId, parts: createMessageParts(store, tabId) };
    }
    return sessionScope(known.parts, {
      currentSession: () => (model.fileId.peek() === id ? model.session.peek() : null),
      tabId,
      allFed: file !== null || model.storage.peek().place !== "disk",
      filter: model.filter.filter.peek(),
      chosenRange: model.range.peek(),
      findingsOf: model.findingsOf.peek(),
      start,
      reveal: actions.selectConnection,
    });
  };
}
