/** A page that does to its sockets whatever a plan says, and keeps its own books of it. */
import { makeBody } from "./bodies.js";
import {
  books,
  constructorErrors,
  enter,
  isOver,
  keepBook,
  OwnError,
  strayErrors,
  watchErrors,
} from "./books.js";

const HABIT_TIMES = 4;
const { main, hanging, refused } = Object.fromEntries(new URLSearchParams(location.search));

const entries = [];
let frames = [];
let made = 0;

const subclassOf = (Base) =>
  class extends Base {
    send(...args) {
      super.send(...args);
    }
  };

const windows = () => [
  window,
  ...frames.filter(({ ready }) => ready).map(({ frame }) => frame.contentWindow),
];
const newest = (list, back) => list[list.length - 1 - (back % list.length)];

function addressOf(to) {
  const name = `?n=${made++}`;
  switch (to.kind) {
    case "path":
      return `${to.scheme === "http" ? main.replace("ws:", "http:") : main}/${to.path}${name}`;
    case "hanging":
      return `${hanging}/${to.path}${name}`;
    case "relative":
      return `no-such-socket${name}`;
    case "refused":
      return `${refused}/${name}`;
    case "blocked":
      return `ws://blocked.example/${name}`;
    default:
      return to.text;
  }
}

/** A socket has the method itself, or a page takes it from the prototype. */
function call(name, { socket, owner }, args, by) {
  if (by === "own") return socket[name](...args);
  return Reflect.apply(owner.WebSocket.prototype[name], socket, args);
}

function send(entry, plan, by) {
  const { socket, book } = entry;
  // What counts is the state after the page's own code ran that makes a text of an object.
  let state = socket.readyState;
  const { args, travels } = makeBody(plan, (act) => {
    if (act === "throw") throw new OwnError();
    if (act === "close") close(entry, [4001, "amid send"], "own");
    if (act === "send") send(entry, { kind: "text", units: [0x69], times: 1 }, "own");
    state = socket.readyState;
  });
  try {
    call("send", entry, args, by);
  } catch {
    if (!book.gone) book.sendsThatThrew++;
    return;
  }
  enter(book, state >= 2 ? "lost" : "send", travels);
}

function close(entry, given, by) {
  const { socket, book } = entry;
  const first = socket.readyState < 2;
  try {
    call(
      "close",
      entry,
      given.map((value) => value ?? undefined),
      by,
    );
  } catch {
    return;
  }
  if (first && !book.gone) book.closed = true;
}

const FAKES = {
  open: () => new Event("open"),
  message: () => new MessageEvent("message", { data: "never sent" }),
  error: () => new ErrorEvent("error", { message: "never happened" }),
  close: () => new CloseEvent("close", { code: 4444, reason: "never came", wasClean: true }),
};

const habits = {
  throw() {
    throw new OwnError();
  },
  reject() {
    Promise.reject(new OwnError());
  },
  stop: (event) => event.stopImmediatePropagation(),
  send: (_, entry) =>
    send(entry, { kind: "text", units: [0x61, 0x67, 0x61, 0x69, 0x6e], times: 1 }, "own"),
  close: (_, entry) => close(entry, [4002, "by a handler"], "own"),
  transfer({ data }) {
    if (Object.prototype.toString.call(data) !== "[object ArrayBuffer]") return;
    structuredClone(data, { transfer: [data] });
  },
  fake: (event, { socket }) => {
    if (event.isTrusted) socket.dispatchEvent(FAKES[event.type]());
  },
  "binary-type": (_, { socket }) => {
    socket.binaryType = socket.binaryType === "blob" ? "arraybuffer" : "blob";
  },
};

function adopt(entry, { on, act }, i) {
  let left = HABIT_TIMES;
  const hear = (event) => {
    if (left-- > 0) habits[act](event, entry);
  };
  // The first as a page would write it; further ones beside it.
  if (i === 0) entry.socket[`on${on}`] = hear;
  else entry.socket.addEventListener(on, hear);
}

const deeds = {
  open({ frame, to, protocols, as, habits: habitsOf }) {
    const owner = newest(windows(), frame);
    const args = protocols === null ? [addressOf(to)] : [addressOf(to), protocols];
    let socket;
    try {
      const { WebSocket } = owner;
      if (as === "subclass") socket = new (subclassOf(WebSocket))(...args);
      else if (as === "reflect") socket = Reflect.construct(WebSocket, args, subclassOf(WebSocket));
      else socket = new WebSocket(...args);
    } catch ({ name, message }) {
      constructorErrors.push({ text: `${name}: ${message}`, owner, gone: false });
      return;
    }
    const entry = { socket, book: keepBook(socket), owner };
    for (const [i, habit] of habitsOf.entries()) adopt(entry, habit, i);
    entries.push(entry);
  },
  send({ socket, body, times, by }) {
    if (entries.length === 0) return;
    for (let i = 0; i < times; i++) send(newest(entries, socket), body, by);
  },
  close({ socket, given, by }) {
    if (entries.length > 0) close(newest(entries, socket), given, by);
  },
  fake({ socket, type }) {
    if (entries.length > 0) newest(entries, socket).socket.dispatchEvent(FAKES[type]());
  },
  misuse({ method, self }) {
    const selves = {
      object: {},
      null: null,
      prototype: WebSocket.prototype,
      proxy: new Proxy(Object.create(WebSocket.prototype), {}),
    };
    try {
      WebSocket.prototype[method].call(selves[self], "x");
    } catch (error) {
      if (error instanceof TypeError) return;
    }
    strayErrors.push(`${method}.call(${self}) did not throw a TypeError`);
  },
  binaryType({ socket, to }) {
    if (entries.length > 0) newest(entries, socket).socket.binaryType = to;
  },
  addFrame({ kind }) {
    const frame = document.createElement("iframe");
    const entry = { frame, ready: kind === "blank" };
    if (kind === "page") {
      frame.src = "/frame";
      frame.onload = () => {
        entry.ready = true;
        watchErrors(frame.contentWindow);
      };
    }
    document.body.append(frame);
    if (kind === "blank") watchErrors(frame.contentWindow);
    frames.push(entry);
  },
  removeFrame({ frame: back }) {
    if (frames.length === 0) return;
    const { frame } = newest(frames, back);
    const { contentWindow } = frame;
    frames = frames.filter((other) => other.frame !== frame);
    frame.remove();
    for (const { book, owner } of entries) {
      if (owner === contentWindow) book.gone = true;
    }
    for (const error of constructorErrors) {
      if (error.owner === contentWindow) error.gone = true;
    }
  },
};

/** Steps that were walked; what happens beside the page is timed by it. */
window.walked = 0;

window.walk = async (steps) => {
  watchErrors(window);
  for (const step of steps) {
    deeds[step.do](step);
    window.walked++;
    if (step.rest === 0) await null;
    else if (step.rest !== null) await new Promise((resolve) => setTimeout(resolve, step.rest));
  }
};

/** Ends what is left of it; true once every socket is over. */
window.endAll = () => {
  for (const entry of entries) if (!isOver(entry.book)) close(entry, [], "own");
  return books.every(isOver);
};

/** As JSON: a lone surrogate goes no other way. */
window.readBooks = () => {
  const errors = constructorErrors.map(({ text, gone }) => ({ text, gone }));
  return JSON.stringify({ books, constructorErrors: errors, strayErrors });
};
