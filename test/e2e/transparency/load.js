// Runs as the first script of a document, with the extension and without it: replaces every builtin
// it can reach, floods sockets, and tells its parent what it saw. The two must tell the same.
// `BASE`, `FLOOD`, `ECHOES` and `NAME` are put in by the test.
(() => {
  const { apply, construct, ownKeys, getPrototypeOf } = Reflect;
  const { getOwnPropertyDescriptor, defineProperty, create } = Object;
  const NativeProxy = Proxy;
  const report = window.parent.postMessage.bind(window.parent);
  const toText = JSON.stringify;
  const calls = create(null);
  let counting = false;
  let replaced = 0;
  const codes = create(null);
  for (let code = 32; code < 127; code++) codes[String.fromCharCode(code)] = code;

  const note = (label) => {
    if (counting) calls[label] = (calls[label] ?? 0) + 1;
  };
  const wrap = (fn, label) => {
    const traps = create(null);
    traps.apply = (target, self, args) => {
      note(label);
      return apply(target, self, args);
    };
    traps.construct = (target, args, newTarget) => {
      note(`new ${label}`);
      return construct(target, args, newTarget);
    };
    return new NativeProxy(fn, traps);
  };
  const seen = new Set([calls]);
  const walk = (owner, path) => {
    if (seen.has(owner) || path.length > 4) return;
    seen.add(owner);
    for (const key of ownKeys(owner)) {
      const own = getOwnPropertyDescriptor(owner, key);
      const label = [...path, String(key)].join(".");
      if (key === "constructor" || typeof key === "symbol") continue;
      const value = own.value;
      if ((typeof value === "object" && value !== null) || typeof value === "function") {
        if (value !== window && value !== document && value !== window.parent) {
          walk(value, [...path, String(key)]);
        }
      }
      try {
        if (typeof value === "function" && own.writable) owner[key] = wrap(value, label);
        else if (own.get && own.configurable) {
          own.get = wrap(own.get, `get ${label}`);
          defineProperty(owner, key, own);
        } else continue;
        replaced++;
      } catch {}
    }
  };
  walk(window, []);
  walk(getPrototypeOf(Uint8Array.prototype), ["TypedArray"]);

  // Nothing below may call a builtin but those of sockets and their events.
  // A checksum for each socket, as only the messages of one come in a certain order.
  const orders = { flood: 0, echo: 0 };
  const heard = (socket, word) => {
    let order = orders[socket];
    for (let i = 0; i < word.length; i++) order = (order * 31 + codes[word[i]]) % 1_000_003;
    orders[socket] = order;
  };
  const results = { flooded: 0, echoed: 0, buffered: [], sent: [], closes: {} };
  let open = 2;
  const done = (socket, code) => {
    results.closes[socket] = code;
    if (--open > 0) return;
    counting = false;
    report({ name: "NAME", told: toText({ ...results, orders, calls, replaced }) }, "*");
  };

  counting = true;
  const flood = new WebSocket("BASE/flood/FLOOD/64?NAME");
  flood.onmessage = (event) => {
    heard("flood", event.data);
    if (++results.flooded === FLOOD) flood.close(4000, "flooded");
  };
  flood.onclose = (event) => done("flood", event.code);

  const echo = new WebSocket("BASE/echo?NAME", ["one", "two"]);
  echo.binaryType = "arraybuffer";
  const bytes = new Uint8Array(5_000);
  const odd = create(null);
  odd.toString = () => "said by an object";
  echo.onopen = () => {
    for (let i = 0; i < ECHOES; i++) {
      const kind = i % 4;
      const body = kind === 0 ? "text" : kind === 1 ? bytes : kind === 2 ? bytes.buffer : odd;
      results.sent[i] = String(echo.send(body));
      if (i < 8) results.buffered[i] = echo.bufferedAmount;
    }
  };
  echo.onmessage = (event) => {
    heard("echo", typeof event.data);
    if (++results.echoed === ECHOES) echo.close(4001, "echoed");
  };
  echo.onclose = (event) => done("echo", event.code);
})();
