import type { Dropped } from "../session/session.ts";
import type { WhatWent } from "../store/retain.ts";
import type { Recorded } from "../store/write.ts";
import type { Recording } from "./recording.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** Writes, and notes in the session what went for it or could not be kept. Gives whose rows are new. */
export async function storeRecorded(
  tabs: Tabs,
  recording: Recording,
  tab: Tab,
  recorded: Recorded[],
): Promise<string[]> {
  const drop = (why: Dropped["why"], sum: WhatWent): void => {
    if (sum.count === 0) return;
    const dropped = { documentId: null, at: Date.now(), ...sum, what: "messages", why } as const;
    tabs.apply(tab, { kind: "dropped", dropped });
  };
  try {
    const { went, connectionIds } = await recording.write(tab.id, recorded, tabs.budget());
    drop("retention", went);
    return connectionIds;
  } catch (error) {
    console.warn("Stormglass: messages could not be recorded", error);
    drop("storage-full", sumOf(recorded));
    return [];
  }
}

function sumOf(recorded: Recorded[]): WhatWent {
  const sum = { count: 0, sizeBytes: 0 };
  for (const { sizeBytes } of recorded.flatMap(({ rows }) => rows)) {
    sum.count += sizeBytes.length;
    for (const size of sizeBytes) sum.sizeBytes += size;
  }
  return sum;
}
