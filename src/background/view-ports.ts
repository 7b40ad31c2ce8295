import type { Runtime } from "webextension-polyfill";
import { assertNever } from "../protocol/assert-never.ts";
import type { FromView } from "../protocol/panel-message.ts";
import { tabOfPort } from "../shared/port.ts";
import type { Probes } from "./probes.ts";
import type { Saving } from "./saving.ts";
import { hostOf, savePaused, saveSiteMode } from "./settings.ts";
import type { Tabs } from "./tabs.ts";
import { createView } from "./views.ts";

/** Panels, panel pages and popups: what they see of a tab, and what they ask for. */
export function createViewPorts(tabs: Tabs, probes: Probes, saving: Saving) {
  return {
    connect(port: Runtime.Port): void {
      const tabId = tabOfPort(port, "view");
      if (tabId === null) return;
      const view = createView(port);

      const obey = async (message: FromView) => {
        const tab = tabs.get(tabId);
        switch (message.kind) {
          case "record":
            view.record = message.on;
            tabs.updateMode(tab);
            return;
          case "clear":
            tabs.apply(tab, { kind: "clear", at: Date.now() });
            void tab.save();
            saving.sweep(tab);
            return;
          case "preserve-log":
            tabs.apply(tab, { kind: "preserve-log", on: message.on });
            void tab.save();
            saving.sweep(tab);
            return;
          case "pause":
            await savePaused(message.on);
            return;
          case "site-mode":
            await saveSiteMode(hostOf(tab.url), message.mode);
            return;
          case "probe":
            probes.probe(tab, message.connectionId, message.withCredentials);
            return;
          default:
            assertNever(message);
        }
      };

      void tabs.ready.then(async () => {
        const tab = tabs.get(tabId);
        tab.views.add(view);
        await tabs.refreshUrl(tab);
        tabs.views.added(tab);
      });
      port.onMessage.addListener(
        (message) => void tabs.ready.then(() => obey(message as FromView)),
      );
      port.onDisconnect.addListener(() => {
        void tabs.ready.then(() => {
          const tab = tabs.find(tabId);
          if (!tab?.views.delete(view)) return;
          tabs.updateMode(tab);
        });
      });
    },
  };
}
