import { describe, expect, it } from "vitest";
import { attributesOf } from "../../../src/otlp/attributes.ts";
import { OTLP_METRICS } from "../../../src/otlp/metric-names.ts";
import { nanosecondsOf } from "../../../src/otlp/times.ts";
import { parseTraceParent } from "../../../src/otlp/trace-parent.ts";
import { makeConnection, makeDocument, makeHandshake, makeSession, T0 } from "../../builders.ts";
import { STORIES } from "../../stories.ts";
import { exportOf, plainAttributes } from "./sessions.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const URL = "wss://api.example.com:8443/live?room=7";

const exportOne = (parts: Parameters<typeof makeConnection>[0]) => {
  const session = makeSession({
    documents: [makeDocument({ url: "https://app.example.com/board" })],
    connections: [makeConnection({ id: "d1-1", ordinal: 1, url: URL, ...parts })],
    browser: { name: "Chrome", version: "148.0" },
  });
  return exportOf(session, T0 + 600_000, { "service.version": "2.4.1" });
};
const spansOf = (parts: Parameters<typeof makeConnection>[0]) => {
  const { traces } = exportOne(parts);
  const find = (name: string) => traces.find((span) => span.name.startsWith(name));
  const [connection, handshake] = [find("websocket wss:"), find("websocket handshake")];
  if (!connection || !handshake) throw new Error("a span is missing");
  return { connection, handshake };
};

describe("a connection", () => {
  const lost = { open: true, close: { at: T0 + 60_050.25, code: 1006 } };

  it("is one client span with its handshake within, by the conventions' names", () => {
    const { connection, handshake } = spansOf({
      ...lost,
      handshake: { status: 101, requestHeaders: [{ name: "User-Agent", value: "Mozilla/5.0 x" }] },
    });
    expect(connection).toMatchObject({
      kind: 3,
      name: "websocket wss://api.example.com:8443/live",
      startTimeUnixNano: "1800000000000000000",
      endTimeUnixNano: "1800000060050250000",
      status: { code: 2 },
    });
    expect(plainAttributes(connection)).toMatchObject({
      "url.full": URL,
      "url.scheme": "wss",
      "url.path": "/live",
      "server.address": "api.example.com",
      "server.port": "8443",
      "network.protocol.name": "websocket",
      "http.response.status_code": "101",
      "error.type": "abnormal-closure",
      "websocket.close.code": "1006",
      "websocket.close.was_clean": false,
      "stormglass.pending": false,
    });
    expect(handshake).toMatchObject({
      kind: 1,
      traceId: connection.traceId,
      parentSpanId: connection.spanId,
      endTimeUnixNano: "1800000000050000000",
    });
    expect(plainAttributes(handshake)["user_agent.original"]).toBe("Mozilla/5.0 x");
  });

  it("closes with an event on its span, and its finding is another", () => {
    const { logs, traces } = exportOne(lost);
    const [span] = traces;
    const close = logs.find(({ eventName }) => eventName === "websocket.close");
    const found = logs.find(({ eventName }) => eventName === "stormglass.finding");
    for (const record of [close, found]) {
      expect(record).toMatchObject({ traceId: span?.traceId, spanId: span?.spanId });
    }
    expect(close && plainAttributes(close)).toMatchObject({
      "event.name": "websocket.close",
      "websocket.close.code": "1006",
      "stormglass.finding.id": "abnormal-closure",
    });
    expect(found).toMatchObject({ severityNumber: 17, severityText: "ERROR" });
  });

  it("that is still open ends with the recording, and says so", () => {
    const { connection, handshake } = spansOf({ open: true });
    expect(connection.endTimeUnixNano).toBe("1800000600000000000");
    expect(plainAttributes(connection)["stormglass.pending"]).toBe(true);
    expect(plainAttributes(handshake)["stormglass.pending"]).toBe(false);
    expect(connection.status).toBeUndefined();
    expect(
      exportOne({ open: true }).logs.filter(({ eventName }) => eventName === "websocket.close"),
    ).toEqual([]);
  });

  it("whose handshake was refused has an error of HTTP's", () => {
    const { handshake } = spansOf({
      handshake: { status: 503 },
      close: { at: T0 + 30, code: 1006 },
    });
    expect(plainAttributes(handshake)).toMatchObject({
      "error.type": "503",
      "http.response.status_code": "503",
    });
    expect(handshake.status?.code).toBe(2);
  });

  it("has the same ids each time, and others than any other connection", () => {
    const once = spansOf(lost);
    expect(spansOf(lost)).toEqual(once);
    // The same connection in an earlier file of the same session.
    expect(spansOf({ open: true }).connection.spanId).toBe(once.connection.spanId);
    for (const story of [STORIES.over, STORIES.storm]) {
      const { session, nowMs } = story();
      const own = exportOf(session, nowMs).traces.map(({ spanId }) => spanId);
      expect(own.every((id) => /^[\da-f]{16}$/.test(id))).toBe(true);
      expect(new Set(own).size).toBe(own.length);
    }
  });
});

