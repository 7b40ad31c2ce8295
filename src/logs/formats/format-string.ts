/** Formats given in the words of the server's own configuration: `log_format`, `LogFormat`, `log-format`, Envoy's. */
import type { Field } from "../fields.ts";
import { compileTemplate, type Template } from "../template.ts";

export type Compiled = { server: string; template: Template };

/** https://nginx.org/en/docs/http/ngx_http_log_module.html, …/ngx_http_core_module.html#variables */
const NGINX: Record<string, Field> = {
  time_local: "end",
  time_iso8601: "end",
  msec: "end",
  request_time: "duration-s",
  request: "request",
  request_method: "method",
  request_uri: "path",
  uri: "path",
  status: "status",
  bytes_sent: "down",
  body_bytes_sent: "down",
  request_length: "up",
  remote_addr: "client",
  upstream_addr: "upstream",
  request_id: "id",
};

/** https://httpd.apache.org/docs/2.4/mod/mod_log_config.html: its time is when the request came. */
const APACHE: Record<string, Field> = {
  h: "client",
  a: "client",
  t: "begin",
  D: "duration-us",
  T: "duration-s",
  r: "request",
  m: "method",
  U: "path",
  s: "status",
  b: "down",
  B: "down",
  O: "down",
  I: "up",
  X: "connection-state",
  L: "id",
};

/** https://docs.haproxy.org/2.6/configuration.html#8.2.6 */
const HAPROXY: Record<string, Field> = {
  ci: "client",
  t: "begin",
  tr: "begin",
  T: "begin",
  Tl: "begin",
  Ts: "begin",
  Ta: "duration-ms",
  Tt: "duration-ms",
  ST: "status",
  B: "down",
  U: "up",
  s: "upstream",
  tsc: "termination",
  ts: "termination",
  r: "request",
  HM: "method",
  HP: "path",
  HU: "path",
  HPO: "path",
  ID: "id",
  hr: "id",
  hrl: "id",
  hs: "id",
};

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage */
const ENVOY: Record<string, Field> = {
  START_TIME: "begin",
  DURATION: "duration-ms",
  PROTOCOL: "ignore",
  RESPONSE_CODE: "status",
  RESPONSE_FLAGS: "flags",
  RESPONSE_CODE_DETAILS: "details",
  CONNECTION_TERMINATION_DETAILS: "details",
  BYTES_SENT: "down",
  BYTES_RECEIVED: "up",
  UPSTREAM_HOST: "upstream",
  UPSTREAM_TRANSPORT_FAILURE_REASON: "error",
  "REQ(:METHOD)": "method",
  "REQ(:PATH)": "path",
  "REQ(X-ENVOY-ORIGINAL-PATH?:PATH)": "path",
};

const NGINX_VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;
const ENVOY_VARIABLE = /%([A-Z_]{3,60}(?:\([^()%]{0,120}\))?)(?::\d{1,6})?%/g;
const IS_ENVOY = /%[A-Z_]{3,60}[(%:]/;
const APACHE_VARIABLE = /%[<>!\d,]{0,12}(?:\{([^{}%]{0,120})\})?\^?([A-Za-z])/g;
const HAPROXY_VARIABLE = /%(?:\{[^{}%[]{0,20}\})?(?:\[([^\][%]{0,120})\]|([A-Za-z]{1,3}))/g;

const HEADER_IDS =
  /sec-websocket-key|request-id|traceparent|trace-id|cf-ray|correlation-id|unique/i;

/** Null where it is no format that we know: then the user is told so. */
export function compileFormat(given: string): Compiled | null {
  // As it is pasted from a configuration: with its keyword, its name and its quotes.
  const pasted = given.trim().replace(/;$/, "").trim();
  if (pasted.includes("$")) {
    const text = unquoteNginx(pasted);
    const template = compileTemplate(text, NGINX_VARIABLE, (match) => {
      const name = match[1] ?? match[2] ?? "";
      return (
        NGINX[name] ??
        (name.startsWith("http_") && HEADER_IDS.test(name.replaceAll("_", "-")) ? "id" : "ignore")
      );
    });
    return template && { server: "nginx", template };
  }
  if (IS_ENVOY.test(pasted)) {
    const template = compileTemplate(unquote(pasted), ENVOY_VARIABLE, ([, name = ""]) =>
      name.startsWith("REQ(") || name.startsWith("RESP(")
        ? (ENVOY[name] ?? (HEADER_IDS.test(name) ? "id" : "ignore"))
        : (ENVOY[name.split("(")[0] ?? ""] ?? "ignore"),
    );
    return template && { server: "Envoy", template };
  }
  if (/%(?:ci|tr|TR|Ta|Tt|ST|tsc?|HM|ft)\b|%\[/.test(pasted)) {
    const template = compileTemplate(
      withSpaces(unquote(pasted)),
      HAPROXY_VARIABLE,
      ([, sample, name]) =>
        sample !== undefined
          ? HEADER_IDS.test(sample)
            ? "id"
            : "ignore"
          : (HAPROXY[name ?? ""] ?? "ignore"),
    );
    return template && { server: "HAProxy", template };
  }
  const template = compileTemplate(
    unquote(pasted).replaceAll('\\"', '"').replace(/%t/g, "[%t]"),
    APACHE_VARIABLE,
    ([, argument, name = ""]) => apacheField(argument, name),
  );
  return template && { server: "Apache", template };
}

function apacheField(argument: string | undefined, name: string): Field {
  if (argument !== undefined && name === "T") {
    return argument === "us" ? "duration-us" : argument === "ms" ? "duration-ms" : "duration-s";
  }
  if (name === "i" || name === "o" || name === "e") {
    return argument !== undefined && HEADER_IDS.test(argument) ? "id" : "ignore";
  }
  if (argument !== undefined && name === "t") return argument.startsWith("end:") ? "end" : "begin";
  return APACHE[name] ?? "ignore";
}

/** `log_format main '…' '…';` is one text in several quotes. */
function unquoteNginx(text: string): string {
  const body = text.replace(/^log_format\s+\S+\s+(?:escape=\w+\s+)?/, "");
  const parts = [...body.matchAll(/'([^']*)'|"([^"]*)"/g)];
  return body.startsWith("'") || (body.startsWith('"') && body !== text)
    ? parts.map((part) => part[1] ?? part[2] ?? "").join("")
    : body;
}

function unquote(text: string): string {
  const body = text.replace(/^(?:LogFormat|log-format|format)\s*:?\s+/, "");
  const quote = body[0] ?? "";
  if (quote !== '"' && quote !== "'") return body;
  const end = body.lastIndexOf(quote);
  return end > 0 ? body.slice(1, end) : body;
}

/** HAProxy's own way to write a space. */
const withSpaces = (text: string): string => text.replaceAll("\\ ", " ");
