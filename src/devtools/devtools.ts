import { forwardSearch } from "./forward-search.ts";
import { watchNetwork } from "./network.ts";

const { devtools } = chrome;
devtools.panels.create(
  "Stormglass",
  "extension/icons/16.png",
  "extension/panel.html",
  forwardSearch,
);
watchNetwork(devtools.inspectedWindow.tabId);
