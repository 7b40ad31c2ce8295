import type { Fact } from "./fact.ts";

export const sending: Fact[] = [
  {
    name: "sending while connecting is an InvalidStateError, whatever is sent",
    run: () => {
      const socket = new WebSocket(`${server}/echo`);
      const bodies = ["", "rain", new ArrayBuffer(2), new Uint8Array(2), new Blob(["rain"])];
      const names = bodies.map((body) => thrown(() => socket.send(body)));
      socket.close();
      return names;
    },
    expected: Array(5).fill("InvalidStateError"),
  },
  {
    name: "sending nothing is a TypeError in every state",
    run: async () => {
      const names: unknown[] = [];
      const socket = new WebSocket(`${server}/echo`);
      const tryIt = () => names.push(thrown(() => Reflect.apply(socket.send, socket, [])));
      tryIt();
      await next(socket, "open");
      tryIt();
      socket.close();
      tryIt();
      await next(socket, "close");
      tryIt();
      return names;
    },
    expected: Array(4).fill("TypeError"),
  },
  {
    name: "a method that is called on something else is a TypeError",
    run: () =>
      [{}, null, WebSocket.prototype, new Proxy(new EventTarget(), {})].flatMap((self) => [
        thrown(() => Reflect.apply(WebSocket.prototype.send, self, ["x"])),
        thrown(() => Reflect.apply(WebSocket.prototype.close, self, [])),
      ]),
    expected: Array(8).fill("TypeError"),
  },
  {
    name: "text comes back as it was, however long",
    run: async () => {
      const texts = ["", "rain", "½ 雨 🌧", "\0", "x".repeat(65_535), "é".repeat(40_000)];
      const echoes = await Promise.all(texts.map((text) => echoOf(text)));
      return echoes.map((echo, i) => echo === texts[i]);
    },
    expected: Array(6).fill(true),
  },
  {
    name: "a lone surrogate travels as U+FFFD",
    run: () => Promise.all(["\ud800", "a\udc00b", "\udc00\ud800"].map((text) => echoOf(text))),
    expected: ["\ufffd", "a\ufffdb", "\ufffd\ufffd"],
  },
  {
    name: "what is neither text nor bytes becomes text",
    run: () => {
      const values = [
        null,
        undefined,
        0,
        -0.5,
        true,
        [1, [2]],
        {},
        { toString: () => "said" },
        () => 1,
      ];
      return Promise.all(values.map((value) => echoOf(value)));
    },
    expected: [
      "null",
      "undefined",
      "0",
      "-0.5",
      "true",
      "1,2",
      "[object Object]",
      "said",
      "() => 1",
    ],
  },
  {
    name: "an object is made a text once, and before the state is looked at",
    run: () => {
      let reads = 0;
      const body = {
        toString() {
          reads++;
          return "rain";
        },
      };
      const socket = new WebSocket(`${server}/echo`);
      const name = thrown(() => socket.send(body as unknown as string));
      socket.close();
      return [name, reads];
    },
    expected: ["InvalidStateError", 1],
  },
  {
    name: "what the page throws while it is asked for the text comes out of send",
    run: async () => {
      const socket = await opened("/echo");
      const own = new RangeError("mine");
      const body = {
        toString() {
          throw own;
        },
      };
      let caught: unknown = null;
      try {
        socket.send(body as unknown as string);
      } catch (error) {
        caught = error;
      }
      const names = [thrown(() => Reflect.apply(socket.send, socket, [Symbol("x")]))];
      socket.close();
      return [caught === own, ...names];
    },
    expected: [true, "TypeError"],
  },
  {
    name: "a buffer and each kind of view send the bytes that they show",
    run: async () => {
      const { buffer } = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
      const views = [
        buffer,
        new Uint8Array(buffer, 1, 2),
        new Int8Array(buffer, 15),
        new Uint16Array(buffer, 2, 1),
        new Float64Array(buffer, 8, 1),
        new DataView(buffer, 3, 4),
        new Uint8Array(buffer, 4, 0),
        new ArrayBuffer(0),
      ];
      const echoes = await Promise.all(views.map((view) => echoOf(view)));
      return echoes.map(bytesOf);
    },
    expected: [
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
      [2, 3],
      [16],
      [3, 4],
      [9, 10, 11, 12, 13, 14, 15, 16],
      [4, 5, 6, 7],
      [],
      [],
    ],
  },
  {
    name: "bytes are taken at the call: what the page does to them afterwards changes nothing",
    run: async () => {
      const socket = await opened("/echo");
      socket.binaryType = "arraybuffer";
      const bytes = new Uint8Array([1, 2, 3]);
      socket.send(bytes);
      bytes.fill(9);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      const { data } = await next<MessageEvent>(socket, "message");
      socket.close();
      return bytesOf(data);
    },
    expected: [1, 2, 3],
  },
  {
    name: "a detached buffer sends no bytes, as its views do",
    run: async () => {
      const { buffer } = new Uint8Array(8);
      const view = new DataView(buffer);
      const bytes = new Uint8Array(buffer);
      structuredClone(buffer, { transfer: [buffer] });
      const echoes = await Promise.all([buffer, bytes, view].map((data) => echoOf(data)));
      return echoes.map(bytesOf);
    },
    expected: [[], [], []],
  },
  {
    name: "a Blob sends its bytes, in its turn among the others",
    run: async () => {
      const socket = await opened("/echo");
      socket.binaryType = "arraybuffer";
      const heard: unknown[] = [];
      const done = new Promise<void>((resolve) => {
        socket.onmessage = ({ data }) => {
          heard.push(typeof data === "string" ? data : new TextDecoder().decode(data));
          if (heard.length === 4) resolve();
        };
      });
      socket.send("first");
      socket.send(new Blob(["second"]));
      socket.send(new Blob([]));
      socket.send("last");
      await done;
      socket.close();
      return heard;
    },
    expected: ["first", "second", "", "last"],
  },
  {
    name: "shared memory and resizable buffers are refused",
    run: async () => {
      const socket = await opened("/echo");
      const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      const resizable: ArrayBuffer = Reflect.construct(ArrayBuffer, [8, { maxByteLength: 16 }]);
      const bodies = [buffer, new Uint8Array(buffer), resizable, new Uint8Array(resizable)];
      const names = bodies.map((body) => thrown(() => socket.send(body as ArrayBuffer)));
      socket.close();
      return names;
    },
    expected: Array(4).fill("TypeError"),
  },
  {
    name: "send and close return undefined",
    run: async () => {
      const socket = await opened("/echo");
      const results: unknown[] = [socket.send("rain"), socket.send(new Blob(["rain"]))];
      return [...results, socket.close(), socket.close(), socket.send("late")].map(String);
    },
    expected: Array(5).fill("undefined"),
  },
  {
    name: "what waits to be sent is counted at once, in bytes",
    run: async () => {
      const socket = await opened("/silent");
      const counts = [socket.bufferedAmount];
      for (const body of ["rain", "½", "\ud800", new Uint8Array(10), new ArrayBuffer(5)]) {
        socket.send(body);
        counts.push(socket.bufferedAmount);
      }
      socket.send(new Blob(["blob"]));
      counts.push(socket.bufferedAmount);
      socket.close();
      return counts;
    },
    expected: [0, 4, 6, 9, 19, 24, 28],
  },
  {
    name: "what was sent is not counted any more",
    run: async () => {
      const socket = await opened("/echo");
      socket.send("rain");
      await next(socket, "message");
      const { bufferedAmount } = socket;
      socket.close();
      return bufferedAmount;
    },
    expected: 0,
  },
  {
    name: "sending after close() throws nothing, sends nothing, and is counted",
    run: async () => {
      const socket = await opened("/echo");
      socket.close();
      let heard = 0;
      socket.onmessage = () => heard++;
      const names = ["rain", "½", new Uint8Array(10)].map((body) =>
        thrown(() => socket.send(body)),
      );
      const closing = socket.bufferedAmount;
      await next(socket, "close");
      return [names, closing, socket.bufferedAmount, heard];
    },
    expected: [[null, null, null], 16, 16, 0],
  },
  {
    name: "sending after the close event throws nothing and is counted, however often",
    run: async () => {
      const socket = await opened("/close/1011/broken");
      await next(socket, "close");
      const names = new Set<unknown>();
      for (let i = 0; i < 200; i++) names.add(thrown(() => socket.send("late")));
      return [[...names], socket.bufferedAmount, socket.readyState];
    },
    expected: [[null], 800, 3],
  },
  {
    name: "sending on a socket that never opened throws nothing once it is over",
    run: async () => {
      const socket = new WebSocket(`${server}/status/403`);
      await next(socket, "close");
      const names = ["late", new Uint8Array(3)].map((body) => thrown(() => socket.send(body)));
      return [names, socket.bufferedAmount];
    },
    expected: [[null, null], 7],
  },
];
