import vm from "node:vm";
import {
  type HookBatch,
  LINK_BATCH,
  LINK_ORDERS,
  LINK_PENDING,
  LINK_PULL,
  LINK_URGENT,
  LINK_WANTED,
} from "../../../src/protocol/link.ts";
import { DEFAULT_LIMITS, type Mode, type PageLimits } from "../../../src/protocol/orders.ts";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import browserParts from "./bare-realm.js?raw";

type Driver = {
  /** What listeners threw, which a page hears by `window.onerror`. */
  errors: unknown[];
  /** What reached the browser's own `send`. */
  sent: { socket: WebSocket; data: unknown; lost: boolean }[];
  rootOf(element: Element): EventTarget | null;
  open(socket: WebSocket): void;
  receive(socket: WebSocket, data: unknown): void;
  error(socket: WebSocket, state?: number): void;
  close(socket: WebSocket, code?: number, reason?: string, wasClean?: boolean): void;
};

type Batch = HookBatch<Blob>;
const PARTS = new vm.Script(browserParts);

/**
 * A realm with a hook in it, and the bridge's end of the link. Windows of one browser know each
 * other's sockets.
 */
export function createRealm(hook: vm.Script, browser = new WeakMap<object, object>()) {
  const { Blob, DOMException, Performance, TextDecoder, TextEncoder, performance } = globalThis;
  const context = vm.createContext({
    ...{ Blob, DOMException, Performance, TextDecoder, TextEncoder, performance },
  });
  const driver = PARTS.runInContext(Object.assign(context, { browser })) as Driver;
  delete context.browser;
  const page = context as typeof globalThis;
  hook.runInContext(context);

  const batches: Batch[] = [];
  const bridge = { takes: (_: Batch): boolean => true };
  const signals: string[] = [];
  const place = new page.Element();
  const wanted = { relatedTarget: place, cancelable: true };
  const isOpen = page.document.dispatchEvent(new page.FocusEvent(LINK_WANTED, wanted));
  const link = isOpen ? driver.rootOf(place) : null;
  const on = (type: string, hear: (event: CustomEvent) => void) =>
    link?.addEventListener(type, (event) => hear(event as CustomEvent));
  on(LINK_BATCH, (event) => {
    // From world to world it is cloned.
    const batch = structuredClone(event.detail) as Batch;
    if (!bridge.takes(batch)) return;
    event.preventDefault();
    batches.push(batch);
  });
  on(LINK_PENDING, () => signals.push(LINK_PENDING));
  on(LINK_URGENT, () => signals.push(LINK_URGENT));

  const tell = (type: string, detail?: unknown): boolean =>
    link?.dispatchEvent(new page.CustomEvent(type, { detail, cancelable: true })) === false;

  return {
    ...driver,
    page,
    batches,
    bridge,
    signals,
    /** The hook offered its link. */
    isHooked: () => link !== null,
    /** False where the hook did not answer. */
    pull: (): boolean => tell(LINK_PULL),
    order(mode: Mode, limits: PageLimits = DEFAULT_LIMITS): void {
      tell(LINK_ORDERS, { mode, limits });
    },
    events: (): PageEvent[] => batches.flatMap(({ events }) => events),
    /** How many messages of each connection were told. */
    messages(): Map<number, number> {
      const counts = new Map<number, number>();
      for (const { rows } of batches) {
        for (const id of rows?.connection ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      return counts;
    },
  };
}

export type Realm = ReturnType<typeof createRealm>;
