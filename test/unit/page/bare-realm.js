// What the hook needs of a browser and no more, evaluated in a realm of its own. `driver` is the
// network and the browser: it makes the trusted events. Everything else is the page's.
(() => {
  const trusted = new WeakSet();
  const isTrusted = Object.getOwnPropertyDescriptor(
    {
      get isTrusted() {
        return trusted.has(this);
      },
    },
    "isTrusted",
  );

  class Event {
    #target = null;
    #canceled = false;
    constructor(type, init = {}) {
      this.type = type;
      this.cancelable = init.cancelable === true;
      Object.defineProperty(this, "isTrusted", { ...isTrusted, configurable: false });
    }
    get currentTarget() {
      return this.#target;
    }
    get defaultPrevented() {
      return this.#canceled;
    }
    preventDefault() {
      this.#canceled = this.cancelable;
    }
    static to(event, target) {
      event.#target = target;
    }
  }
  const { to } = Event;
  delete Event.to;

  /** What a listener threw, as `window.onerror` would hear it. */
  const errors = [];
  class EventTarget {
    #listeners = new Map();
    addEventListener(type, listener, { once = false } = {}) {
      const known = this.#listeners.get(type) ?? [];
      this.#listeners.set(type, [...known, { listener, once }]);
    }
    removeEventListener(type, listener) {
      const known = this.#listeners.get(type) ?? [];
      this.#listeners.set(
        type,
        known.filter((one) => one.listener !== listener),
      );
    }
    dispatchEvent(event) {
      for (const { listener, once } of this.#listeners.get(event.type) ?? []) {
        if (once) this.removeEventListener(event.type, listener);
        to(event, this);
        try {
          listener.call(this, event);
        } catch (error) {
          errors.push(error);
        }
      }
      return !event.defaultPrevented;
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
    const values = new WeakMap();
    const made = {
      [name]: class extends Event {
        constructor(type, init = {}) {
          super(type, init);
          values.set(this, init);
        }
      },
    }[name];
    for (const field of fields) {
      Object.defineProperty(made.prototype, field, {
        get() {
          return values.get(this)[field];
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
  let drive;
  class WebSocket extends EventTarget {
    #url;
    #state = 0;
    #protocol = "";
    constructor(url, protocols = []) {
      super();
      if (!/^wss?:/.test(`${url}`)) throw new DOMException(`${url} is no address`, "SyntaxError");
      this.#url = `${url}`;
      this.#protocol = [protocols].flat()[0] ?? "";
    }
    get url() {
      return this.#url;
    }
    get readyState() {
      return this.#state;
    }
    get protocol() {
      return this.#state === 0 ? "" : this.#protocol;
    }
    get extensions() {
      void this.#state;
      return "";
    }
    get bufferedAmount() {
      void this.#state;
      return 0;
    }
    send(...given) {
      const [data] = given;
      if (given.length === 0) throw new TypeError("1 argument required, but only 0 present.");
      if (this.#state === 0) throw new DOMException("Still connecting", "InvalidStateError");
      const isBinary =
        ArrayBuffer.isView(data) || data instanceof ArrayBuffer || data instanceof Blob;
      sent.push({ socket: this, data: isBinary ? data : `${data}`, lost: this.#state > 1 });
    }
    close(code, reason) {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999))
        throw new DOMException("The code is not allowed", "InvalidAccessError");
      void reason;
      if (this.#state < 2) this.#state = 2;
    }
    static {
      drive = (socket, state) => {
        socket.#state = state;
      };
    }
  }

  const fire = (socket, event) => {
    trusted.add(event);
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
})();
