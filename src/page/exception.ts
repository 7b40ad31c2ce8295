import {
  bare,
  bareList,
  cutAt,
  exceptionMessageOf,
  exceptionNameOf,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isError,
} from "./builtins.ts";

const nameOn = (owner: object): unknown => {
  const own = getOwnPropertyDescriptor(owner, "name");
  return own?.get ?? own?.value;
};
const messageGetterOn = (owner: object): unknown => getOwnPropertyDescriptor(owner, "message")?.get;

/** What gives errors their name and message, as it was before any script of the page. */
const heads = bareList<{ owner: object; name: unknown; messageGetter: unknown }>();
for (const { prototype: owner } of [DOMException, TypeError, Error, RangeError, SyntaxError]) {
  const messageGetter = messageGetterOn(owner);
  heads[heads.length] = bare({ owner, name: nameOn(owner), messageGetter });
}

function headOf(error: object): (typeof heads)[number] | null {
  const prototype = getPrototypeOf(error);
  for (let i = 0; i < heads.length; i++) {
    const head = heads[i] as (typeof heads)[number];
    if (head.owner === prototype) return head;
  }
  return null;
}

/** The first line of a stack is made of name and message when it is read: no getter of the page's? */
export function hasNativeHead(error: object): boolean {
  if (getOwnPropertyDescriptor(error, "name") || messageGetterOn(error)) return false;
  const head = headOf(error);
  if (head === null) return false;
  return nameOn(head.owner) === head.name && messageGetterOn(head.owner) === head.messageGetter;
}

/** Name and message of an exception, read without running code of the page's. */
export function describeException(error: unknown): { name: string; message: string } {
  /** As `protocol/page-event.ts` cuts them. */
  const MAX_NAME = 256;
  const MAX_MESSAGE = 2_048;
  let name: unknown;
  let message: unknown;
  try {
    name = exceptionNameOf(error);
    message = exceptionMessageOf(error);
  } catch {
    // What the page threw from its own toString may be a Proxy, which would see us look.
    if (isError(error)) {
      name = headOf(error as object)?.name;
      message = getOwnPropertyDescriptor(error as object, "message")?.value;
    }
  }
  return {
    // A page may make a DOMException of any name.
    name: cutAt(name, MAX_NAME) ?? "Error",
    message: cutAt(message, MAX_MESSAGE) ?? "",
  };
}
