import type { Fact } from "./fact.ts";

export const constructing: Fact[] = [
  {
    name: "the constructor must be called with new and with an address",
    run: () => [
      thrown(() => Reflect.apply(WebSocket, undefined, [`${server}/echo`])),
      thrown(() => Reflect.construct(WebSocket, [])),
    ],
    expected: ["TypeError", "TypeError"],
  },
  {
    name: "an address is parsed, and given back as it was parsed",
    run: () => {
      const urls = [
        "ws://Weather.INVALID",
        "WSS://weather.invalid:443/a b",
        "ws:weather.invalid:80",
      ];
      return urls.map((url) => {
        const socket = new WebSocket(url);
        socket.close();
        return socket.url;
      });
    },
    expected: ["ws://weather.invalid/", "wss://weather.invalid/a%20b", "ws://weather.invalid/"],
  },
  {
    name: "http and https stand for ws and wss",
    run: () =>
      ["http://weather.invalid/x", "https://weather.invalid/x"].map((url) => {
        const socket = new WebSocket(url);
        socket.close();
        return socket.url;
      }),
    expected: ["ws://weather.invalid/x", "wss://weather.invalid/x"],
  },
  {
    name: "a relative address is one of the document's own server",
    run: () =>
      ["", "rain?n=1", "/rain", "//weather.invalid/"].map((url) => {
        const socket = new WebSocket(url);
        socket.close();
        return socket.url.replace(location.host, "here");
      }),
    expected: ["ws://here/", "ws://here/rain?n=1", "ws://here/rain", "ws://weather.invalid/"],
  },
  {
    name: "what is no address for a socket is a SyntaxError",
    run: () =>
      [
        "mailto:x",
        "ftp://weather.invalid/",
        "about:blank",
        "ws://",
        "ws://h:65536/",
        "ws://[:]/",
      ].map((url) => thrown(() => new WebSocket(url))),
    expected: Array(6).fill("SyntaxError"),
  },
  {
    name: "an address with a fragment is a SyntaxError",
    run: () =>
      [`${server}/echo#a`, `${server}/echo#`, "#a"].map((url) => thrown(() => new WebSocket(url))),
    expected: Array(3).fill("SyntaxError"),
  },
  {
    name: "an object is read as an address once",
    run: () => {
      let reads = 0;
      const address = {
        toString() {
          reads++;
          return `${server}/echo`;
        },
      };
      const socket: WebSocket = Reflect.construct(WebSocket, [address]);
      socket.close();
      return [socket.url === `${server}/echo`, reads];
    },
    expected: [true, 1],
  },
  {
    name: "subprotocols that are no tokens, or come twice, are a SyntaxError",
    run: () =>
      ["", " ", "a b", "a,b", "a/b", "é", "\x7f", "\n", ["a", "a"], ["a", ""], ["a;b"]].map(
        (protocols) => thrown(() => new WebSocket(`${server}/echo`, protocols)),
      ),
    expected: Array(11).fill("SyntaxError"),
  },
  {
    name: "subprotocols differ by case, and may be none",
    run: () =>
      [["a", "A"], [], "a", undefined].map((protocols) =>
        thrown(() => new WebSocket(`${server}/echo`, protocols).close()),
      ),
    expected: [null, null, null, null],
  },
  {
    name: "the address is looked at before the subprotocols",
    run: () => {
      const read: string[] = [];
      const protocols = ["a", "a"];
      const address = {
        toString() {
          read.push("address");
          return "mailto:x";
        },
      };
      const name = thrown(() => Reflect.construct(WebSocket, [address, protocols]));
      return [name, read];
    },
    expected: ["SyntaxError", ["address"]],
  },
  {
    name: "a new socket is connecting, and knows nothing yet",
    run: () => {
      const socket = new WebSocket(`${server}/echo`, "weather");
      const { readyState, bufferedAmount, protocol, extensions, binaryType } = socket;
      const { onopen, onmessage, onerror, onclose } = socket;
      socket.close();
      const handlers = [onopen, onmessage, onerror, onclose];
      return [readyState, bufferedAmount, protocol, extensions, binaryType, ...handlers];
    },
    expected: [0, 0, "", "", "blob", null, null, null, null],
  },
  {
    name: "the subprotocol that the server chose is known once it is open",
    run: async () => {
      const socket = await opened("/subprotocol/rain", ["weather", "rain"]);
      socket.close();
      return [socket.protocol, socket.readyState];
    },
    expected: ["rain", 2],
  },
  {
    name: "the constants are on the constructor, its prototype and each socket, and stay",
    run: () => {
      const socket = new WebSocket(`${server}/echo`);
      socket.close();
      const names = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"] as const;
      return [WebSocket, WebSocket.prototype, socket].map((owner) =>
        names.map((name) => {
          Reflect.set(owner, name, 9);
          Reflect.deleteProperty(owner, name);
          return owner[name];
        }),
      );
    },
    expected: Array(3).fill([0, 1, 2, 3]),
  },
  {
    name: "the attributes are read-only accessors of the prototype",
    run: () => {
      const names = ["url", "readyState", "bufferedAmount", "extensions", "protocol"];
      return names.map((name) => {
        const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, name);
        return [typeof own?.get, typeof own?.set, own?.enumerable, own?.configurable];
      });
    },
    expected: Array(5).fill(["function", "undefined", true, true]),
  },
  {
    name: "a handler is a function or an object, and anything else is none",
    run: () => {
      const socket = new WebSocket(`${server}/echo`);
      socket.close();
      const given = [() => {}, {}, 1, "x", null, undefined];
      return given.map((value) => {
        Reflect.set(socket, "onopen", value);
        return socket.onopen === value;
      });
    },
    expected: [true, true, false, false, true, false],
  },
  {
    name: "a subclass is a socket with its own methods",
    run: async () => {
      class Loud extends WebSocket {
        override send(data: string) {
          super.send(data.toUpperCase());
        }
      }
      const socket = new Loud(`${server}/echo`);
      await next(socket, "open");
      socket.send("rain");
      const { data } = await next<MessageEvent>(socket, "message");
      socket.close();
      return [data, socket instanceof WebSocket, socket.constructor === Loud];
    },
    expected: ["RAIN", true, true],
  },
];
