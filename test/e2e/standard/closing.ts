import type { Fact } from "./fact.ts";

export const closing: Fact[] = [
  {
    name: "only 1000 and 3000 to 4999 may be given as a code",
    run: () => {
      const socket = new WebSocket(`${server}/echo`);
      const codes = [0, 999, 1001, 1005, 1006, 1015, 2999, 5000, 65_535, 65_536, -1, NaN];
      const names = codes.map((code) => thrown(() => socket.close(code)));
      const { readyState } = socket;
      socket.close();
      return [names, readyState];
    },
    expected: [Array(12).fill("InvalidAccessError"), 0],
  },
  {
    name: "a code is made a whole number",
    run: async () => {
      const closeWith = async (code: unknown) => {
        const socket = await opened("/echo");
        Reflect.apply(socket.close, socket, [code, "so"]);
        return (await next<CloseEvent>(socket, "close")).code;
      };
      return Promise.all([1000, 3000, 4999, 3000.4, "4321"].map(closeWith));
    },
    expected: [1000, 3000, 4999, 3000, 4321],
  },
  {
    name: "a reason has at most 123 bytes",
    run: async () => {
      const socket = await opened("/echo");
      const reasons = ["x".repeat(124), "é".repeat(62), "x".repeat(123)];
      const names = reasons.map((reason) => thrown(() => socket.close(1000, reason)));
      const { reason } = await next<CloseEvent>(socket, "close");
      return [names, reason === "x".repeat(123)];
    },
    expected: [["SyntaxError", "SyntaxError", null], true],
  },
  {
    name: "code and reason come back from a server that answers with them",
    run: async () => {
      const socket = await opened("/echo");
      socket.close(4001, "a \ud800 ½");
      return lifeOf(socket);
    },
    expected: ["close 3", 4001, "a \ufffd ½", true],
  },
  {
    name: "closing without a code ends with 1005",
    run: async () => {
      const socket = await opened("/echo");
      socket.close();
      return [socket.readyState, await lifeOf(socket)];
    },
    expected: [2, ["close 3", 1005, "", true]],
  },
  {
    name: "closing while connecting fails the connection, and not at once",
    run: async () => {
      const socket = new WebSocket(`${server}/echo`);
      const life = lifeOf(socket);
      socket.close(4001, "never said");
      return [socket.readyState, await life];
    },
    expected: [2, ["error 3", "close 3", 1006, "", false]],
  },
  {
    name: "closing again changes nothing, in any state",
    run: async () => {
      const socket = await opened("/echo");
      let closes = 0;
      socket.addEventListener("close", () => closes++);
      socket.close(4001, "first");
      socket.close(4002, "second");
      const { code, reason } = await next<CloseEvent>(socket, "close");
      socket.close(4003, "third");
      // A further event would come before the end of another socket.
      await lifeOf(new WebSocket(`${server}/close/1000`));
      return [code, reason, closes, socket.readyState];
    },
    expected: [4001, "first", 1, 3],
  },
  {
    name: "bad codes and reasons throw after the end as well",
    run: async () => {
      const socket = await opened("/close/1000");
      await next(socket, "close");
      return [thrown(() => socket.close(1001)), thrown(() => socket.close(1000, "x".repeat(124)))];
    },
    expected: ["InvalidAccessError", "SyntaxError"],
  },
  {
    name: "a server's close is told with its code and reason",
    run: async () => [
      await lifeOf(new WebSocket(`${server}/close/1000/bye`)),
      await lifeOf(new WebSocket(`${server}/close/1011/out%20of%20weather`)),
      await lifeOf(new WebSocket(`${server}/close/4321`)),
      await lifeOf(new WebSocket(`${server}/close/1005`)),
    ],
    expected: [
      ["open 1", "close 3", 1000, "bye", true],
      ["open 1", "close 3", 1011, "out of weather", true],
      ["open 1", "close 3", 4321, "", true],
      ["open 1", "close 3", 1005, "", true],
    ],
  },
  {
    name: "a connection that is cut ends with 1006 and is not clean",
    run: async () => [
      await lifeOf(new WebSocket(`${server}/drop`)),
      await lifeOf(new WebSocket(`${server}/bad-utf8`)),
      await lifeOf(new WebSocket(`${server}/bad-frame/masked`)),
    ],
    expected: [
      ["open 1", "close 3", 1006, "", false],
      ["open 1", "error 3", "close 3", 1006, "", false],
      ["open 1", "error 3", "close 3", 1006, "", false],
    ],
  },
  {
    name: "a handshake that fails is an error and a close, whatever was wrong",
    run: () =>
      Promise.all(
        ["status/403", "status/200", "bad-accept", "half-handshake", "subprotocol/rain"].map(
          (path) => lifeOf(new WebSocket(`${server}/${path}`)),
        ),
      ),
    expected: Array(5).fill(["error 3", "close 3", 1006, "", false]),
  },
  {
    name: "closing in the handler of each event is possible",
    run: async () => {
      const atOpen = new WebSocket(`${server}/echo`);
      atOpen.onopen = () => atOpen.close(4001);
      const atMessage = new WebSocket(`${server}/push/1`);
      atMessage.onmessage = () => atMessage.close(4002);
      const atError = new WebSocket(`${server}/status/403`);
      atError.onerror = () => atError.close(4003);
      const atClose = new WebSocket(`${server}/close/1011`);
      atClose.onclose = () => atClose.close(4004);
      const lives = await Promise.all([atOpen, atMessage, atError, atClose].map(lifeOf));
      return lives.map((life) => life.at(-3));
    },
    expected: [4001, 4002, 1006, 1011],
  },
  {
    name: "a message that waits goes out before the close frame",
    run: async () => {
      const socket = await opened("/close-on-message/4005/heard");
      socket.send("x".repeat(100_000));
      const { code, reason } = await next<CloseEvent>(socket, "close");
      return [code, reason];
    },
    expected: [4005, "heard"],
  },
];
