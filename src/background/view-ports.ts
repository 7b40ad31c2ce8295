import type { Runtime } from "webextension-polyfill";
import { assertNever } from "../protocol/assert-never.ts";
import { type FromView, parseFromView } from "../protocol/panel-message.ts";
import { parseOverrides } from "../session/overrides.ts";
import { browser } from "../shared/browser.ts";
import { post, tabOfPort } from "../shared/port.ts";
import type { Probes } from "./probes/probes.ts";
import type { Saving } from "./saving.ts";
import { savePaused } from "./settings.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";
import { createView, type ViewMessage } from "./views.ts";

/** Panels, panel pages and popups: what they see of a tab, and what they ask for. */
export function createViewPorts(tabs: Tabs, probes: Probes, saving: Saving) {
  return {
    connect(port: Runtime.Port): void {
      const tabId = tabOfPort(port, "view");
      if (tabId === null) return;
      const view = createView(port);

      const obey = async (tab: Tab, message: FromView) => {
        switch (message.kind) {
          case "heard":
            tabs.views.heard(tab, view);
            return;
          case "record":
            view.record = message.on;
            tabs.updateMode(tab);
            return;
          case "clear":
            tabs.apply(tab, { kind: "clear", at: message.at });
            void tab.save();
            saving.sweep(tab, false);
            return;
          case "preserve-log":
            tabs.apply(tab, { kind: "preserve-log", on: message.on });
            void tab.save();
            saving.sweep(tab, message.on);
            return;
          case "overrides":
            tabs.apply(tab, { kind: "overrides", overrides: parseOverrides(message.overrides) });
            void tab.save();
            return;
          case "pause":
            await savePaused(message.on);
            return;
          case "site-mode":
            await tabs.chooseForSite(tab, message.mode);
            return;
          case "tab-off":
            await tabs.wish(tab, { ...tab.wish, isOff: message.on });
            return;
          case "tab-record":
            await tabs.wishToRecord(tab, message.on);
            return;
          case "forget":
            await saving.forget(tab, message.at);
            return;
          case "probe":
            probes.probe(tab, message.connectionId, message.withCredentials);
            return;
          default:
            assertNever(message);
        }
      };

      const join = async (): Promise<Tab | null> => {
        await tabs.ready;
        if (!(await isThere(tabId))) {
          // It was closed, perhaps while this worker was stopped: what the panel has is all there is.
          post(port, { kind: "tab-closed" } satisfies ViewMessage);
          return null;
        }
        const tab = tabs.get(tabId);
        tab.views.add(view);
        await tabs.refreshUrl(tab);
        tabs.views.added(tab);
        return tab;
      };

      const joined = join();
      port.onMessage.addListener((raw) => {
        const message = parseFromView(raw);
        if (message) void joined.then((tab) => tab && obey(tab, message));
      });
      port.onDisconnect.addListener(() => {
        void joined.then((tab) => {
          if (tab?.views.delete(view) && tabs.find(tabId) === tab) tabs.updateMode(tab);
        });
      });
    },
  };
}

async function isThere(tabId: number): Promise<boolean> {
  try {
    await browser.tabs.get(tabId);
    return true;
  } catch {
    return false;
  }
}
