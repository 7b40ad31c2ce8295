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
  /** True where the bridge prevented its default, by which it says that it took what was told. */
  const notify = (type: string, detail?: unknown): boolean =>
    link !== null &&
    !dispatch(link, new NativeCustomEvent(type, bare({ detail, cancelable: true })));

  const recorder = createRecorder(
    (urgent) => notify(urgent ? LINK_URGENT : LINK_PENDING),
    (batch) => notify(LINK_BATCH, batch),
  );

  const { attempt } = recorder;
  const open = (wanted: Event) => {
    attempt(() => {
      const root = attachShadow(relatedTargetOf(wanted), bare({ mode: "closed" }));
      const hear = (type: string, part: (event: Event) => void) =>
        listen(root, type, (event) => attempt(() => part(event)));
      // An answer is a proof of life: a bridge that gets none says that it hears nothing any more.
      hear(LINK_PULL, (event) => recorder.flush() && preventDefault(event));
      // Only the bridge has the root, too.
      hear(LINK_ORDERS, (event) => recorder.obey(detailOf(event) as Orders));
      link = root;
    });
    // The page was there first, with a root of its own.
    if (link === null) preventDefault(wanted);
  };
  // Once: whoever asks a second time is the page.
  listen(document, LINK_WANTED, (wanted) => attempt(() => open(wanted)), bare({ once: true }));

  attempt(() => wrapWebSocket(globalThis, recorder));
}

if (!isPrepared()) start();
