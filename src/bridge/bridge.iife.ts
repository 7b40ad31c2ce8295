import { createBridge } from "./bridge.ts";
import { createGuard } from "./guard.ts";
import { createLastingListeners } from "./lasting-listeners.ts";
import { takeLink } from "./take-link.ts";

const guard = createGuard(() => bridge.tell());
const onTrusted = createLastingListeners(guard);
const bridge = createBridge(takeLink(), onTrusted, guard);
// A prerendered document is nobody's page yet: what it does waits until it is shown.
if ("prerendering" in document && document.prerendering)
  onTrusted(document, "prerenderingchange", bridge.start);
else guard.run(bridge.start);
