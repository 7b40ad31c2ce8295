import { browser } from "../shared/browser.ts";
import { createBridges } from "./bridges.ts";
import { callBack } from "./call-back.ts";
import { closeStorage } from "./close-storage.ts";
import { createDevtoolsPorts } from "./devtools-ports.ts";
import { createNeighbours } from "./neighbours.ts";
import { createProbes } from "./probes/probes.ts";
import { createRecording } from "./recording/recording.ts";
import { noteGone } from "./recording/store-recorded.ts";
import { createRowPorts } from "./row-ports.ts";
import { createSaving } from "./saving.ts";
import { createStoredPort } from "./stored-port.ts";
import { createTabs } from "./tabs.ts";
import { createViewPorts } from "./view-ports.ts";

// Every listener is registered while this file runs: the browser starts the worker for an event,
// and one whose listener comes later is lost.
const recording = createRecording();
const tabs = createTabs(recording.stateOf);
const probes = createProbes(tabs);
const devtools = createDevtoolsPorts(tabs, probes, recording);
const saving = createSaving(tabs, recording);
const neighbours = createNeighbours(tabs);
const bridges = createBridges(tabs, saving, probes, devtools, neighbours);
const views = createViewPorts(tabs, probes, saving);
const stored = createStoredPort(tabs, recording, saving);
const rows = createRowPorts(recording.memory);

const ownPages = browser.runtime.getURL("");
browser.runtime.onConnect.addListener((port) => {
  bridges.connect(port);
  // Content scripts run in the renderers of pages, which may be taken over.
  if (!port.sender?.url?.startsWith(ownPages)) return;
  devtools.connect(port);
  views.connect(port);
  rows.connect(port);
  stored.connect(port);
});

browser.tabs.onRemoved.addListener((tabId) => {
  void tabs.ready.then(async () => {
    await tabs.close(tabId);
    await recording.forget(tabId);
  });
});
// A tab that is discarded may go on under another number, and nobody is told that it was removed.
browser.tabs.onReplaced.addListener((newTabId, tabId) => {
  void tabs.ready.then(async () => {
    await tabs.replace(newTabId, tabId);
    await recording.forget(tabId);
  });
});

browser.tabs.onUpdated.addListener((tabId, change) => {
  if (change.url === undefined && change.status !== "complete") return;
  void tabs.ready.then(() => {
    const tab = tabs.find(tabId);
    if (tab) void tabs.refreshUrl(tab);
  });
});

// Of these areas alone: what is saved in the third would come back with each save.
for (const area of [browser.storage.local, browser.storage.sync]) {
  area.onChanged.addListener(() => void tabs.reloadSettings());
}

closeStorage();

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install")
    void browser.tabs.create({ url: browser.runtime.getURL("extension/welcome.html") });
});

void tabs.ready.then(() => {
  for (const tab of tabs.all()) {
    callBack(tabs, tab);
    // The worker before this one may have been about to tell.
    neighbours.began(tab);
  }
  recording.forgetAllBut(tabs.ids()).catch(() => {});
  void recording.lost.then((lost) => noteGone(tabs, lost, "storage-full"));
});
