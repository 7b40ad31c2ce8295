import type { PanelActions } from "../actions.ts";
import { createFindingsOf } from "../filter/findings-of.ts";
import type { Model } from "../model.ts";
import { createFind, type Find } from "./find-model.ts";
import { createScanWorker } from "./scan-worker.ts";
import { createScanner } from "./scanner.ts";

/** The search of a panel: in the list that is shown, or in everything. */
export const createPanelFind = (model: Model, actions: PanelActions): Find =>
  createFind(createScanner(createScanWorker), async () => {
    const session = model.session.peek();
    const file = model.file.peek();
    if (!session) return null;
    // It needs the decoders, which a panel's start does not.
    const { sessionScope } = await import("./session-scope.ts");
    return sessionScope({
      session,
      store: file?.store ?? model.store.peek(),
      allFed: file !== null || model.storage.peek().place !== "disk",
      filter: model.filter.filter.peek(),
      range: model.range.peek(),
      findingsOf: createFindingsOf(model.findings.peek().newestFirst),
      reveal: actions.selectConnection,
    });
  });
