import { ROW_LOST, ROW_SEND } from "../protocol/rows.ts";
import { forgetMeasured, measure } from "./body.ts";
import {
  apply,
  bare,
  bareList,
  blobSizeOf,
  bufferBytesOf,
  bufferedAmountOf,
  construct,
  createRegistry,
  cutAt,
  defineProperty,
  describeException,
  getOwnPropertyDescriptor,
  isArray,
  isView,
  NativeDataView,
  NativeProxy,
  NativeWebSocket,
  readyStateOf,
  urlOf,
} from "./builtins.ts";
import { observe } from "./observe.ts";
import type { createRecorder } from "./recorder.ts";
import { createSocketState, type SocketState } from "./socket-state.ts";
import { captureStack, cleanException } from "./stack.ts";

/** As `protocol/page-event.ts` cuts them; its schemas have no business in a page. */
const MAX_URL = 16_384;
const MAX_MESSAGE = 2_048;
const MAX_PROTOCOL = 1_024;
const MAX_PROTOCOLS = 64;
/** Of all of them together: a page may ask for any number. */
const MAX_PROTOCOLS_TEXT = 16_384;
const CLOSING = 2;

/**
 * Puts Proxies in the places of the constructor, `send` and `close`. A Proxy keeps everything a
 * page can look at (name, length, statics, prototype, `new.target`, subclassing, errors) because
 * it is the native object but for the one trap.
 */
export function wrapWebSocket(
  scope: typeof globalThis,
  recorder: ReturnType<typeof createRecorder>,
): void {
  const states = createRegistry<SocketState>();
  let nextId = 1;

  const constructTrap = (target: typeof WebSocket, args: unknown[], newTarget: unknown) => {
    let socket: WebSocket;
    try {
      socket = construct(target, args, newTarget as NewableFunction) as WebSocket;
    } catch (error) {
      recorder.guard(() => {
        const { name, message } = describeException(error);
        const first = argument(args, 0);
        const url = typeof first === "string" ? cutAt(first, MAX_URL) : null;
        const stack = captureStack(constructTrap);
        recorder.event(
          { kind: "constructor-threw", url, name, message: cutAt(message, MAX_MESSAGE), stack },
          true,
        );
        cleanException(error);
      });
      throw error;
    }
    // While it is off as well: the socket may live on when it is not any more.
    recorder.guard(() => {
      const state = createSocketState(nextId++);
      states.set(socket, state);
      const { id } = state;
      const stack = recorder.off ? null : captureStack(constructTrap);
      const protocols = protocolsOf(argument(args, 1));
      const url = cutAt(urlOf(socket), MAX_URL);
      recorder.event({ kind: "connecting", id, url, protocols, stack }, false);
      observe(socket, state, recorder);
    });
    return socket;
  };

  const sendTrap = (target: (data: never) => void, socket: WebSocket, args: unknown[]) => {
    const state = recorder.off ? undefined : states.get(socket);
    let data = argument(args, 0);
    let lost = false;
    let result: unknown;
    try {
      if (state === undefined || args.length === 0) return apply(target, socket, args as never);
      lost = readyStateOf(socket) >= CLOSING;
      // An object that is no buffer and no Blob becomes text by its own toString, which the page
      // may count: it is called once, here, and the native function gets the text.
      if (isConverted(data)) data = `${data as string}`;
      result = apply(target, socket, (data === argument(args, 0) ? args : [data]) as never);
    } catch (error) {
      recorder.guard(() => {
        if (state !== undefined) {
          const { name, message: words } = describeException(error);
          const { id } = state;
          const message = cutAt(words, MAX_MESSAGE);
          recorder.event({ kind: "send-failed", id, name, message, sizeBytes: null }, false);
        }
        cleanException(error);
      });
      throw error;
    }
    try {
      const measured = measure(
        typeof data === "object" && data !== null ? data : `${data as string}`,
      );
      if (measured === null) return result;
      const flags = lost ? ROW_SEND | ROW_LOST : ROW_SEND;
      recorder.message(state, measured, flags, bufferedAmountOf(socket));
      forgetMeasured();
    } catch {
      recorder.fail();
    }
    return result;
  };

  const closeTrap = (target: () => void, socket: WebSocket, args: unknown[]) => {
    const state = recorder.off ? undefined : states.get(socket);
    const first = state !== undefined && readyStateOf(socket) < CLOSING;
    let result: unknown;
    try {
      result = apply(target, socket, args as never);
    } catch (error) {
      recorder.guard(() => cleanException(error));
      throw error;
    }
    recorder.guard(() => {
      if (!first) return;
      const given = argument(args, 0);
      const words = argument(args, 1);
      const code = typeof given === "number" ? given : null;
      const reason = typeof words === "string" ? words : null;
      const stack = captureStack(closeTrap);
      recorder.event({ kind: "closing", id: state.id, code, reason, stack }, false);
    });
    return result;
  };

  const prototype = NativeWebSocket.prototype;
  const Wrapped = new NativeProxy(NativeWebSocket, bare({ construct: constructTrap }) as never);
  redefine(scope, "WebSocket", Wrapped);
  redefine(prototype, "constructor", Wrapped);
  redefine(prototype, "send", new NativeProxy(prototype.send, bare({ apply: sendTrap }) as never));
  redefine(
    prototype,
    "close",
    new NativeProxy(prototype.close, bare({ apply: closeTrap }) as never),
  );
}

/** Re-defines only the value: attributes and the order of keys stay as they were. */
function redefine(owner: object, name: string, value: unknown): void {
  const own = getOwnPropertyDescriptor(owner, name);
  if (own?.configurable || own?.writable) defineProperty(owner, name, bare({ value }));
}

/** Beyond the arguments a read would reach getters that the page put on `Array.prototype`. */
const argument = (args: unknown[], index: number): unknown =>
  index < args.length ? args[index] : undefined;

/** True for what `send` turns into text by calling page code. */
function isConverted(data: unknown): boolean {
  if (typeof data === "function") return true;
  if (typeof data !== "object" || data === null || isView(data)) return false;
  return !hasBrand(bufferBytesOf, data) && !hasBrand(blobSizeOf, data) && !hasBrand(viewOnto, data);
}

/** Throws for all but buffers, shared ones too: `send` refuses those rather than turn them into text. */
const viewOnto = (data: unknown) => new NativeDataView(data as ArrayBuffer);

function hasBrand(test: (target: unknown) => unknown, data: object): boolean {
  try {
    test(data);
    return true;
  } catch {
    return false;
  }
}

/**
 * The subprotocols asked for, the first ones of very many, unless reading them a second time could
 * run the page's code.
 */
function protocolsOf(requested: unknown): string[] | null {
  const list = bareList<string>();
  if (requested === undefined) return list;
  if (typeof requested === "string") {
    list[0] = cutAt(requested, MAX_PROTOCOL);
    return list;
  }
  if (!isArray(requested)) return null;
  let room = MAX_PROTOCOLS_TEXT;
  for (let i = 0; i < requested.length && i < MAX_PROTOCOLS && room > 0; i++) {
    const own = getOwnPropertyDescriptor(requested, `${i}`);
    if (typeof own?.value !== "string") return null;
    const protocol = cutAt(own.value, MAX_PROTOCOL);
    list[i] = protocol;
    room -= protocol.length;
  }
  return list;
}
