/** What the official definitions say of a request that was written here. */
import { requestType } from "../../../src/cli/otlp/definitions.ts";
import { encodeBatch, withBytes } from "../../../src/cli/otlp/encode.ts";
import type { OtlpBatch } from "../../../src/otlp/batches.ts";

/** Null where it keeps them; else what is wrong. */
export function refusalOf({ signal, request }: OtlpBatch): string | null {
  const type = requestType(signal);
  const plain = withBytes(JSON.parse(JSON.stringify(request)));
  return type.verify(type.fromObject(plain)) ?? null;
}

/** On the wire an empty list is no list, and the moment 0 none. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name, each]) =>
    Array.isArray(each) ? each.length > 0 : !(name.endsWith("UnixNano") && each === "0"),
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutEmpty(each)]));
}

/** The request as a receiver of protobuf reads it, in the words of OTLP/JSON: nothing may be lost. */
export function readBack(batch: OtlpBatch): unknown {
  return decodeRequest(batch.signal, encodeBatch(batch, "http/protobuf"));
}

export function decodeRequest(signal: OtlpBatch["signal"], bytes: Uint8Array): unknown {
  const type = requestType(signal);
  const plain = type.toObject(type.decode(bytes), { longs: String, bytes: Array });
  return withHex(plain);
}

function withHex(value: unknown, name = ""): unknown {
  if (/^(?:trace|span|parentSpan)Id$/.test(name) && Array.isArray(value)) {
    return Buffer.from(value).toString("hex");
  }
  if (Array.isArray(value)) return value.map((each) => withHex(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withHex(each, key)]));
}
