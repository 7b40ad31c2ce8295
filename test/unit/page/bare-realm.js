// What the hook needs of a browser and no more, evaluated in a realm of its own. `driver` is the
// network and the browser: it makes the trusted events. Everything else is the page's.
// What a browser knows of its objects, in whichever window they were made, is in `browser`.
((browser) => {
  /** What the browser knows of it; for anything else it throws this window's TypeError. */
  const knownOf = (object, key) => {
    const known = browser.get(object);
    if (known === undefined || !(key in known)) throw new TypeError("Illegal invocation");
    return known;
  };
  const isTrusted = Object.getOwnPropertyDescriptor(
    {
      get isTrusted() {
        return knownOf(this, "trusted").trusted;
      },
    },
    "isTrusted",
  );

  class Event {
    constructor(type, init = {}) {
      const cancelable = init.cancelable === true;
      const said = { canceled: false, stopped: false };
      browser.set(this, { trusted: false, target: null, cancelable, init, ...said });
      this.type = type;
      Object.defineProperty(this, "isTrusted", { ...isTrusted, configurable: false });
    }
    get currentTarget() {
      return knownOf(this, "target").target;
    }
    get defaultPrevented() {
      return knownOf(this, "canceled").canceled;
    }
    preventDefault() {
      const known = knownOf(this, "canceled");
      known.canceled = known.cancelable;
    }
    stopImmediatePropagation() {
      knownOf(this, "stopped").stopped = true;
    }
  }

  /** What a listener threw, as `window.onerror` would hear it. */
  const errors = [];
  class EventTarget {
    constructor() {
      browser.set(this, { listeners: new Map() });
    }
    addEventListener(type, listener, { once = false } = {}) {
      const { listeners } = knownOf(this, "listeners");
      listeners.set(type, [...(listeners.get(type) ?? []), { listener, once }]);
    }
    removeEventListener(type, listener) {
      const { listeners } = knownOf(this, "listeners");
      const known = listeners.get(type) ?? [];
      listeners.set(
        type,
        known.filter((one) => one.listener !== listener),
      );
    }
    dispatchEvent(event) {
      const known = knownOf(event, "target");
      known.target = this;
      const { listeners } = knownOf(this, "listeners");
      for (const { listener, once } of listeners.get(event.type) ?? []) {
        if (known.stopped) break;
        if (once) this.removeEventListener(event.type, listener);
        try {
          listener.call(this, event);
        } catch (error) {
          errors.push(error);
        }
      }
      return !known.canceled;
    }
  }

  const roots = new WeakMap();
  class Element extends EventTarget {
    attachShadow() {
      const root = new EventTarget();
      roots.set(this, root);
      return root;
    }
  }

  /** A class of events whose fields are read by getters on its prototype. */
  const eventClass = (name, fields) => {
    const made = { [name]: class extends Event {} }[name];
    for (const field of fields) {
      Object.defineProperty(made.prototype, field, {
        get() {
          return knownOf(this, "init").init[field];
        },
        configurable: true,
        enumerable: true,
      });
    }
    return made;
  };
  const CloseEvent = eventClass("CloseEvent", ["code", "reason", "wasClean"]);
  const MessageEvent = eventClass("MessageEvent", ["data"]);
  const CustomEvent = eventClass("CustomEvent", ["detail"]);
  const FocusEvent = eventClass("FocusEvent", ["relatedTarget"]);

  const sent = [];
  class WebSocket extends EventTarget {
    constructor(url, protocols = []) {
      super();
      if (!/^wss?:/.test(`${url}`)) throw new DOMException(`${url} is no address`, "SyntaxError");
      const protocol = [protocols].flat()[0] ?? "";
      Object.assign(browser.get(this), { url: `${url}`, state: 0, protocol });
    }
    get url() {
      return knownOf(this, "url").url;
    }
    get readyState() {
      return knownOf(this, "state").state;
    }
    get protocol() {
      const { state, protocol } = knownOf(this, "protocol");
      return state === 0 ? "" : protocol;
    }
    get extensions() {
      knownOf(this, "state");
      return "";
    }
    get bufferedAmount() {
      knownOf(this, "state");
      return 0;
    }
    send(...given) {
      const { state } = knownOf(this, "state");
      const [data] = given;
      if (given.length === 0) throw new TypeError("1 argument required, but only 0 present.");
      if (state === 0) throw new DOMException("Still connecting", "InvalidStateError");
      const isBinary =
        ArrayBuffer.isView(data) || data instanceof ArrayBuffer || data instanceof Blob;
      sent.push({ socket: this, data: isBinary ? data : `${data}`, lost: state > 1 });
    }
    close(code, reason) {
      const known = knownOf(this, "state");
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999))
        throw new DOMException("The code is not allowed", "InvalidAccessError");
      void reason;
      if (known.state < 2) known.state = 2;
    }
  }

  const drive = (socket, state) => {
    browser.get(socket).state = state;
  };
  const fire = (socket, event) => {
    browser.get(event).trusted = true;
    socket.dispatchEvent(event);
  };
  const driver = {
    errors,
    sent,
    rootOf: (element) => roots.get(element) ?? null,
    open(socket) {
      drive(socket, 1);
      fire(socket, new Event("open"));
    },
    receive: (socket, data) => fire(socket, new MessageEvent("message", { data })),
    error(socket, state = 3) {
      drive(socket, state);
      fire(socket, new Event("error"));
    },
    close(socket, code = 1000, reason = "", wasClean = true) {
      drive(socket, 3);
      fire(socket, new CloseEvent("close", { code, reason, wasClean }));
    },
  };

  /** Its errors are this realm's. */
  const OuterBlob = globalThis.Blob;
  globalThis.Blob = class Blob extends OuterBlob {
    get size() {
      if (!(this instanceof OuterBlob)) throw new TypeError("Illegal invocation");
      return super.size;
    }
  };

  const document = new EventTarget();
  Object.assign(globalThis, { Event, EventTarget, CloseEvent, MessageEvent, CustomEvent });
  Object.assign(globalThis, { Element, FocusEvent, WebSocket, document, opener: null });
  Object.assign(globalThis, { window: globalThis, top: globalThis });
  Error.isError ??= (value) => Object.prototype.toString.call(value) === "[object Error]";
  return driver;
})(browser);
