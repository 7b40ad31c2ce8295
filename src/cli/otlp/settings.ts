/** Where to, and how: what was typed goes before the variables that OpenTelemetry's SDKs read. */
import { OTLP_SIGNALS, type OtlpSignal, TEMPORALITY, type Temporality } from "../../otlp/otlp.ts";
import { UsageError } from "../command.ts";
import { type OtlpProtocol, PROTOCOLS } from "./encode.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Typed = {
  endpoint: string | null;
  protocol: string | null;
  headers: readonly string[];
  gzip: boolean;
  timeout: string | null;
};

export type OtlpTarget = {
  url: URL;
  protocol: OtlpProtocol;
  headers: ReadonlyMap<string, string>;
  gzip: boolean;
  timeoutMs: number;
};

/** The exporters' own: what a collector beside us needs, and more than most networks. */
const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_TIMEOUT_MS = 600_000;

const VARIABLE = "OTEL_EXPORTER_OTLP";

export const hasEndpoint = (signal: OtlpSignal, environment: Environment): boolean =>
  Boolean(
    environment[`${VARIABLE}_ENDPOINT`] ||
      environment[`${VARIABLE}_${signal.toUpperCase()}_ENDPOINT`],
  );

export function readTarget(signal: OtlpSignal, typed: Typed, environment: Environment): OtlpTarget {
  // An empty variable is one that is not set (OpenTelemetry's rules for variables).
  const read = (name: string): [name: string, value: string] | null => {
    for (const known of [`${VARIABLE}_${signal.toUpperCase()}_${name}`, `${VARIABLE}_${name}`]) {
      const value = environment[known];
      if (value) return [known, value];
    }
    return null;
  };
  return {
    url: readUrl(signal, typed, read("ENDPOINT")),
    protocol: readProtocol(typed, read("PROTOCOL")),
    headers: readHeaders(typed, read("HEADERS")),
    gzip: typed.gzip || readCompression(read("COMPRESSION")),
    timeoutMs: readTimeout(typed, read("TIMEOUT")),
  };
}

type Variable = [name: string, value: string] | null;

/** Of one signal the variable is the whole address; every other is where `/v1/…` stands below. */
function readUrl(signal: OtlpSignal, { endpoint }: Typed, variable: Variable): URL {
  const [place, text] = endpoint === null ? (variable ?? ["", ""]) : ["--endpoint", endpoint];
  const url = parseAddress(text);
  if (!url) throw new UsageError(`${place} is no http:// or https:// address.`);
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      `${place} holds a user's name or password, which does not belong into an address: give it as --header "Authorization=Basic …".`,
    );
  }
  url.hash = "";
  if (place !== `${VARIABLE}_${signal.toUpperCase()}_ENDPOINT`) {
    const folder = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
    url.pathname = `${folder}v1/${signal}`;
  }
  return url;
}

function parseAddress(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

function readProtocol({ protocol }: Typed, variable: Variable): OtlpProtocol {
  const [place, text] = protocol === null ? (variable ?? ["", PROTOCOLS[0]]) : ["", protocol];
  const known = PROTOCOLS.find((each) => each === text);
  if (known) return known;
  throw new UsageError(
    `${place || "--protocol"} is "${text}", and only ${PROTOCOLS.join(" and ")} are spoken here.`,
  );
}

/** "key=value,key=value", percent-encoded, as W3C Baggage has it. */
function readHeaders({ headers }: Typed, variable: Variable): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (place: string, text: string, decode: (value: string) => string) => {
    const equals = text.indexOf("=");
    const name = text.slice(0, Math.max(0, equals)).trim().toLowerCase();
    const value = decode(text.slice(equals + 1).trim());
    // What it holds is most likely a secret, and is not repeated.
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new UsageError(`${place} is no NAME=VALUE of a header.`);
    }
    found.set(name, value);
  };
  const [place, list] = variable ?? ["", ""];
  for (const pair of list.split(",")) if (pair.trim() !== "") put(place, pair, decodePercent);
  for (const header of headers) put("--header", header, (value) => value);
  return found;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readCompression(variable: Variable): boolean {
  if (variable === null || variable[1] === "none") return false;
  if (variable[1] === "gzip") return true;
  throw new UsageError(
    `${variable[0]} is "${variable[1]}", and only gzip and none are known here.`,
  );
}

/** The option counts seconds, the variable milliseconds. */
function readTimeout({ timeout }: Typed, variable: Variable): number {
  const place = timeout === null ? variable?.[0] : "--timeout";
  const text = timeout ?? variable?.[1];
  if (text === undefined) return DEFAULT_TIMEOUT_MS;
  const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const ms = timeout === null ? number : number * 1_000;
  if (ms > 0 && ms <= MAX_TIMEOUT_MS) return ms;
  throw new UsageError(`${place} takes a time of at most ten minutes, and is "${text}".`);
}

/** Of metrics: the SDKs' variable. "lowmemory" means delta where sums and histograms are meant. */
export function readTemporality(environment: Environment): Temporality {
  const name = `${VARIABLE}_METRICS_TEMPORALITY_PREFERENCE`;
  const text = (environment[name] || "cumulative").toLowerCase();
  if (text === "lowmemory") return "delta";
  if (text in TEMPORALITY) return text as Temporality;
  throw new UsageError(`${name} is "${text}". It takes cumulative, delta or lowmemory.`);
}

/** "traces,logs"; all of them where it is left out. */
export function readSignals(text: string | null): readonly OtlpSignal[] {
  if (text === null) return OTLP_SIGNALS;
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !OTLP_SIGNALS.some((signal) => signal === word));
  if (unknown !== undefined) {
    throw new UsageError(
      `--signals does not know "${unknown}". It takes traces, logs and metrics.`,
    );
  }
  return OTLP_SIGNALS.filter((signal) => words.includes(signal));
}
