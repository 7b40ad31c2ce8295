import { describe, expect, it } from "vitest";
import { parseUrl } from "../../../src/protocol/parse-url.ts";

describe("parseUrl", () => {
  it("knows a scheme's own port", () => {
    expect(parseUrl("wss://h.example/x")).toMatchObject({ port: "443", hostPort: "h.example" });
  });

  it("leaves out the user, the fragment and whatever else stands before the last @", () => {
    expect(parseUrl("ws://a:b@c@H.example:08080/x/@y?q=1@2#z@")).toEqual({
      scheme: "ws",
      host: "h.example",
      port: "8080",
      hostPort: "h.example:8080",
      path: "/x/@y",
      query: "q=1@2",
    });
    expect(parseUrl("ws://u@[::1]:9")).toMatchObject({ host: "[::1]", port: "9", path: "/" });
  });

  it.each([
    "",
    "ws:/h",
    "ws://",
    "ws://@/x",
    "ws://h:8a/",
    "ws://[::1]x/",
    `a://[${"@".repeat(2_000_000)}:]`,
  ])("reads nothing from an address without a host that could be one: %.20s", (url) => {
    expect(parseUrl(url)).toBeNull();
  });

  it("takes a scheme for a word, whatever it is called", () => {
    expect(parseUrl("constructor://example.test/a")?.scheme).toBe("constructor");
    expect(parseUrl("valueof://example.test:80/")?.hostPort).toBe("example.test:80");
  });
});
