import { expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";

const entry = {
  startedDateTime: "2026-11-20T12:00:00.000Z",
  request: { method: "GET", url: "wss://a.test/" },
  response: { status: 101 },
  _resourceType: "websocket",
};
const fileOf = (count: number) =>
  JSON.stringify({
    log: { creator: { name: "x", version: "1" }, entries: Array(count).fill(entry) },
  });

it("says of a file with very many connections that it has too many", () => {
  expect(() => readHar(fileOf(5_002))).toThrow(
    "log.entries has too many WebSocket connections (over 5,000)",
  );
});
