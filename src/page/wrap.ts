import { LINK_BORROWED } from "../protocol/link.ts";
import { MARK_PREFIX } from "../protocol/socket-mark.ts";
import {
  apply,
  bare,
  bareList,
  blobSizeOf,
  bufferBytesOf,
  construct,
  cutAt,
  defineProperty,
  dispatch,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  isView,
  NativeCustomEvent,
  NativeDataView,
  NativeProxy,
  NativeWeakMap,
  NativeWebSocket,
  random,
  readyStateOf,
  urlOf,
  weakGet,
  weakSet,
} from "./builtins.ts";
import { describeException } from "./exception.ts";
import { type Borrowed, observe, recordSent } from "./observe.ts";
import type { createRecorder } from "./recorder.ts";
import { createSocketState, type SocketState } from "./socket-state.ts";
import { captureStack, cleanException } from "./stack.ts";

/**
 * Puts Proxies in the places of the constructor, `send` and `close`. A Proxy keeps everything a
 * page can look at (name, length, statics, prototype, `new.target`, subclassing, errors) because
 * it is the native object but for the one trap.
 */
export function wrapWebSocket(
  scope: typeof globalThis,
  recorder: ReturnType<typeof createRecorder>,
): void {
  const states = new NativeWeakMap<object, SocketState>();
  let nextId = 1;

  const { attempt } = recorder;
  const CLOSING = 2;
  /** As `protocol/page-event.ts` cuts it; its schemas have no business in a page. */
  const MAX_URL = 16_384;
  /** Counted from a number between 0 and 1 that is the document's own. */
  let lastMark = random();
  const put = (owner: object, name: string, value: unknown) =>
    attempt(() => redefine(owner, name, value));
  /** By the hook of the socket's own window, which alone knows it and may be another's than ours. */
  const tell = (socket: WebSocket, detail: Borrowed) => {
    dispatch(socket, new NativeCustomEvent(LINK_BORROWED, bare({ detail: bare(detail) })));
  };
  const stackBelow = (trap: (...args: never[]) => unknown) =>
    attempt(() => captureStack(trap), null);

  /** A part of its own: what one of them cannot find out, the others still tell. */
  const tellConnecting = (socket: WebSocket, args: unknown[], mark: string) => {
    const state = createSocketState(nextId++);
    const { id } = state;
    attempt(() => weakSet(states, socket, state));
    const protocols = attempt(() => protocolsOf(argument(args, 1)), null);
    const url = attempt(() => cutAt(urlOf(socket), MAX_URL), null) ?? "";
    const stack = recorder.off ? null : stackBelow(constructTrap);
    attempt(() => observe(socket, state, recorder));
    recorder.event({ kind: "connecting", id, mark, url, protocols, stack }, false);
  };

  const constructTrap = (target: typeof WebSocket, args: unknown[], newTarget: unknown) => {
    let socket: WebSocket;
    // What becomes text in a constructor may construct another socket.
    const outer = constructTrap.name;
    const mark = `${MARK_PREFIX}${++lastMark}`;
    put(constructTrap, "name", mark);
    try {
      socket = construct(target, args, newTarget as NewableFunction) as WebSocket;
    } catch (error) {
      attempt(() => {
        const url = cutAt(argument(args, 0), MAX_URL);
        const stack = stackBelow(constructTrap);
        const thrown = describeException(error);
        recorder.event({ kind: "constructor-threw", url, stack, ...thrown }, true);
      });
      attempt(() => cleanException(error));
      throw error;
    } finally {
      put(constructTrap, "name", outer);
    }
    // While it is off as well: the socket may live on when it is not any more.
    attempt(() => tellConnecting(socket, args, mark));
    return socket;
  };

  /** Apart from the trap: what a function of its own looks at costs it an object with each call. */
  const sendFailed = (socket: WebSocket | null, error: unknown) => {
    attempt(() => socket && tell(socket, { error }));
    attempt(() => cleanException(error));
  };

  const sendTrap = (target: (data: never) => void, socket: WebSocket, args: unknown[]) => {
    let state: SocketState | undefined;
    let data: unknown;
    let result: unknown;
    let isSocket = false;
    /** What is thrown is the page's own, or the browser's for it. */
    let isTheirs = false;
    try {
      let given = args;
      let isText = false;
      if (!recorder.off) {
        state = weakGet(states, socket);
        // Before the call, and not for just anything: the browser refuses `this` before it asks for text.
        isSocket = state !== undefined || hasBrand(readyStateOf, socket);
      }
      if (isSocket) {
        data = argument(args, 0);
        isText = isConverted(data);
      }
      isTheirs = true;
      if (isText) {
        // An object that is no buffer and no Blob becomes text by its own toString, which the page
        // may count: it is called once, here, and the native function gets the text.
        data = `${data as string}`;
        given = [data];
      }
      result = apply(target, socket, given as never);
    } catch (error) {
      if (!isTheirs) {
        attempt(() => recorder.failed(error));
        return apply(target, socket, args as never);
      }
      sendFailed(isSocket ? socket : null, error);
      throw error;
    }
    try {
      if (state) recordSent(recorder, state, socket, data);
      else if (isSocket) tell(socket, { data });
    } catch (error) {
      try {
        recorder.failed(error);
      } catch {
        recorder.failures.count++;
      }
    }
    return result;
  };

  const closeTrap = (target: () => void, socket: WebSocket, args: unknown[]) => {
    const isClosing = attempt(
      () => !recorder.off && hasBrand(readyStateOf, socket) && readyStateOf(socket) < CLOSING,
      false,
    );
    let result: unknown;
    try {
      result = apply(target, socket, args as never);
    } catch (error) {
      attempt(() => cleanException(error));
      throw error;
    }
    if (!isClosing) return result;
    attempt(() => {
      const stack = stackBelow(closeTrap);
      tell(socket, { code: argument(args, 0), reason: argument(args, 1), stack });
    });
    return result;
  };

  const prototype = NativeWebSocket.prototype;
  const Wrapped = new NativeProxy(NativeWebSocket, bare({ construct: constructTrap }) as never);
  put(scope, "WebSocket", Wrapped);
  put(prototype, "constructor", Wrapped);
  put(prototype, "send", new NativeProxy(prototype.send, bare({ apply: sendTrap }) as never));
  put(prototype, "close", new NativeProxy(prototype.close, bare({ apply: closeTrap }) as never));
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

const typeErrorPrototype = TypeError.prototype;
/** Throws for all but buffers, shared ones too: `send` refuses those rather than turn them into text. */
const viewOnto = (data: unknown) => new NativeDataView(data as ArrayBuffer);

function hasBrand(test: (target: unknown) => unknown, data: object): boolean {
  try {
    test(data);
    return true;
  } catch (error) {
    // Anything else is no answer, as where the page has used up its stack.
    if (getPrototypeOf(error as object) !== typeErrorPrototype) throw error;
    return false;
  }
}

/**
 * The subprotocols asked for, the first ones of very many, unless reading them a second time could
 * run the page's code.
 */
function protocolsOf(requested: unknown): string[] | null {
  /** As `protocol/page-event.ts` cuts them. */
  const MAX_PROTOCOL = 1_024;
  const MAX_PROTOCOLS = 64;
  /** Of all of them together: a page may ask for any number. */
  const MAX_PROTOCOLS_TEXT = 16_384;
  const list = bareList<string>();
  if (requested === undefined) return list;
  const only = cutAt(requested, MAX_PROTOCOL);
  if (only !== null) {
    list[0] = only;
    return list;
  }
  if (!isArray(requested)) return null;
  let room = MAX_PROTOCOLS_TEXT;
  for (let i = 0; i < requested.length && i < MAX_PROTOCOLS && room > 0; i++) {
    const protocol = cutAt(getOwnPropertyDescriptor(requested, `${i}`)?.value, MAX_PROTOCOL);
    if (protocol === null) return null;
    list[i] = protocol;
    room -= protocol.length;
  }
  return list;
}
