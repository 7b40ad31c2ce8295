/**
 * The lines that `k6 run --out json=FILE` writes, one a measurement (grafana/k6,
 * internal/output/json/wrapper.go): those of WebSockets, of which each has the tags of its socket.
 */
import { HarError } from "../har-error.ts";
import { isObject } from "../shape.ts";
import { eachLine } from "./each-line.ts";

export type K6Point = {
  metric: K6Metric;
  /** Epoch ms. */
  at: number;
  value: number;
  tags: Record<string, unknown>;
  /** Equal for what cannot be told apart: all tags, with what the metadata add. */
  key: string;
  line: number;
};

const METRICS = [
  "ws_sessions",
  "ws_connecting",
  "ws_session_duration",
  "ws_msgs_sent",
  "ws_msgs_received",
] as const;
type K6Metric = (typeof METRICS)[number];

export const isK6 = (start: string): boolean =>
  /^\ufeff?\s*\{"(?:metric":"[^"\\]{1,128}","type":"(?:Metric|Point)"|type":"(?:Metric|Point)","(?:data|metric)")/.test(
    start,
  );

/** Fails where a line of a WebSocket is damaged; the last line may have been cut off: `notes` says so. */
export function* readPoints(text: string, notes: string[]): Generator<K6Point> {
  for (const { number, text: json } of eachLine(text)) {
    if (!json.includes('"ws_')) continue;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      if (!text.endsWith(json)) throw new HarError(`line ${number}`, "is not JSON: it is damaged");
      notes.push(
        `Line ${number}, the last one, was cut off: k6 was still writing, or was stopped.`,
      );
      return;
    }
    const point = pointOf(value, number);
    if (point) yield point;
  }
}

function pointOf(line: unknown, number: number): K6Point | null {
  if (!isObject(line) || line.type !== "Point") return null;
  const metric = METRICS.find((name) => name === line.metric);
  if (metric === undefined) return null;
  const place = `line ${number}`;
  const data = isObject(line.data) ? line.data : {};
  const at = typeof data.time === "string" ? Date.parse(data.time) : Number.NaN;
  if (Number.isNaN(at)) throw new HarError(`${place}.data.time`, "is not a date");
  if (typeof data.value !== "number") throw new HarError(`${place}.data.value`, "is not a number");
  const tags = { ...tagsIn(data.metadata), ...tagsIn(data.tags) };
  const key = JSON.stringify(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { metric, at, value: data.value, tags, key, line: number };
}

const tagsIn = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
