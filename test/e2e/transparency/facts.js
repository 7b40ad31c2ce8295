// Runs as a page's first script, with the extension and without it: everything a page can find out
// about its own sockets. `window.facts` resolves to name → plain value; the two must be the same.

const counted = Object.create(null);
let counting = false;
const { apply, construct } = Reflect;
const { defineProperty } = Object;
const note = (label) => {
  if (counting) counted[label] = (counted[label] ?? 0) + 1;
};

/** Counts calls from now on of builtins that a hook might use; they still do what they did. */
function instrument(owner, name, label) {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  if (!own?.configurable) return;
  const wrap = (fn) =>
    new Proxy(fn, {
      apply(target, self, args) {
        note(label);
        return apply(target, self, args);
      },
      construct(target, args, newTarget) {
        note(label);
        return construct(target, args, newTarget);
      },
    });
  if (typeof own.value === "function") own.value = wrap(own.value);
  if (own.get) own.get = wrap(own.get);
  Object.defineProperty(owner, name, own);
}

const describeValue = (value) => {
  if (typeof value === "function") return `function ${value.name}/${value.length}`;
  if (typeof value === "object" && value !== null) return Object.prototype.toString.call(value);
  return String(value);
};
const describeDescriptor = (own) =>
  own &&
  Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      typeof value === "boolean" ? value : describeValue(value),
    ]),
  );
const descriptorsOf = (owner) =>
  Reflect.ownKeys(owner).map((key) => [
    String(key),
    describeDescriptor(Object.getOwnPropertyDescriptor(owner, key)),
  ]);

/** Everything about an exception but the line numbers of this file. */
function thrown(run) {
  try {
    run();
    return "nothing thrown";
  } catch (error) {
    const own = Object.getOwnPropertyDescriptor(error, "stack");
    return {
      kind: Object.prototype.toString.call(error),
      constructor: error.constructor.name,
      name: error.name,
      message: error.message,
      code: error.code ?? null,
      ours: error instanceof DOMException || error instanceof TypeError || error instanceof Error,
      keys: Reflect.ownKeys(error).map(String),
      stackKeys: own && Object.keys(own),
      stack: String(error.stack).replace(/:\d+:\d+/g, ""),
    };
  }
}

const caught = (run) => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};
const once = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
const opened = async (path, protocols) => {
  const socket =
    protocols === undefined ? new WebSocket(base + path) : new WebSocket(base + path, protocols);
  await once(socket, "open");
  return socket;
};
const base = new URLSearchParams(location.search).get("base");