describe("a trace that the handshake names", () => {
  const parent = `00-${TRACE}-${SPAN}-01`;

  it.each([
    ["traceparent", parent],
    ["traceresponse", parent],
    ["Server-Timing", `db;dur=3, traceparent;desc="${parent}"`],
  ])("in the answer's %s is joined, with a link to the server's span", (name, value) => {
    const { connection, handshake } = spansOf({
      open: true,
      handshake: makeHandshake({ responseHeaders: [{ name, value }] }),
    });
    expect([connection.traceId, handshake.traceId]).toEqual([TRACE, TRACE]);
    expect(connection.parentSpanId).toBeUndefined();
    expect(connection.links?.map(({ spanId }) => spanId)).toEqual([SPAN]);
  });

  it("in the request is the parent", () => {
    const { connection } = spansOf({
      open: true,
      handshake: makeHandshake({ requestHeaders: [{ name: "traceparent", value: parent }] }),
    });
    expect(connection).toMatchObject({ traceId: TRACE, parentSpanId: SPAN, flags: 0x301 });
  });

  it.each([
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}`,
    "***",
  ])("is none where it is not W3C's: %s", (text) => {
    expect(parseTraceParent(text)).toBeNull();
  });
});

describe("a session", () => {
  it("is a resource of the page, its browser and what the user says", () => {
    const { resource } = exportOne({ open: true });
    expect(plainAttributes(resource)).toMatchObject({
      "service.name": "app.example.com",
      "service.version": "2.4.1",
      "user_agent.name": "Chrome",
      "session.id": expect.stringMatching(/^[\da-f]{32}$/),
    });
  });

  it("tells an outage as a trace of its own with links to its connections", () => {
    const { session, nowMs } = STORIES.over();
    const { traces } = exportOf(session, nowMs);
    const outage = traces.find(({ name }) => name === "websocket outage");
    const linked = outage?.links?.map(({ spanId }) => spanId) ?? [];
    expect(linked.length).toBeGreaterThan(1);
    const others = new Set(traces.map(({ spanId }) => spanId));
    expect(linked.every((id) => others.has(id))).toBe(true);
    expect(outage && plainAttributes(outage)).toMatchObject({
      "stormglass.pending": false,
      "stormglass.outage.state": "over",
    });
    expect(outage?.events?.length).toBeGreaterThan(0);
  });

  it("counts by endpoint what was made, sent, lost and out of reach", () => {
    const { session, nowMs } = STORIES.over();
    const { metrics } = exportOf(session, nowMs);
    const names = metrics.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["stormglass.downtime", "stormglass.outages"]));
    expect(names.every((name) => name in OTLP_METRICS)).toBe(true);
    const made = metrics.find(({ name }) => name === "stormglass.connections");
    const points = made && "sum" in made ? made.sum.dataPoints : [];
    const count = points.reduce((sum, point) => sum + Number("asInt" in point && point.asInt), 0);
    expect(count).toBe(session.connections.size);
    for (const metric of metrics) {
      if (!("histogram" in metric)) continue;
      for (const { count: all, bucketCounts } of metric.histogram.dataPoints) {
        expect(bucketCounts.reduce((sum, each) => sum + Number(each), 0)).toBe(Number(all));
      }
    }
  });
});

describe("values", () => {
  it("of time lose nothing, and stay what OTLP can hold", () => {
    expect(nanosecondsOf(1_795_176_000_000.25)).toBe("1795176000000250000");
    expect(nanosecondsOf(8.64e15)).toBe(String(2n ** 64n - 1n));
    expect([nanosecondsOf(-1), nanosecondsOf(Number.NaN)]).toEqual(["0", "0"]);
  });

  it("of attributes are bounded and well-formed, and left out where they are unknown", () => {
    const [long, half, list, ...others] = attributesOf({
      long: "x".repeat(1e6),
      half: "a\ud800b",
      list: new Array<string>(1_000).fill("y"),
      none: null,
      nan: { double: Number.NaN },
    });
    expect(JSON.stringify(long).length).toBeLessThan(1_200);
    expect(half?.value).toEqual({ stringValue: "a\ufffdb" });
    expect(JSON.stringify(list).length).toBeLessThan(1_000);
    expect(others).toEqual([]);
  });
});
