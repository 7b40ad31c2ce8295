/** What a plan gives to `send()`. */

const textOf = (units) => String.fromCharCode(...units);

const fill = (bytes) => {
  for (let i = 0; i < bytes.length; i++) bytes[i] = i + bytes.length;
  return bytes;
};

const makers = {
  text({ units, times }) {
    const text = textOf(units).repeat(times);
    return { args: [text], travels: text };
  },
  buffer({ bytes }) {
    const { buffer } = fill(new Uint8Array(bytes));
    return { args: [buffer], travels: buffer };
  },
  blob({ bytes }) {
    const blob = new Blob([fill(new Uint8Array(bytes))]);
    return { args: [blob], travels: blob };
  },
  /** Shared memory is there only where a page is isolated; its buffer can be had everywhere. */
  shared() {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    return { args: [buffer], travels: buffer };
  },
  resizable({ bytes }) {
    const buffer = new ArrayBuffer(bytes, { maxByteLength: bytes + 8 });
    return { args: [buffer], travels: buffer };
  },
  detached({ bytes }) {
    const buffer = new ArrayBuffer(bytes);
    structuredClone(buffer, { transfer: [buffer] });
    return { args: [buffer], travels: buffer };
  },
  view({ type, bytes, from }) {
    const { buffer } = fill(new Uint8Array(bytes + from + 8));
    const each = window[type].BYTES_PER_ELEMENT ?? 1;
    const view = new window[type](buffer, from, bytes / each);
    return { args: [view], travels: view };
  },
  object({ units, act }, during) {
    const text = textOf(units);
    const speaking = {
      toString() {
        during(act);
        return text;
      },
    };
    return { args: [speaking], travels: text };
  },
  value({ name }) {
    if (name === "nothing") return { args: [], travels: "" };
    const values = {
      undefined,
      null: null,
      number: -0.5,
      array: [1, [2, "é"]],
      symbol: Symbol("x"),
    };
    const value = values[name];
    return { args: [value], travels: name === "symbol" ? "" : `${value}` };
  },
};

/** `during` is called in the midst of the call, where the value is page code; `travels`: what goes out. */
export const makeBody = (plan, during) => makers[plan.kind](plan, during);
