import type { OtlpBatch } from "../../otlp/batches.ts";
import { requestType } from "./definitions.ts";

export const PROTOCOLS = ["http/protobuf", "http/json"] as const;
export type OtlpProtocol = (typeof PROTOCOLS)[number];

export const CONTENT_TYPES: Record<OtlpProtocol, string> = {
  "http/json": "application/json",
  "http/protobuf": "application/x-protobuf",
};

export function encodeBatch({ signal, request }: OtlpBatch, protocol: OtlpProtocol): Uint8Array {
  if (protocol === "http/json") return new TextEncoder().encode(JSON.stringify(request));
  const type = requestType(signal);
  const message = type.fromObject(withBytes(request));
  return type.encode(message).finish();
}

/** In JSON these are hex, which is OTLP's own rule: protobuf's is base64. */
const IDS = new Set(["traceId", "spanId", "parentSpanId"]);

/** Names of attributes are values here, so no name of a page's is taken for one of these. */
export function withBytes(request: object): Record<string, unknown> {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    return typeof value === "object" && value !== null ? withBytes(value) : value;
  };
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [
      name,
      IDS.has(name) && typeof value === "string" ? Buffer.from(value, "hex") : change(value),
    ]),
  );
}
