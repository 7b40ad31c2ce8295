import { browser } from "../shared/browser.ts";
import { watchNetwork } from "./network.ts";

void browser.devtools.panels.create("Stormglass", "extension/icons/16.png", "extension/panel.html");
watchNetwork(browser.devtools.inspectedWindow.tabId);
