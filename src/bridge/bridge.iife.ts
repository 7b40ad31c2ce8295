import { createBridge } from "./bridge.ts";
import { takeLink } from "./take-link.ts";

const bridge = createBridge();
takeLink(bridge.attach);
// A prerendered document is nobody's page yet: what it does waits until it is shown.
if ("prerendering" in document && document.prerendering)
  document.addEventListener("prerenderingchange", bridge.start, { once: true });
else bridge.start();
