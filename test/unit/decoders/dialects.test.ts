import { describe, expect, it } from "vitest";
import { readMismatch } from "../../../src/decoders/index.ts";

const heard = (body: string) => ({ body, direction: "receive" as const });
const sent = (body: string) => ({ body, direction: "send" as const });
const EIO4 = "wss://api.example.com/socket.io/?EIO=4&transport=websocket";

describe("two sides of different versions", () => {
  it.each([
    ["socket.io", [heard("40")], EIO4],
    ["socket.io", [heard('0{"sid":"x"}'), heard("40/chat,")], EIO4],
    ["graphql-transport-ws", [heard('{"type":"ka"}')], ""],
    ["graphql-transport-ws", [sent('{"id":"1","type":"start"}')], ""],
    ["graphql-ws", [sent('{"id":"1","type":"subscribe"}')], ""],
    ["signalr", [heard('{"C":"s-0,1","S":1,"M":[]}')], ""],
  ] as const)("are told apart in %s by %j", (protocol, said, url) => {
    expect(readMismatch(protocol, said, url)?.sign).toMatch(/./);
  });

  it.each([
    ["socket.io", [heard('40{"sid":"x"}')], EIO4],
    ["socket.io", [sent("40")], EIO4],
    ["socket.io", [heard("40")], EIO4.replace("EIO=4", "EIO=3")],
    ["graphql-transport-ws", [sent('{"type":"subscribe"}'), heard('{"type":"next"}')], ""],
    [
      "graphql-ws",
      [sent('{"type":"start"}'), heard('{"type":"data"}'), heard('{"type":"ka"}')],
      "",
    ],
    ["signalr", [heard("{}\u001e")], ""],
    ["plain", [heard("40")], EIO4],
  ] as const)("are not seen in %s with %j", (protocol, said, url) => {
    expect(readMismatch(protocol, said, url)).toBeNull();
  });
});
