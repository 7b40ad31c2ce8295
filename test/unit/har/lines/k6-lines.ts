/** Lines as k6 writes them, by its sources (internal/output/json/wrapper.go, js/modules/k6/ws, js/modules/k6/websockets). */
type Tags = Record<string, string>;

export const START = Date.parse("2026-03-01T10:00:00Z");
const iso = (at: number) => new Date(at).toISOString().replace("Z", "000000Z");

export const point = (metric: string, at: number, value: number, tags: Tags, metadata?: Tags) =>
  JSON.stringify({
    metric,
    type: "Point",
    data: { time: iso(at), value, tags, ...(metadata ? { metadata } : {}) },
  });

export const metric = (name: string, type: string) =>
  JSON.stringify({
    type: "Metric",
    data: { name, type, contains: "default", thresholds: [], submetrics: null },
    metric: name,
  });

type Socket = {
  at: number;
  connectingMs?: number;
  lastedMs?: number | null;
  tags?: Tags;
  metadata?: Tags;
  /** k6/ws dates the duration by the start, k6/websockets by the end. */
  module: "k6/ws" | "k6/websockets";
  messages?: ["sent" | "received", number][];
};

export const URL = "wss://example.test/chat";
const TAGS = { url: URL, name: URL, status: "101", subproto: "", scenario: "default", group: "" };

export function socket(of: Socket): string[] {
  const { at, connectingMs = 20, lastedMs = null, module, messages = [], metadata } = of;
  const tags = { ...TAGS, ...of.tags };
  const end =
    lastedMs === null
      ? []
      : [
          point(
            "ws_session_duration",
            module === "k6/ws" ? at : at - 3 + lastedMs,
            lastedMs,
            tags,
            metadata,
          ),
        ];
  return [
    point("ws_sessions", at, 1, tags, metadata),
    point("ws_connecting", at, connectingMs, tags, metadata),
    ...messages.map(([way, after]) => point(`ws_msgs_${way}`, at + after, 1, tags, metadata)),
    ...end,
  ];
}
