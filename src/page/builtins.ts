/**
 * The builtins that the hook needs, taken at document_start: later the page may replace any of
 * them, and would then see our calls. Nothing in `src/page` may call a builtin by name, spread,
 * iterate with `for…of`, or write to an element of an array that has a prototype.
 */

/**
 * Chromium gives the first document of a frame or a popup the window of the empty one before it, in
 * which the page that made it may have run already. Elsewhere no page was first: what is not native
 * there is another extension's, which is no reason to look away.
 */
const isReachable = top !== window || opener !== null;
let prepared = false;
/** The page put functions of its own where the hook would take the browser's: it is not to start. */
export const isPrepared = (): boolean => prepared;

const textOf = Function.prototype.toString;
const nativeApply = Reflect.apply;

/** In V8's words, a builtin's text has its name; what stands in its place, a Proxy too, has another. */
function native<T>(taken: T, name: string): T {
  if (!isReachable || prepared) return taken;
  try {
    const text: unknown = nativeApply(textOf, taken as never, []);
    prepared = text !== `function ${name}() { [native code] }`;
  } catch {
    prepared = true;
  }
  return taken;
}

const take = <O extends object, K extends keyof O & string>(owner: O, name: K): O[K] =>
  native(owner[name], name);

export const apply = take(Reflect, "apply");
native(textOf, "toString");
export const construct = take(Reflect, "construct");
export const defineProperty = take(Object, "defineProperty");
export const getPrototypeOf = take(Object, "getPrototypeOf");
export const isArray = take(Array, "isArray");
export const random = take(Math, "random");
export const isView = take(ArrayBuffer, "isView");
const setPrototypeOf = take(Object, "setPrototypeOf");
const nativeGetOwnPropertyDescriptor = take(Object, "getOwnPropertyDescriptor");

/** An object without a prototype: option bags and handlers that the page cannot add to. */
export const bare = <T extends object>(properties: T): T => setPrototypeOf(properties, null) as T;

/** Without a prototype: the page may have put a `get` or a `value` on `Object.prototype`. */
export function getOwnPropertyDescriptor(
  owner: object,
  name: PropertyKey,
): PropertyDescriptor | undefined {
  const own = nativeGetOwnPropertyDescriptor(owner, name);
  return own && bare(own);
}

export const NativeWebSocket = take(globalThis, "WebSocket");
export const NativeProxy = take(globalThis, "Proxy");
export const NativeArrayBuffer = take(globalThis, "ArrayBuffer");
export const NativeUint8Array = take(globalThis, "Uint8Array");
export const NativeUint32Array = take(globalThis, "Uint32Array");
export const NativeFloat64Array = take(globalThis, "Float64Array");
export const NativeCustomEvent = take(globalThis, "CustomEvent");
export const NativeDataView = take(globalThis, "DataView");
export const NativeError = take(globalThis, "Error");
/** True for errors, false for a Proxy of one; TypeScript does not know it yet. */
export const isError = take(Error as unknown as { isError(value: unknown): boolean }, "isError");
export const captureStackTrace = take(Error, "captureStackTrace");

type AnyFunction = (...args: never[]) => unknown;
/** Whose instances have it. */
type Class = { prototype: object };
const getterOf = ({ prototype }: Class, key: PropertyKey, name = key as string): AnyFunction =>
  native(
    prepared ? undefined : getOwnPropertyDescriptor(prototype, key)?.get,
    `get ${name}`,
  ) as AnyFunction;

const method = <T>({ prototype }: Class, name: string) =>
  take(prototype as Record<string, unknown>, name) as (...args: unknown[]) => T;
/** A method as a function of its receiver, safe from what the page does later. */
const receiver =
  <T>(fn: AnyFunction) =>
  (target: unknown): T =>
    apply(fn as never, target, []) as T;
const reader = <T>(owner: Class, key: PropertyKey, name?: string) =>
  receiver<T>(getterOf(owner, key, name));

const TypedArray = getPrototypeOf(Uint8Array) as Class;

export const urlOf = reader<string>(WebSocket, "url");
export const protocolOf = reader<string>(WebSocket, "protocol");
export const extensionsOf = reader<string>(WebSocket, "extensions");
export const codeOf = reader<number>(CloseEvent, "code");
export const reasonOf = reader<string>(CloseEvent, "reason");
export const wasCleanOf = reader<boolean>(CloseEvent, "wasClean");
const getReadyState = getterOf(WebSocket, "readyState") as never;
const getBufferedAmount = getterOf(WebSocket, "bufferedAmount") as never;
const getData = getterOf(MessageEvent, "data") as never;
const getIsTrusted = getterOf({ prototype: new Event("") }, "isTrusted") as never;
// On the path of each message: with functions of their own the engine knows which getter they call.
export const readyStateOf = (socket: unknown): number => apply(getReadyState, socket, []);
export const bufferedAmountOf = (socket: unknown): number => apply(getBufferedAmount, socket, []);
export const dataOf = (event: unknown): unknown => apply(getData, event, []);
/** Of each event itself: neither the page nor a prototype can stand in for it. */
export const isTrusted = (event: unknown): boolean => apply(getIsTrusted, event, []);
export const currentTargetOf = reader<unknown>(Event, "currentTarget");
export const exceptionNameOf = reader<string>(DOMException, "name");
export const exceptionMessageOf = reader<string>(DOMException, "message");
export const relatedTargetOf = reader<unknown>(FocusEvent, "relatedTarget");
export const preventDefault = receiver<void>(method(Event, "preventDefault"));
export const stopPropagation = receiver<void>(method(Event, "stopImmediatePropagation"));
export const detailOf = reader<unknown>(CustomEvent, "detail");
export const blobSizeOf = reader<number>(Blob, "size");
export const bufferBytesOf = reader<number>(ArrayBuffer, "byteLength");
const viewBufferOf = reader<ArrayBuffer>(TypedArray, "buffer");
const viewOffsetOf = reader<number>(TypedArray, "byteOffset");
/** By name, `length` and `byteLength` would call a getter that the page may have replaced. */
export const viewBytesOf = reader<number>(TypedArray, "byteLength");
const dataViewBufferOf = reader<ArrayBuffer>(DataView, "buffer");
const dataViewOffsetOf = reader<number>(DataView, "byteOffset");
const dataViewBytesOf = reader<number>(DataView, "byteLength");
const typedArrayTagOf = reader<string | undefined>(
  TypedArray,
  Symbol.toStringTag,
  "[Symbol.toStringTag]",
);

