import { expect, test } from "vitest";
import { shortEndpoint } from "../../../../src/panel/ui/short-endpoint.ts";

test.each([
  ["wss://chat.example.com/v2/rooms/*/live", "chat.example.com", "/v2/rooms/*/live"],
  ["ws://127.0.0.1:8080/", "", "127.0.0.1:8080/"],
  ["wss://a.example/abcdefghijklmnopqrstuvwxyz", "a.example/abcdefgh", "ijklmnopqrstuvwxyz"],
])("keeps the end of %s", (endpoint, head, tail) => {
  expect(shortEndpoint(endpoint)).toMatchObject({ head, tail });
});

test("loses nothing: before, head and tail are the whole, but for the secure scheme", () => {
  const endpoint = "ws://example.com/a/very/long/path/that/does/not/fit?room=*&x=1";
  const { before, head, tail } = shortEndpoint(endpoint);
  expect(before + head + tail).toBe(endpoint);
});
