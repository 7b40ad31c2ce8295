import type { Dropped } from "../../session/session.ts";
import type { Gone } from "../../store/retain.ts";
import type { Recorded } from "../../store/write.ts";
import type { Tab } from "../tab.ts";
import type { Tabs } from "../tabs.ts";
import type { Recording } from "./recording.ts";

/** Writes, and notes in the sessions what went for it. Gives whose rows are new. */
export async function storeRecorded(
  tabs: Tabs,
  recording: Recording,
  tab: Tab,
  recorded: Recorded[],
): Promise<string[]> {
  const { went, connectionIds } = await recording.write(tab.id, recorded, tabs.budget());
  noteGone(tabs, went, "retention");
  return connectionIds;
}

/** Notes in each tab's session that messages of it are not kept any more. */
export function noteGone(tabs: Tabs, gone: Gone[], why: Dropped["why"]): void {
  for (const { tabId, count, sizeBytes } of gone) {
    const tab = tabs.find(tabId);
    if (!tab || count === 0) continue;
    const at = Date.now();
    const dropped = { documentId: null, at, count, sizeBytes, what: "messages", why } as const;
    tabs.apply(tab, { kind: "dropped", dropped });
  }
}
