import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEndpointNames, cutName } from "../../../src/session/endpoint-names.ts";

const names = (endpoints: string[]) => endpoints.map(createEndpointNames(endpoints));

describe("endpoints beside each other", () => {
  it("are called by what tells them apart", () => {
    const address = (path: string) => `wss://rt.acme.example/eu/${path}?tenant=acme&v=2`;
    expect(names(["billing/stream-17", "billing/stream-23", "orders/live"].map(address))).toEqual([
      "billing/stream-17",
      "billing/stream-23",
      "orders/live",
    ]);
  });

  it.each([
    [
      ["ws://127.0.0.1:81/close/1011", "ws://127.0.0.1:81/echo"],
      ["/close/1011", "/echo"],
    ],
    [
      ["wss://a.example/eu/1", "wss://a.example/eu/2"],
      ["1", "2"],
    ],
    [
      ["wss://a.example/", "wss://a.example/live"],
      ["a.example", "/live"],
    ],
    [
      ["wss://a.example/live", "wss://b.example/live"],
      ["a.example/live", "b.example/live"],
    ],
    [
      ["wss://a.example/s?v=2&room=1", "wss://a.example/s?room=2&v=2"],
      ["/s?room=1", "/s?room=2"],
    ],
    [
      ["wss://a.example/s?v=2", "wss://a.example/s"],
      ["/s?v=2", "/s"],
    ],
    [
      ["wss://a.example/a", "wss://a.example/a/b"],
      ["/a", "/a/b"],
    ],
    [
      ["wss://a.example/x/y/1/ws", "wss://a.example/x/y/2/ws", "wss://b.example/"],
      ["a.example/…/1/ws", "a.example/…/2/ws", "b.example"],
    ],
    [
      ["ws://a.example/s", "wss://a.example/s"],
      ["ws://a.example/s", "wss://a.example/s"],
    ],
    [
      ["wss://a.example/s", "wss://a.example/s/"],
      ["wss://a.example/s", "wss://a.example/s/"],
    ],
    [["wss://chat.example/rooms/live?token=*"], ["chat.example/rooms/live"]],
    [
      ["not an address", "wss://a.example/s"],
      ["not an address", "a.example/s"],
    ],
    [[""], [""]],
  ])("%j", (endpoints, expected) => {
    expect(names(endpoints)).toEqual(expected);
  });

  it("are cut before their end", () => {
    expect(cutName("short/name")).toBe("short/name");
    expect(cutName(`${"x".repeat(60)}/stream-17`)).toMatch(/^x{12}…x+\/stream-17$/);
    expect(cutName("y".repeat(41))).toHaveLength(40);
  });

  it("names one that is not among them by itself", () => {
    expect(createEndpointNames(["wss://a.example/1"])("wss://b.example/2/3")).toBe("b.example/2/3");
  });

  it("never share a name, whatever they are, and whatever their order is", () => {
    const part = fc.constantFrom("a", "b", "…", "", "stream-1", "*");
    const endpoint = fc
      .tuple(
        fc.constantFrom("ws", "wss"),
        fc.constantFrom("h.example", "h.example:8080", "[::1]"),
        fc.array(part, { maxLength: 4 }),
        fc.array(fc.constantFrom("v=1", "v=2", "a", ""), { maxLength: 3 }),
      )
      .map(([scheme, host, path, query]) => {
        const end = query.length > 0 ? `?${query.join("&")}` : "";
        return `${scheme}://${host}/${path.join("/")}${end}`;
      });
    fc.assert(
      fc.property(fc.uniqueArray(endpoint, { maxLength: 12 }), (endpoints) => {
        const told = createEndpointNames(endpoints);
        expect(new Set(endpoints.map(told)).size).toBe(endpoints.length);
        const turned = createEndpointNames(endpoints.toReversed());
        expect(endpoints.map(turned)).toEqual(endpoints.map(told));
      }),
    );
  });
});
