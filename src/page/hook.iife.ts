import {
  LINK_BATCH,
  LINK_OFFER,
  LINK_ORDERS,
  LINK_PENDING,
  LINK_PULL,
  LINK_URGENT,
  LINK_WANTED,
} from "../protocol/link.ts";
import type { Orders } from "../protocol/orders.ts";
import {
  bare,
  detailOf,
  dispatch,
  isPrepared,
  listen,
  NativeCustomEvent,
  NativeEventTarget,
  NativeFocusEvent,
} from "./builtins.ts";
import { createRecorder } from "./recorder.ts";
import { wrapWebSocket } from "./wrap.ts";

function start(): void {
  const link = new NativeEventTarget();
  const notify = (type: string, detail?: unknown) =>
    dispatch(link, new NativeCustomEvent(type, bare({ detail })));

  const recorder = createRecorder(
    (urgent) => notify(urgent ? LINK_URGENT : LINK_PENDING),
    (batch) => notify(LINK_BATCH, batch),
  );
  listen(link, LINK_PULL, () => recorder.flush());
  listen(link, LINK_ORDERS, (event) => recorder.obey(detailOf(event) as Orders));

  // The bridge takes the offer by preventing its default. It may start before or after this script.
  const offer = () =>
    !dispatch(
      document,
      new NativeFocusEvent(LINK_OFFER, bare({ relatedTarget: link, cancelable: true })),
    );
  if (!offer()) document.addEventListener(LINK_WANTED, offer, { once: true });

  wrapWebSocket(globalThis, recorder);
}

if (!isPrepared()) start();
