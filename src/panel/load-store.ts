import type { Model } from "./model.ts";

/** Opens the database of recorded messages. The panel works without: it says what is missing. */
export async function loadStore(model: Model): Promise<void> {
  try {
    // Not needed for the first sight of a session, so not part of the panel's first script.
    const { openStore } = await import("../store/open.ts");
    model.store.value = await openStore();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    model.notice.value = {
      kind: "error",
      text: `Recorded messages cannot be read (${why}). Connections and findings still work.`,
    };
  }
}
