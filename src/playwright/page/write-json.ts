/**
 * JSON of what the recorder says, by builtins that were taken before the page ran. `JSON.stringify`
 * asks each object for a `toJSON`, before any replacer: pages put one on all arrays or all objects.
 */
const { stringify } = JSON;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, getOwnPropertyDescriptor, defineProperty, setPrototypeOf } = Object;
const { deleteProperty } = Reflect;
const { fromCharCode } = String;
const encode = btoa.bind(globalThis);
const Bytes = Uint8Array;
const OWNERS = [Object.prototype, Array.prototype] as const;

/** What JSON has no words for: bytes as base64, columns of numbers as lists. */
export function writeJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return stringify(value) ?? "null";
  if (value instanceof Bytes) return `{"base64":"${toBase64(value)}"}`;
  if (isArray(value) || isView(value)) return writeList(value as ArrayLike<unknown>);
  let text = "";
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined)
      text += `${text === "" ? "" : ","}${stringify(name)}:${writeJson(part)}`;
  }
  return `{${text}}`;
}

function writeList(list: ArrayLike<unknown>): string {
  let text = "";
  for (let i = 0; i < list.length; i++) text += `${i === 0 ? "" : ","}${writeJson(list[i])}`;
  return `[${text}]`;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += fromCharCode(bytes[i] as number);
  return encode(text);
}

/** Playwright's own binding makes JSON of a list: for that moment the page's `toJSON` is not there. */
export function withoutToJson<T>(run: () => T): T {
  const object = hide(OWNERS[0]);
  const array = hide(OWNERS[1]);
  try {
    return run();
  } finally {
    if (object) defineProperty(OWNERS[0], "toJSON", object);
    if (array) defineProperty(OWNERS[1], "toJSON", array);
  }
}

function hide(owner: object): PropertyDescriptor | null {
  const own = getOwnPropertyDescriptor(owner, "toJSON");
  // One that cannot be taken away stays, and what is said then may be lost.
  if (!own?.configurable || !deleteProperty(owner, "toJSON")) return null;
  return setPrototypeOf(own, null) as PropertyDescriptor;
}
