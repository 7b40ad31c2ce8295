import { createBridge } from "./bridge.ts";
import { createLastingListeners } from "./lasting-listeners.ts";
import { takeLink } from "./take-link.ts";

const onTrusted = createLastingListeners();
const bridge = createBridge(takeLink(), onTrusted);
// A prerendered document is nobody's page yet: what it does waits until it is shown.
if ("prerendering" in document && document.prerendering)
  onTrusted(document, "prerenderingchange", bridge.start);
else bridge.start();
