import type { ResourceWords } from "../../otlp/resource.ts";
import { UsageError } from "../command.ts";
import type { Environment } from "./settings.ts";

const MAX_WORDS = 64;

/** What the user says of the application: `--resource`, else the SDKs' own variables. */
export function readResource(typed: readonly string[], environment: Environment): ResourceWords {
  const words = new Map<string, string>();
  const listed = (environment.OTEL_RESOURCE_ATTRIBUTES ?? "").split(",").filter(Boolean);
  for (const pair of listed) put(words, "OTEL_RESOURCE_ATTRIBUTES", pair);
  if (environment.OTEL_SERVICE_NAME) words.set("service.name", environment.OTEL_SERVICE_NAME);
  for (const pair of typed) put(words, "--resource", pair);
  if (words.size > MAX_WORDS) throw new UsageError(`These are more than ${MAX_WORDS} attributes.`);
  return words;
}

function put(words: Map<string, string>, place: string, pair: string): void {
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, equals)).trim();
  if (name === "") throw new UsageError(`${place} takes NAME=VALUE, and "${pair}" is none.`);
  const value = pair.slice(equals + 1).trim();
  words.set(name, place === "--resource" ? value : decode(value));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
