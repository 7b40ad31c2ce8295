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

it("says of a file with very many entries that it has too many, whatever they are", () => {
  const file = `{"log":{"entries":[${"0,".repeat(250_000)}0]}}`;
  expect(() => readHar(file)).toThrow("log.entries has too many entries (over 250,000)");
});

it("counts messages that cannot be read, and names three", () => {
  const file = JSON.stringify({
    log: { entries: [{ ...entry, _webSocketMessages: Array(2_000).fill(0) }] },
  });
  const [unread] = readHar(file).notes;
  const named = [0, 1, 2].map((i) => `log.entries[0]._webSocketMessages[${i}] is not an object`);
  expect(unread).toBe(
    `2000 messages could not be read, and the rest was: ${named.join("; ")}; and 1997 more.`,
  );
});
