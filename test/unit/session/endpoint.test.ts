import { describe, expect, it } from "vitest";
import { endpointOf } from "../../../src/session/endpoint.ts";

describe("endpointOf", () => {
  it.each([
    ["WSS://API.Example.com:443/live", "wss://api.example.com/live"],
    ["ws://localhost:80", "ws://localhost/"],
    ["ws://localhost:8080/a/b", "ws://localhost:8080/a/b"],
    ["https://api.example.com/live", "wss://api.example.com/live"],
    ["ws://[::1]:9000/x", "ws://[::1]:9000/x"],
    ["wss://user:pass@api.example.com/x#part", "wss://api.example.com/x"],
    ["wss://h.example?room=1", "wss://h.example/?room=1"],
  ])("writes %s as %s", (url, endpoint) => {
    expect(endpointOf(url)).toBe(endpoint);
  });

  it.each([
    "token=abc",
    "access_token=x1",
    "sid=Kj2",
    "t=OaBcDeF",
    "_=1",
    "ts=17",
    "client_id=7",
    "id=6b1f9a52-7c0e-4a53-9d0a-0d2f6a1b3c4d",
    "since=1800000000000",
    "since=1800000000",
    "at=2026-11-21T03:00:00Z",
    "h=9f86d081884c7d659a2f",
    "x=QWxhZGRpbjpvcGVuIHNlc2FtZQ1",
    "q=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "token=***",
  ])("replaces the volatile value of %s and keeps its name", (pair) => {
    const name = pair.slice(0, pair.indexOf("="));
    expect(endpointOf(`wss://h.example/?${pair}`)).toBe(`wss://h.example/?${name}=*`);
  });

  it.each(["room=1", "room=lobby", "transport=websocket", "EIO=4", "vsn=2.0.0", "lang=en-GB"])(
    "keeps %s, which says what is asked for",
    (pair) => {
      expect(endpointOf(`wss://h.example/?${pair}`)).toBe(`wss://h.example/?${pair}`);
    },
  );

  it("keeps two rooms apart", () => {
    expect(endpointOf("ws://h/?room=1")).not.toBe(endpointOf("ws://h/?room=2"));
  });

  it("gives the same endpoint for a masked URL as for the true one", () => {
    const url = (token: string) => `wss://h.example/live?room=1&token=${token}`;
    expect(endpointOf(url("***"))).toBe(endpointOf(url("s3cr3t-value")));
  });

  it("is the same when it is applied twice", () => {
    const once = endpointOf("wss://h.example/live?room=1&token=abc&t=5");
    expect(endpointOf(once)).toBe(once);
  });

  it("reads no more of an address than a server could mean", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `n${i}=${i}`).join("&");
    const endpoint = endpointOf(`wss://h.example/?${many}`);
    expect(endpoint.startsWith("wss://h.example/?n0=0&n1=1&")).toBe(true);
    expect(endpoint.endsWith("&n63=63&*")).toBe(true);
    expect(endpointOf(endpoint)).toBe(endpoint);
    expect(endpointOf(`wss://h.example/a${"/b".repeat(5_000)}`)).toMatch(/(?:\/b){62}\/\*$/);
  });

  it("lets a part that is too long for a name stand for whatever it is", () => {
    const long = "lorem ".repeat(200);
    expect(endpointOf(`wss://h.example/${long}/x?q=${long}&${long}&room=1`)).toBe(
      "wss://h.example/*/x?q=*&*&room=1",
    );
  });

  it("takes the made-up session out of a SockJS path", () => {
    expect(endpointOf("ws://h/echo/317/x8d3kqaz/websocket")).toBe("ws://h/echo/*/*/websocket");
  });

  it.each(["", "nonsense", "ws://", "wss://:443/x", "::::"])(
    "leaves %j alone, which it cannot read",
    (url) => {
      expect(endpointOf(url)).toBe(url);
    },
  );

  it("does not stumble over a lone per cent sign", () => {
    expect(endpointOf("ws://h/?q=100%")).toBe("ws://h/?q=100%");
  });

  it("takes a scheme for a word, whatever it is called", () => {
    expect(endpointOf("constructor://example.test/a")).toBe("constructor://example.test/a");
  });
});
