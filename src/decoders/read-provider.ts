import { firstWord, isObject, type JsonObject, readJson } from "./read-json.ts";

/** Who behind a gateway failed, and what it said itself; null where the payload does not name it. */
export type Provider = { name: string | null; raw: string | null };

const NAMES = ["provider_name", "providerName", "provider", "upstream", "vendor"];
const RAW = [
  "raw",
  "raw_error",
  "rawError",
  "upstream_error",
  "upstreamError",
  "original_error",
  "cause",
];
/** Where gateways put it: OpenRouter's `error.metadata`, others beside the error or below it. */
const INSIDE = ["error", "metadata", "details", "data", "payload", "response", "status_details"];
const MAX_DEPTH = 4;
const MAX_RAW = 300;

export function readProvider(value: unknown): Provider | null {
  const found: Provider = { name: null, raw: null };
  look(value, 0, found);
  return found.name === null && found.raw === null ? null : found;
}

function look(value: unknown, depth: number, found: Provider): void {
  if (!isObject(value) || depth > MAX_DEPTH) return;
  found.name ??= firstWord(...NAMES.map((name) => value[name]));
  found.raw ??= firstWord(...RAW.map((name) => wordsIn(value[name])));
  for (const name of INSIDE) look(value[name], depth + 1, found);
}

/** The provider's own error, which gateways pass on as a text of JSON as often as not. */
function wordsIn(raw: unknown): string | null {
  const value = typeof raw === "string" && /^\s{0,8}\{/.test(raw) ? readJson(raw) : raw;
  if (isObject(value)) return messageOf(value);
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_RAW) : null;
}

function messageOf(value: JsonObject): string | null {
  const inner = isObject(value.error) ? value.error : value;
  const message = firstWord(inner.message, value.message, inner.type, value.error);
  return message === null ? null : message.slice(0, MAX_RAW);
}
