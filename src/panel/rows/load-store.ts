import { browser } from "../../shared/browser.ts";
import type { PortName } from "../../shared/port.ts";
import type { Model } from "../model/model.ts";

/** Opens the recorded messages of a tab. The panel works without: it says what is missing. */
export async function loadStore(model: Model, tabId: number): Promise<void> {
  // Not needed for the first sight of a session, so not part of the panel's first script.
  const [{ openStore }, { createTabStore }] = await Promise.all([
    import("../../store/open.ts"),
    import("./tab-store.ts"),
  ]);
  const disk = await openStore().catch((error) => {
    model.storeProblem.value = error instanceof Error ? error.message : String(error);
    return null;
  });
  model.store.value = createTabStore(
    disk,
    () => model.storage.peek(),
    () => browser.runtime.connect({ name: `rows:${tabId}` satisfies PortName }),
  );
}
