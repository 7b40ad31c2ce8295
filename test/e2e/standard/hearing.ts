import type { Fact } from "./fact.ts";

export const hearing: Fact[] = [
  {
    name: "events are the browser's own, and neither bubble nor can be cancelled",
    run: async () => {
      const socket = new WebSocket(`${server}/echo`);
      const seen: unknown[] = [];
      for (const type of ["open", "message", "close"]) {
        socket.addEventListener(type, (event) => {
          const { isTrusted, bubbles, cancelable, target, currentTarget } = event;
          const isHere = target === socket && currentTarget === socket;
          seen.push([event.constructor.name, isTrusted, bubbles, cancelable, isHere]);
        });
      }
      await next(socket, "open");
      socket.send("rain");
      await next(socket, "message");
      socket.close();
      await next(socket, "close");
      return seen;
    },
    expected: [
      ["Event", true, false, false, true],
      ["MessageEvent", true, false, false, true],
      ["CloseEvent", true, false, false, true],
    ],
  },
  {
    name: "a message says where it came from, and nothing else",
    run: async () => {
      const socket = await opened("/push/1");
      const { origin, lastEventId, source, ports } = await next<MessageEvent>(socket, "message");
      socket.close();
      return [origin === server, lastEventId, source, ports.length];
    },
    expected: [true, "", null, 0],
  },
  {
    name: "bytes come as a Blob, or as a buffer from when it was asked for",
    run: async () => {
      const socket = await opened("/echo");
      const tagOf = async () => {
        socket.send(new Uint8Array([1, 2]));
        const { data } = await next<MessageEvent>(socket, "message");
        return Object.prototype.toString.call(data);
      };
      const first = await tagOf();
      socket.binaryType = "arraybuffer";
      const second = await tagOf();
      socket.binaryType = "blob";
      const third = await tagOf();
      socket.close();
      return [first, second, third];
    },
    expected: ["[object Blob]", "[object ArrayBuffer]", "[object Blob]"],
  },
  {
    name: "a binary type that there is not is not taken",
    run: async () => {
      const socket = await opened("/echo");
      const types = ["ArrayBuffer", "text", "", "arraybuffer", "nonsense"].map((type) => {
        Reflect.set(socket, "binaryType", type);
        return socket.binaryType;
      });
      socket.close();
      await next(socket, "close");
      socket.binaryType = "blob";
      return [...types, socket.binaryType];
    },
    expected: ["blob", "blob", "blob", "arraybuffer", "arraybuffer", "blob"],
  },
  {
    name: "a Blob has the bytes and no type; a buffer can be changed and given away",
    run: async () => {
      const blob = (await echoOf("ab", "blob")) as string;
      const bytes = (await echoOf(new Uint8Array([1, 2, 3]), "blob")) as Blob;
      const buffer = (await echoOf(new Uint8Array([4, 5]))) as ArrayBuffer;
      const moved = structuredClone(buffer, { transfer: [buffer] });
      const inBlob = bytesOf(await bytes.arrayBuffer());
      return [blob, inBlob, bytes.size, bytes.type, bytesOf(moved), buffer.byteLength];
    },
    expected: ["ab", [1, 2, 3], 3, "", [4, 5], 0],
  },
  {
    name: "listeners hear in the order in which they came, a handler where it was first set",
    run: async () => {
      const socket = await opened("/echo");
      const heard: string[] = [];
      socket.addEventListener("message", () => heard.push("first"));
      socket.onmessage = () => heard.push("replaced");
      socket.addEventListener("message", { handleEvent: () => heard.push("an object") });
      socket.onmessage = () => heard.push("handler");
      socket.send("rain");
      await next(socket, "message");
      socket.close();
      return heard;
    },
    expected: ["first", "handler", "an object"],
  },
  {
    name: "a listener that stops an event stops it for those that come after",
    run: async () => {
      const socket = await opened("/echo");
      const heard: string[] = [];
      const done = new Promise<void>((resolve) => {
        socket.onmessage = (event) => {
          heard.push(event.data);
          event.stopImmediatePropagation();
          if (heard.length === 2) resolve();
        };
      });
      socket.addEventListener("message", () => heard.push("never"));
      socket.send("a");
      socket.send("b");
      await done;
      socket.close();
      return heard;
    },
    expected: ["a", "b"],
  },
  {
    name: "a listener that throws tells the window, and the next one still hears",
    run: async () => {
      const socket = await opened("/echo");
      const own = new Error("thrown by a listener");
      const told = next<ErrorEvent>(window, "error");
      window.addEventListener("error", (event) => event.preventDefault(), { once: true });
      socket.onmessage = () => {
        throw own;
      };
      socket.send("rain");
      const { data } = await next<MessageEvent>(socket, "message");
      socket.close();
      return [data, (await told).error === own];
    },
    expected: ["rain", true],
  },
  {
    name: "an event that the page makes is heard, and changes nothing",
    run: async () => {
      const socket = await opened("/echo");
      const heard: unknown[] = [];
      socket.onmessage = ({ data, isTrusted }) => heard.push(data, isTrusted);
      socket.onclose = ({ code, reason, wasClean }) => heard.push(code, reason, wasClean);
      socket.dispatchEvent(new MessageEvent("message", { data: "made up" }));
      const made = { code: 4444, reason: "made up", wasClean: true };
      socket.dispatchEvent(new CloseEvent("close", made));
      const { readyState } = socket;
      socket.onclose = null;
      socket.close();
      return [...heard, readyState];
    },
    expected: ["made up", false, 4444, "made up", true, 1],
  },
  {
    name: "a close event that the page makes has what it was given",
    run: () => {
      const read = (event: CloseEvent) => [event.type, event.code, event.reason, event.wasClean];
      return [
        read(new CloseEvent("close")),
        read(new CloseEvent("x", { code: 65_537, reason: "½", wasClean: true })),
        thrown(() => Reflect.construct(CloseEvent, [])),
      ];
    },
    expected: [["close", 0, "", false], ["x", 1, "½", true], "TypeError"],
  },
  {
    name: "no event comes before the script that constructed the socket is over",
    run: async () => {
      const socket = new WebSocket(`${server}/echo`);
      const until = performance.now() + 100;
      while (performance.now() < until);
      const { readyState } = socket;
      await next(socket, "open");
      socket.close();
      return [readyState, socket.readyState];
    },
    expected: [0, 2],
  },
  {
    name: "a frame that is removed in a handler of its socket hears no more, and the page does",
    run: async () => {
      const heard: string[] = [];
      for (const type of ["open", "message", "close"]) {
        const frame = frameOf();
        const socket = new frame.contentWindow.WebSocket(`${server}/push/5`);
        socket.addEventListener("open", () => heard.push(`${type}: open`));
        socket.addEventListener("close", () => heard.push(`${type}: close`));
        if (type === "close") socket.addEventListener("open", () => socket.close());
        await new Promise<void>((resolve) => {
          socket.addEventListener(type, () => {
            frame.remove();
            resolve();
          });
        });
        socket.addEventListener("message", () => heard.push(`${type}: too late`));
      }
      heard.push((await echoOf("still here")) as string);
      return heard;
    },
    expected: ["open: open", "message: open", "close: open", "close: close", "still here"],
  },
  {
    name: "the method of one window works on the socket of another",
    run: async () => {
      const frame = frameOf();
      const socket = new frame.contentWindow.WebSocket(`${server}/echo`);
      await next(socket, "open");
      WebSocket.prototype.send.call(socket, "across");
      const { data } = await next<MessageEvent>(socket, "message");
      WebSocket.prototype.close.call(socket, 4001, "across");
      const { code, reason } = await next<CloseEvent>(socket, "close");
      frame.remove();
      return [data, code, reason];
    },
    expected: ["across", 4001, "across"],
  },
  {
    name: "a connection that a policy forbids is an error without a close",
    run: async () => {
      const socket = new WebSocket("ws://forbidden.invalid/");
      const life: string[] = [];
      socket.onclose = () => life.push("close");
      await next(socket, "error");
      life.push(`error ${socket.readyState}`);
      await lifeOf(new WebSocket(`${server}/close/1000`));
      return life;
    },
    expected: ["error 3"],
  },
  {
    name: "a worker's socket is like any other",
    run: async () => {
      const code = `
        const socket = new WebSocket("${server}/echo");
        socket.onopen = () => socket.send("from a worker");
        socket.onmessage = ({ data }) => { socket.close(4001); socket.onclose = ({ code }) => postMessage([data, code]); };`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      const { data } = await next<MessageEvent>(worker, "message");
      worker.terminate();
      return data;
    },
    expected: ["from a worker", 4001],
  },
];
