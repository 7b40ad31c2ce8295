import type { OtlpSignal } from "../../otlp/otlp.ts";
import { responseType, statusType } from "./definitions.ts";
import type { Answer } from "./post.ts";

/** What a receiver says of what it took; null where its answer is none of OTLP's. */
export type Taken = { rejected: number; message: string };

const REJECTED: Record<OtlpSignal, string> = {
  traces: "rejectedSpans",
  logs: "rejectedLogRecords",
  metrics: "rejectedDataPoints",
};

export function readTaken(signal: OtlpSignal, { headers, body }: Answer): Taken | null {
  const nothing: Taken = { rejected: 0, message: "" };
  if (body.byteLength === 0) return nothing;
  try {
    const told = isJson(headers)
      ? parseObject(body)
      : isProtobuf(headers)
        ? responseType(signal).toObject(responseType(signal).decode(body), { longs: Number })
        : null;
    if (told === null) return null;
    const partial = told.partialSuccess;
    if (typeof partial !== "object" || partial === null) return nothing;
    const known = partial as Record<string, unknown>;
    const rejected = Number(known[REJECTED[signal]] ?? 0);
    const message = typeof known.errorMessage === "string" ? known.errorMessage : "";
    return Number.isFinite(rejected) && rejected >= 0 ? { rejected, message } : null;
  } catch {
    return null;
  }
}

/** In a receiver's words, why it refuses; empty where it does not say. */
export function readRefusal({ headers, body }: Answer): string {
  if (body.byteLength === 0) return "";
  try {
    if (isProtobuf(headers))
      return String(statusType().toObject(statusType().decode(body)).message ?? "");
    if (isJson(headers)) return String(parseObject(body)?.message ?? "");
  } catch {
    return "";
  }
  return /^text\/plain\b/i.test(headers["content-type"] ?? "") ? body.toString("utf8").trim() : "";
}

const isJson = (headers: Answer["headers"]) => /\bjson\b/i.test(headers["content-type"] ?? "");
const isProtobuf = (headers: Answer["headers"]) =>
  /\bprotobuf\b/i.test(headers["content-type"] ?? "");

function parseObject(body: Buffer): Record<string, unknown> | null {
  const parsed: unknown = JSON.parse(body.toString("utf8"));
  return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : null;
}
