import type { Runtime } from "webextension-polyfill";
import { parseStoredMessage, type StoredSums } from "../protocol/stored-message.ts";
import { post, STORED_PORT } from "../shared/port.ts";
import type { Recording } from "./recording/recording.ts";
import type { Saving } from "./saving.ts";
import type { Tabs } from "./tabs.ts";

/** Tells the options page how much is kept, and deletes it. */
export function createStoredPort(tabs: Tabs, recording: Recording, saving: Saving) {
  const look = (): StoredSums => {
    const sums: StoredSums = { tabs: 0, connections: 0, messages: 0, bytes: 0 };
    for (const { session } of tabs.all()) {
      if (session.connections.size > 0) sums.tabs++;
      sums.connections += session.connections.size;
    }
    for (const { count, sizeBytes } of recording.sums()) {
      sums.messages += count;
      sums.bytes += sizeBytes;
    }
    return sums;
  };
  return {
    connect(port: Runtime.Port): void {
      if (port.name !== STORED_PORT) return;
      port.onMessage.addListener((raw) => {
        const message = parseStoredMessage(raw);
        if (!message) return;
        void tabs.ready.then(async () => {
          if (message.kind === "forget") {
            const at = Date.now();
            await Promise.all([...tabs.all()].map((tab) => saving.forget(tab, at)));
            // And what a tab left behind that is not there any more.
            await recording.forgetAllBut([]);
          }
          post(port, look());
        });
      });
    },
  };
}
