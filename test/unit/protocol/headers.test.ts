import { expect, it } from "vitest";
import { headerOf, isHeader, valuesOf } from "../../../src/protocol/headers.ts";

const headers = [
  { name: "SERVER", value: "nginx" },
  { name: "Sec-WebSocket-Extensions", value: "permessage-deflate , , x" },
  { name: "sec-websocket-extensions", value: "y" },
  { name: "server", value: "envoy" },
];

it("finds the first header of a name, however it is written", () => {
  expect(headerOf(headers, "server")).toBe("nginx");
  expect(headerOf(headers, "via")).toBeUndefined();
  expect(headerOf(undefined, "server")).toBeUndefined();
  expect(isHeader({ name: "Retry-After" }, "retry-after")).toBe(true);
});

it("reads a list that stands in several headers as one, without its empty items", () => {
  expect(valuesOf(headers, "sec-websocket-extensions")).toEqual(["permessage-deflate", "x", "y"]);
});
