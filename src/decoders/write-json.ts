import { isObject } from "./read-json.ts";

/** What was read of a binary message as JSON, with every digit of a large integer. */
export function writeJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (isObject(value)) {
    const fields = Object.entries(value).map(([name, field]) => [name, writeJson(field)] as const);
    return `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
  }
  if (typeof value === "bigint") return String(value);
  // Infinity and "not a number" have no JSON of their own.
  if (typeof value === "number" && !Number.isFinite(value)) return `"${value}"`;
  return JSON.stringify(value) ?? "null";
}
