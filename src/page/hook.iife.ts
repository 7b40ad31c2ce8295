import {
  LINK_BATCH,
  LINK_ORDERS,
  LINK_PENDING,
  LINK_PULL,
  LINK_URGENT,
  LINK_WANTED,
} from "../protocol/link.ts";
import type { Orders } from "../protocol/orders.ts";
import {
  attachShadow,
  bare,
  detailOf,
  dispatch,
  isPrepared,
  listen,
  NativeCustomEvent,
  preventDefault,
  relatedTargetOf,
} from "./builtins.ts";
import { createRecorder } from "./recorder.ts";
import { wrapWebSocket } from "./wrap.ts";

function start(): void {
  let link: EventTarget | null = null;
  const notify = (type: string, detail?: unknown) => {
    if (link) dispatch(link, new NativeCustomEvent(type, bare({ detail })));
  };

  const recorder = createRecorder(
    (urgent) => notify(urgent ? LINK_URGENT : LINK_PENDING),
    (batch) => notify(LINK_BATCH, batch),
  );

  const open = (wanted: Event) => {
    try {
      link = attachShadow(relatedTargetOf(wanted), bare({ mode: "closed" }));
      listen(link, LINK_PULL, () => recorder.flush());
      listen(link, LINK_ORDERS, (event) => recorder.obey(detailOf(event) as Orders));
    } catch {
      // The page was there first, with a root of its own.
      preventDefault(wanted);
    }
  };
  // Once: whoever asks a second time is the page.
  listen(document, LINK_WANTED, open, bare({ once: true }));

  wrapWebSocket(globalThis, recorder);
}

if (!isPrepared()) start();