const groups = {
  surface() {
    return {
      type: typeof WebSocket,
      name: WebSocket.name,
      length: WebSocket.length,
      onWindow: describeDescriptor(Object.getOwnPropertyDescriptor(window, "WebSocket")),
      statics: descriptorsOf(WebSocket),
      prototype: descriptorsOf(WebSocket.prototype),
      parent: Object.getPrototypeOf(WebSocket).name,
      tag: Object.prototype.toString.call(WebSocket.prototype),
      constructorIsSame: WebSocket.prototype.constructor === WebSocket,
      sendIsConstructor: thrown(() => new WebSocket.prototype.send()).message,
      sendHasPrototype: Object.hasOwn(WebSocket.prototype.send, "prototype"),
      extensible: Object.isExtensible(WebSocket),
      enumerated: (() => {
        const names = [];
        for (const name in WebSocket.prototype) names.push(name);
        return names;
      })(),
      windowNames: Object.getOwnPropertyNames(window).length,
      toStringIsNative: [WebSocket, WebSocket.prototype.send, WebSocket.prototype.close].map((fn) =>
        /\{ \[native code\] \}$/.test(Function.prototype.toString.call(fn)),
      ),
      toStringItself: Function.prototype.toString.call(Function.prototype.toString),
    };
  },
  // The one thing that shows: a Proxy's text has no name. Compared apart, see the test.
  functionText() {
    return [WebSocket, WebSocket.prototype.send, WebSocket.prototype.close].map(String);
  },
  deepStack() {
    const deep = (n) => (n === 0 ? new WebSocket("mailto:x") : deep(n - 1));
    return thrown(() => deep(20)).stack.split("\n").length;
  },
  exceptions() {
    const connecting = new WebSocket(`${base}/echo`);
    connecting.onopen = () => connecting.close();
    const facts = {
      withoutNew: thrown(() => WebSocket("ws://x")),
      noArguments: thrown(() => new WebSocket()),
      badScheme: thrown(() => new WebSocket("mailto:x")),
      badUrl: thrown(() => new WebSocket("ws://host:99999/")),
      fragment: thrown(() => new WebSocket("ws://host/#x")),
      duplicate: thrown(() => new WebSocket(`${base}/echo`, ["a", "a"])),
      badProtocol: thrown(() => new WebSocket(`${base}/echo`, "a b")),
      throwingUrl: thrown(
        () =>
          new WebSocket({
            toString() {
              throw new RangeError("mine");
            },
          }),
      ),
      symbolUrl: thrown(() => new WebSocket(Symbol("x"))),
      sendWhileConnecting: thrown(() => connecting.send("x")),
      sendNothing: thrown(() => connecting.send()),
      sendSymbol: thrown(() => connecting.send(Symbol("x"))),
      closeBadCode: thrown(() => connecting.close(1001)),
      closeLongReason: thrown(() => connecting.close(1000, "x".repeat(124))),
      sendIllegal: thrown(() => WebSocket.prototype.send.call({}, "x")),
      sendIllegalNull: thrown(() => WebSocket.prototype.send.call(null, "x")),
      closeIllegal: thrown(() => WebSocket.prototype.close.call({})),
      urlIllegal: thrown(() => WebSocket.prototype.url),
      nested: thrown(() => {
        const deep = (n) => (n === 0 ? new WebSocket("mailto:x") : deep(n - 1));
        deep(2);
      }),
    };
    return facts;
  },
  async identity() {
    const socket = await opened("/echo");
    class Sub extends WebSocket {
      constructor(...args) {
        super(...args);
        this.seenTarget = new.target === Sub;
      }
      send(data) {
        this.sent = (this.sent ?? 0) + 1;
        return super.send(data);
      }
    }
    const sub = new Sub(`${base}/echo`);
    await once(sub, "open");
    sub.send("x");
    function Other() {}
    Other.prototype = Object.create(WebSocket.prototype);
    const reflected = Reflect.construct(WebSocket, [`${base}/echo`], Other);
    const facts = {
      instanceOf: socket instanceof WebSocket,
      constructor: socket.constructor === WebSocket,
      prototype: Object.getPrototypeOf(socket) === WebSocket.prototype,
      ownKeys: Reflect.ownKeys(socket).map(String),
      tag: String(socket),
      json: JSON.stringify(socket),
      constants: [socket.CONNECTING, WebSocket.OPEN, socket.CLOSING, WebSocket.CLOSED],
      sub: [
        sub instanceof Sub,
        sub instanceof WebSocket,
        sub.seenTarget,
        sub.sent,
        sub.constructor === Sub,
      ],
      subKeys: Reflect.ownKeys(sub).map(String),
      reflected: [reflected instanceof Other, Object.getPrototypeOf(reflected) === Other.prototype],
      hasInstance: WebSocket[Symbol.hasInstance].call(WebSocket, socket),
      eventTarget: socket instanceof EventTarget,
      binaryType: socket.binaryType,
      handlers: [socket.onopen, socket.onmessage, socket.onerror, socket.onclose],
    };
    for (const each of [socket, sub, reflected]) each.close();
    return facts;
  },
  async order() {
    const log = [];
    const socket = new WebSocket(`${base}/echo`);
    const note = (what) => () => {
      log.push(what);
      queueMicrotask(() => log.push(`${what} microtask`));
    };
    socket.addEventListener("open", note("open 1"));
    socket.onopen = note("onopen");
    socket.addEventListener("open", { handleEvent: note("open object") });
    socket.addEventListener("message", note("message 1"));
    socket.onmessage = note("onmessage first");
    socket.addEventListener("message", note("message once"), { once: true });
    socket.onmessage = note("onmessage second");
    const abort = new AbortController();
    socket.addEventListener("message", note("message aborted"), { signal: abort.signal });
    const removed = note("removed");
    socket.addEventListener("message", removed);
    socket.removeEventListener("message", removed);
    await once(socket, "open");
    log.push(`buffered ${socket.bufferedAmount}`);
    socket.send("one");
    log.push(`buffered ${socket.bufferedAmount}`);
    await once(socket, "message");
    abort.abort();
    const heard = new Promise((resolve) => {
      socket.addEventListener("message", (event) => {
        log.push("stops here");
        event.stopImmediatePropagation();
        resolve();
      });
    });
    socket.addEventListener("message", note("never"));
    const echoed = new Promise((resolve) => {
      socket.addEventListener("close", resolve, { once: true });
    });
    socket.send("two");
    await heard;
    socket.close(4001, "bye");
    const close = await echoed;
    log.push(`close ${close.code} ${close.reason} ${close.wasClean} ${close.isTrusted}`);
    return log;
  },
  async events() {
    const socket = await opened("/echo");
    const seen = [];
    const next = () =>
      new Promise((resolve) => {
        socket.onmessage = function (event) {
          seen.push({
            tag: String(event),
            self: this === socket,
            target: event.target === socket,
            current: event.currentTarget === socket,
            phase: event.eventPhase,
            trusted: event.isTrusted,
            windowEvent: window.event === event,
            path: event.composedPath().length,
            sameData: ((first) => first === event.data)(event.data),
            data: describeValue(event.data),
            origin: event.origin === base,
            ports: event.ports.length,
            own: Reflect.ownKeys(event).map(String),
          });
          resolve(event);
        };
      });
    let message = next();
    socket.send("text");
    await message;
    message = next();
    socket.send(new Uint8Array([1, 2, 3]));
    const blob = await message;
    seen.push(`blob ${await blob.data.text()} ${blob.data.size} ${blob.data.type}`);
    socket.binaryType = "arraybuffer";
    message = next();
    socket.send(new Uint8Array([4, 5]).buffer);
    const buffer = await message;
    const moved = structuredClone(buffer.data, { transfer: [buffer.data] });
    seen.push(`moved ${moved.byteLength} left ${buffer.data.byteLength}`);
    message = next();
    socket.send(new DataView(new ArrayBuffer(8), 2, 3));
    seen.push(`view ${(await message).data.byteLength}`);
    message = next();
    socket.send(new Blob(["abc"]));
    seen.push(`sent blob ${(await message).data.byteLength}`);
    socket.close();
    seen.push(thrown(() => socket.send("after")));
    const closed = await once(socket, "close");
    seen.push([closed.code, closed.reason, closed.wasClean, String(closed), socket.readyState]);
    const failed = new WebSocket(`${base}/status/403`);
    const order = [];
    failed.onerror = (event) =>
      order.push(`${event} ${event.type} ${failed.readyState} ${"message" in event}`);
    const end = await once(failed, "close");
    order.push(`${end.code} ${end.reason} ${end.wasClean}`);
    return { seen, order };
  },
  async pageCode() {
    let calls = 0;
    const counting = (text) => ({
      toString() {
        calls++;
        return text;
      },
    });
    const protocols = {
      *[Symbol.iterator]() {
        calls++;
        yield "a";
        yield "b";
      },
    };
    const socket = new WebSocket(counting(`${base}/subprotocol/a`), protocols);
    await once(socket, "open");
    const chosen = socket.protocol;
    const afterConstruction = calls;
    const other = await opened("/echo");
    const echoes = [];
    other.onmessage = ({ data }) => echoes.push(data);
    other.send(counting("an object"));
    other.send(12);
    other.send(null);
    other.send(undefined);
    other.send([1, 2]);
    other.send(
      new Proxy(
        {},
        { get: (_, key) => (key === Symbol.toPrimitive ? () => "proxied" : undefined) },
      ),
    );
    await new Promise((resolve) => {
      other.addEventListener("message", () => echoes.length === 6 && resolve());
    });
    let code = 0;
    other.close({
      valueOf() {
        code++;
        return 4005;
      },
    });
    const end = await once(other, "close");
    socket.close();
    return { chosen, afterConstruction, calls, echoes, code, end: end.code };
  },
  async stacks() {
    let calls = 0;
    let frames = 0;
    Error.prepareStackTrace = (error, sites) => {
      calls++;
      frames += sites.length;
      return `${error} prepared`;
    };
    const socket = await opened("/echo");
    socket.send("x");
    socket.close();
    await once(socket, "close");
    const callsForNothing = calls;
    delete Error.prepareStackTrace;
    const limit = Error.stackTraceLimit;
    return { callsForNothing, frames, limit };
  },
  async pageGetters() {
    let reads = 0;
    for (const index of [0, 1]) {
      defineProperty(Array.prototype, index, {
        configurable: true,
        get: () => void reads++,
        set(value) {
          const own = { value, configurable: true, writable: true, enumerable: true };
          defineProperty(this, index, own);
        },
      });
    }
    const socket = new WebSocket(`${base}/echo`);
    thrown(() => new WebSocket());
    await once(socket, "open");
    thrown(() => socket.send());
    socket.close();
    delete Array.prototype[0];
    delete Array.prototype[1];
    const pastTheArguments = reads;
    const name = Object.getOwnPropertyDescriptor(TypeError.prototype, "name");
    const counted = { configurable: true, get: () => `TypeError ${++reads}` };
    defineProperty(TypeError.prototype, "name", counted);
    const quietly = (run) => {
      try {
        run();
      } catch {}
    };
    quietly(() => new WebSocket());
    quietly(() => WebSocket.prototype.send.call({}));
    defineProperty(TypeError.prototype, "name", name);
    for (const owner of [Function.prototype, Object.prototype]) {
      owner.prepareStackTrace = () => ++reads;
      quietly(() => new WebSocket("mailto:x"));
      new WebSocket(`${base}/echo`).close();
      delete owner.prepareStackTrace;
    }
    const asked = [];
    const spy = new Proxy(
      {},
      {
        get:
          (_, trap) =>
          (...args) => {
            asked.push(trap);
            return Reflect[trap](...args);
          },
      },
    );
    const throwing = {
      toString() {
        throw new Proxy({}, spy);
      },
    };
    quietly(() => new WebSocket(throwing));
    quietly(() => socket.send(throwing));
    return { pastTheArguments, reads, asked };
  },
  async buffers() {
    const socket = await opened("/echo");
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer;
    const resizable = new ArrayBuffer(4, { maxByteLength: 8 });
    const moved = new ArrayBuffer(4);
    const view = new Uint8Array(moved);
    structuredClone(moved, { transfer: [moved] });
    const odd = [shared, new Uint8Array(shared), resizable, moved, view, new Float16Array(2)];
    const facts = odd.map((data) => thrown(() => socket.send(data)));
    socket.close();
    return [...facts, socket.bufferedAmount];
  },
  async realms() {
    const frame = document.createElement("iframe");
    document.documentElement.append(frame);
    const { WebSocket: Other, TypeError: OtherTypeError } = frame.contentWindow;
    const socket = await opened("/echo");
    const echo = once(socket, "message");
    Other.prototype.send.call(socket, "x");
    const mixed = Reflect.construct(WebSocket, [`${base}/echo`], Other);
    const facts = [
      (await echo).data,
      Other === WebSocket,
      Object.getPrototypeOf(mixed) === Other.prototype,
      thrown(() => Other.prototype.send.call({}, "x")),
      ((error) => error instanceof OtherTypeError)(caught(() => Other())),
    ];
    const orphan = new Other(`${base}/echo`);
    frame.remove();
    facts.push(
      thrown(() => new Other(`${base}/echo`)),
      thrown(() => orphan.send("x")),
    );
    facts.push(
      thrown(() => orphan.close()),
      thrown(() => Other.prototype.send.call(socket, "y")),
    );
    socket.close();
    return facts;
  },
  async collected() {
    const held = {};
    const keep = (name, value) => {
      held[name] = new WeakRef(value);
      return value;
    };
    await (async () => {
      const socket = keep("closed socket", await opened("/echo"));
      socket.binaryType = "arraybuffer";
      socket.send(keep("sent buffer", new Uint8Array(1000)));
      const message = keep("message", await once(socket, "message"));
      keep("received buffer", message.data);
      socket.binaryType = "blob";
      socket.send(keep("sent blob", new Blob(["x".repeat(1000)])));
      keep("received blob", (await once(socket, "message")).data);
      socket.close();
      await once(socket, "close");
      const failed = keep("failed socket", new WebSocket(`${base}/status/403`));
      await once(failed, "close");
    })();
    const collected = () => Object.values(held).every((each) => each.deref() === undefined);
    for (let tries = 0; tries < 20 && !collected(); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      gc();
    }
    return Object.entries(held).map(([name, each]) => `${name}: ${each.deref() === undefined}`);
  },
  async traces() {
    const heard = [];
    window.addEventListener("message", (event) => heard.push(describeValue(event.data)));
    window.addEventListener("error", (event) => heard.push(event.message));
    window.addEventListener("unhandledrejection", (event) => heard.push(String(event.reason)));
    const before = setTimeout(() => {});
    const socket = await opened("/echo");
    socket.send("x");
    await once(socket, "message");
    socket.close();
    await once(socket, "close");
    await new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(0);
    });
    const after = setTimeout(() => {});
    return {
      heard,
      timersBetween: after - before,
      scripts: document.scripts.length,
      resources: performance.getEntriesByType("resource").map(({ name }) => new URL(name).protocol),
      html: document.documentElement.outerHTML.includes("extension:"),
    };
  },
  async builtins() {
    const pairs = [
      ["Reflect", Reflect],
      ["Object", Object],
      ["Array", Array],
      ["Array.prototype", Array.prototype],
      ["Function.prototype", Function.prototype],
      ["String.prototype", String.prototype],
      ["Number", Number],
      ["Math", Math],
      ["JSON", JSON],
      ["Map.prototype", Map.prototype],
      ["WeakMap.prototype", WeakMap.prototype],
      ["Promise.prototype", Promise.prototype],
      ["Date", Date],
      ["Performance.prototype", Performance.prototype],
      ["EventTarget.prototype", EventTarget.prototype],
      ["Event.prototype", Event.prototype],
      ["MessageEvent.prototype", MessageEvent.prototype],
      ["CloseEvent.prototype", CloseEvent.prototype],
      ["CustomEvent.prototype", CustomEvent.prototype],
      ["MessagePort.prototype", MessagePort.prototype],
      ["Blob.prototype", Blob.prototype],
      ["ArrayBuffer.prototype", ArrayBuffer.prototype],
      ["Uint8Array.prototype", Uint8Array.prototype],
      ["TypedArray.prototype", Object.getPrototypeOf(Uint8Array.prototype)],
      ["TextEncoder.prototype", TextEncoder.prototype],
      ["TextDecoder.prototype", TextDecoder.prototype],
      ["DOMException.prototype", DOMException.prototype],
      ["WebSocket.prototype", WebSocket.prototype],
    ];
    for (const [label, owner] of pairs) {
      for (const key of Reflect.ownKeys(owner)) {
        if (
          key !== "constructor" &&
          !(owner === WebSocket.prototype && ["send", "close"].includes(key))
        ) {
          instrument(owner, key, `${label}.${String(key)}`);
        }
      }
    }
    for (const name of [
      "Proxy",
      "CustomEvent",
      "FocusEvent",
      "MessageChannel",
      "postMessage",
      "setTimeout",
      "queueMicrotask",
      "structuredClone",
    ]) {
      instrument(window, name, name);
    }
    const slots = [
      "detail",
      "relatedTarget",
      "cancelable",
      "get",
      "set",
      "value",
      "signal",
      "delay",
      "kind",
      "body",
      "at",
      "seq",
      "stack",
    ];
    for (const slot of [...slots, "0", "1"]) {
      const owner = slot === "0" || slot === "1" ? Array.prototype : Object.prototype;
      const trap = Object.create(null);
      trap.configurable = true;
      trap.get = () => void note(`get ${slot}`);
      trap.set = function (value) {
        note(`set ${slot}`);
        const own = Object.create(null);
        own.value = value;
        own.configurable = own.writable = own.enumerable = true;
        defineProperty(this, slot, own);
      };
      defineProperty(owner, slot, trap);
    }
    let done;
    const finished = new Promise((resolve) => {
      done = resolve;
    });
    counting = true;
    const socket = new WebSocket(`${base}/echo`, ["a", "b"]);
    let echoes = 0;
    socket.onopen = () => {
      socket.send("text");
      socket.send(new Uint8Array(100_000));
      socket.send("x".repeat(100_000));
      socket.send(new Blob(["b"]));
    };
    socket.onmessage = () => {
      if (++echoes === 4) socket.close(4000, "x");
    };
    socket.onclose = () => {
      try {
        new WebSocket("mailto:x");
      } catch {}
      counting = false;
      done();
    };
    await finished;
    for (const slot of slots) delete Object.prototype[slot];
    delete Array.prototype[0];
    delete Array.prototype[1];
    const entries = [];
    for (const label in counted) entries.push(`${label} ${counted[label]}`);
    return entries.sort();
  },
};

// From a timer: whoever asks has frames of its own on the stack.
window.collect = (name) => new Promise((resolve) => setTimeout(() => resolve(groups[name]())));
window.groupNames = Object.keys(groups);
