import { SCRIPT_NAME } from "../protocol/script-name.ts";
import {
  apply,
  bare,
  captureStackTrace,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  indexOfText,
  isError,
  NativeError,
  sliceText,
} from "./builtins.ts";
import { hasNativeHead } from "./exception.ts";

/** V8's own accessor; an error with another one was made by the page and is left alone. */
const nativeStack = getOwnPropertyDescriptor(new Error(), "stack");

const objectPrototype = Object.prototype;
const functionPrototype = Function.prototype;
const preparesStacks = (owner: object) => getOwnPropertyDescriptor(owner, "prepareStackTrace");

/** Reading a stack calls a page-made `Error.prepareStackTrace`, an inherited one too. */
const pageSeesStacks = (): unknown =>
  preparesStacks(NativeError) ||
  preparesStacks(functionPrototype) ||
  preparesStacks(objectPrototype) ||
  getPrototypeOf(NativeError) !== functionPrototype ||
  getPrototypeOf(functionPrototype) !== objectPrototype;

/** The stack of the page's code that called `below`; null where taking it could be noticed. */
export function captureStack(below: (...args: never[]) => unknown): string | null {
  if (!captureStackTrace || pageSeesStacks()) return null;
  const holder = bare<{ stack?: unknown }>({});
  captureStackTrace(holder, below);
  if (typeof holder.stack !== "string") return null;
  const headEnds = indexOfText(holder.stack, "\n", 0);
  return headEnds < 0 ? "" : withoutOwnLines(sliceText(holder.stack, headEnds + 1, 8_192));
}

/** Takes our lines out of an exception's stack; the exception stays the same object. */
export function cleanException(error: unknown): void {
  // A Proxy is no error, and would see whatever is asked of it.
  if (!isError(error) || pageSeesStacks()) return;
  if (!hasNativeHead(error as object)) return;
  const own = getOwnPropertyDescriptor(error as object, "stack");
  if (!own?.get || !own.set || own.get !== nativeStack?.get) return;
  const stack: unknown = apply(own.get, error, []);
  if (typeof stack !== "string" || indexOfText(stack, SCRIPT_NAME, 0) < 0) return;
  apply(own.set, error, [withoutOwnLines(stack)]);
}

function withoutOwnLines(stack: string): string {
  let kept = "";
  let from = 0;
  while (from <= stack.length) {
    const newline = indexOfText(stack, "\n", from);
    const to = newline < 0 ? stack.length : newline;
    const line = sliceText(stack, from, to);
    if (indexOfText(line, SCRIPT_NAME, 0) < 0) kept = kept === "" ? line : `${kept}\n${line}`;
    from = to + 1;
  }
  return kept;
}