const slice = method<string>(String, "slice");
const charCodeAt = method<number>(String, "charCodeAt");
const bind = method<(text: string, index: number) => number>(Function, "bind");
const call = method<unknown>(Function, "call");
const encodeInto = method<{ read: number; written: number }>(TextEncoder, "encodeInto");
const performanceNow = method<number>(Performance, "now");
const addEventListener = method<void>(EventTarget, "addEventListener");
const attachRoot = method<ShadowRoot>(Element, "attachShadow");
const dispatchEvent = method<boolean>(EventTarget, "dispatchEvent");
const getWeak = method<unknown>(WeakMap, "get");
const setWeak = method<void>(WeakMap, "set");
const indexOf = method<number>(String, "indexOf");
const sliceBlob = method<Blob>(Blob, "slice");

const decode = method<string>(TextDecoder, "decode");

const clock = performance;
const encoder = new (take(globalThis, "TextEncoder"))();
const decoder = new (take(globalThis, "TextDecoder"))();
export const NativeWeakMap = take(globalThis, "WeakMap");

export const now = (): number => apply(performanceNow, clock, []) as number;
export const listen = (
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: AddEventListenerOptions,
): void => apply(addEventListener, target, [type, listener, options]) as undefined;
/** Throws where the element has one already. */
export const attachShadow = (element: unknown, init: ShadowRootInit): ShadowRoot =>
  apply(attachRoot, element, [init]) as ShadowRoot;
export const dispatch = (target: EventTarget, event: Event): boolean =>
  apply(dispatchEvent, target, [event]) as boolean;
export const sliceText = (value: string, from: number, to: number): string =>
  apply(slice, value, [from, to]) as string;
/**
 * What the other side would cut anyway: a page may make strings of any length, and put anything in
 * their place. Null where it is no text.
 */
export const cutAt = (value: unknown, max: number): string | null =>
  typeof value !== "string" ? null : value.length > max ? sliceText(value, 0, max) : value;
/** Bound, for loops: `apply` makes an array for each character until the engine has seen many. */
export const codeUnitAt = (prepared ? charCodeAt : apply(bind, call, [charCodeAt])) as (
  text: string,
  index: number,
) => number;
export const indexOfText = (value: string, part: string, from: number): number =>
  apply(indexOf, value, [part, from]) as number;
export const encodeText = (value: string, into: Uint8Array): { read: number; written: number } =>
  apply(encodeInto, encoder, [value, into]) as { read: number; written: number };

export const decodeText = (bytes: Uint8Array): string => apply(decode, decoder, [bytes]) as string;

/** The first bytes in an object of ours: to keep the page's own would show in its WeakRefs. */
export const copyBlob = (blob: Blob, sizeBytes: number): Blob =>
  apply(sliceBlob, blob, [0, sizeBytes]) as Blob;

/** A copy that the page cannot reach or change. */
export const copyBytes = (view: Uint8Array): Uint8Array<ArrayBuffer> => new NativeUint8Array(view);

/** The bytes of a buffer or view without copying them; null for anything else. */
export function bytesOf(data: unknown, maxBytes = 1 / 0): Uint8Array | null {
  try {
    const view = isView(data);
    const typed = view && typedArrayTagOf(data) !== undefined;
    const size = typed ? viewBytesOf(data) : view ? dataViewSizeOf(data) : bufferBytesOf(data);
    // A detached buffer travels as no bytes, and none can be looked at.
    if (size === 0) return new NativeUint8Array(0);
    return new NativeUint8Array(
      typed ? viewBufferOf(data) : view ? dataViewBufferOf(data) : (data as ArrayBuffer),
      typed ? viewOffsetOf(data) : view ? dataViewOffsetOf(data) : 0,
      size < maxBytes ? size : maxBytes,
    );
  } catch {
    return null;
  }
}

/** Unlike a typed array, a DataView throws where its buffer is detached. */
function dataViewSizeOf(view: unknown): number {
  try {
    return dataViewBytesOf(view);
  } catch {
    return 0;
  }
}

/** An array whose elements can be written without a setter of the page's being called. */
export function bareList<T>(): T[] {
  return setPrototypeOf([], null) as T[];
}

/** A WeakMap, used without looking up its methods. */
export const weakGet = <T>(map: WeakMap<object, T>, key: unknown): T | undefined =>
  apply(getWeak, map, [key]) as T | undefined;
export const weakSet = <T>(map: WeakMap<object, T>, key: object, value: T): void =>
  apply(setWeak, map, [key, value]) as undefined;
