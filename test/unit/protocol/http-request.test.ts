import { describe, expect, it } from "vitest";
import {
  addHttpRequest,
  type HttpRequest,
  hostOfAddress,
  readHttpRequest,
} from "../../../src/protocol/http-request.ts";

const START = Date.parse("2026-11-20T12:00:00.000Z");

const entry = (url: string, response: object = { status: 200 }, rest: object = {}) => ({
  startedDateTime: new Date(START).toISOString(),
  time: 40,
  request: { method: "GET", url },
  response,
  ...rest,
});

const request = (rest: Partial<HttpRequest> = {}): HttpRequest => ({
  host: "a.test",
  method: "GET",
  path: "/poll",
  use: "plain",
  startedAt: START,
  endedAt: START + 40,
  status: 200,
  error: null,
  count: 1,
  ...rest,
});

describe("a request of a page", () => {
  it("is read without its query, its user and its default port", () => {
    expect(readHttpRequest(entry("https://me:pw@A.test:443/poll?token=secret#x"))).toEqual(
      request(),
    );
    expect(hostOfAddress("ws://a.test:8080/x")).toBe("a.test:8080");
  });

  it("is read as DevTools hands it out, with a date", () => {
    const live = entry("http://a.test/poll", { status: 0, _error: "net::ERR_FAILED" });
    expect(readHttpRequest({ ...live, startedDateTime: new Date(START) })).toMatchObject({
      startedAt: START,
      status: null,
      error: "net::ERR_FAILED",
    });
  });

  it.each([
    ["https://a.test/socket.io/?EIO=4&transport=polling&t=x", "polling"],
    ["https://a.test/echo/123/abcd/xhr_streaming", "polling"],
    ["https://a.test/hub/negotiate?negotiateVersion=1", "negotiation"],
    ["https://a.test/auth/refresh", "login"],
    ["https://a.test/oauth/token", "login"],
    ["https://a.test/api/refresh_token", "login"],
    ["https://a.test/tokenizer/list", "plain"],
    ["https://a.test/api/me", "plain"],
  ])("%s is %s", (url, use) => {
    expect(readHttpRequest(entry(url))?.use).toBe(use);
  });

  it("is a stream by its type", () => {
    const content = { mimeType: "text/event-stream" };
    expect(readHttpRequest(entry("https://a.test/events", { status: 200, content }))?.use).toBe(
      "stream",
    );
    const headers = [{ name: "Content-Type", value: "text/event-stream; charset=utf-8" }];
    expect(readHttpRequest(entry("https://a.test/events", { status: 200, headers }))?.use).toBe(
      "stream",
    );
  });

  it.each([
    entry("data:text/plain,a"),
    entry("wss://a.test/ws", { status: 101 }),
    entry("https://a.test/", { status: 0 }),
    { ...entry("https://a.test/"), startedDateTime: "1969-12-31T23:59:59.000Z" },
    null,
    5,
    {},
  ])("is none of %#", (raw) => {
    expect(readHttpRequest(raw)).toBeNull();
  });
});

describe("a list of them", () => {
  it("counts as one what follows and was answered alike", () => {
    const list = [0, 5_000, 10_000].reduce<HttpRequest[]>(
      (all, ms) =>
        addHttpRequest(
          all,
          request({ startedAt: START + ms, endedAt: START + ms + 40, path: `/${ms}` }),
          10,
        ),
      [],
    );
    expect(list).toEqual([request({ path: "/10000", endedAt: START + 10_040, count: 3 })]);
  });

  it("keeps apart what failed otherwise, or at another path", () => {
    const failed = [500, 500, 502].map((status, i) => request({ status, path: `/${i}` }));
    const list = failed.reduce<HttpRequest[]>((all, one) => addHttpRequest(all, one, 10), []);
    expect(list).toHaveLength(3);
  });

  it("is bounded, and forgets what succeeded before what failed", () => {
    const all = [request({ status: 500 }), ...["b", "c", "d"].map((host) => request({ host }))];
    const list = all.reduce<HttpRequest[]>((kept, one) => addHttpRequest(kept, one, 2), []);
    expect(list.map(({ status, host }) => [status, host])).toEqual([
      [500, "a.test"],
      [200, "d"],
    ]);
  });
});
