/** Access logs whose lines are values between signs: Common Log Format and what servers made of it. */
import { readEnvoy } from "../causes/envoy.ts";
import { readTermination } from "../causes/haproxy.ts";
import { type Field, idsIn, recordOf } from "../fields.ts";
import { matchTemplate, type Template } from "../template.ts";
import type { Format, Where } from "./format.ts";

/** `{name}` stands for a value. */
function template(text: string): Template {
  const literals: string[] = [];
  const fields: Field[] = [];
  let place = 0;
  for (const match of text.matchAll(/\{([\w-]+)\}/g)) {
    literals.push(text.slice(place, match.index));
    fields.push((match[1] ?? "ignore") as Field);
    place = match.index + match[0].length;
  }
  literals.push(text.slice(place));
  return { literals, fields };
}

const CLF = '{client} {ignore} {ignore} [TIME] "{request}" {status} {down}';
const clf = (time: string) => CLF.replace("TIME", time);

const TRAEFIK = template(
  `${clf("{begin}")} "{ignore}" "{ignore}" {ignore} "{ignore}" "{upstream}" {duration-ms}`,
);
const COMBINED = template(`${clf("{either}")} "{ignore}" "{ignore}"`);
const COMMON = template(clf("{either}"));
/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/ */
const INGRESS = template(
  `${clf("{end}")} "{ignore}" "{ignore}" {up} {duration-s} [{ignore}] [{ignore}] {upstream} {ignore} {ignore} {ignore} {id}`,
);
/** https://github.com/NginxProxyManager/nginx-proxy-manager/blob/develop/docker/rootfs/etc/nginx/conf.d/include/log-proxy.conf */
const PROXY_MANAGER = template(
  '[{end}] {ignore} {ignore} {status} - {method} {ignore} {ignore} "{path}" [Client {client}] [Length {down}] [Gzip {ignore}] [Sent-to {upstream}] ',
);
/** https://docs.haproxy.org/2.6/configuration.html#8.2.3 */
const HTTPLOG = template(
  "{client} [{begin}] {ignore} {upstream} {ignore}/{ignore}/{ignore}/{ignore}/{duration-ms} {status} {down} {ignore} {ignore} {termination} {ignore}/{ignore}/{ignore}/{ignore}/{ignore} {ignore}/{ignore} ",
);
const TCPLOG = template(
  "{client} [{begin}] {ignore} {upstream} {ignore}/{ignore}/{duration-ms} {down} {termination} {ignore}/{ignore}/{ignore}/{ignore}/{ignore} {ignore}/{ignore}",
);
/** https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#default-format-string */
const ENVOY = template(
  '[{begin}] "{request}" {status} {flags} {down-up} {duration-ms} {ignore} "{ignore}" "{ignore}" "{id}" "{ignore}" "{upstream}"'.replace(
    "{down-up}",
    "{up} {down}",
  ),
);
/** With the details of the response, as many add them. */
const ENVOY_DETAILED = template(
  '[{begin}] "{request}" {status} {flags} {details} {up} {down} {duration-ms} {ignore} "{ignore}" "{ignore}" "{id}" "{ignore}" "{upstream}"',
);
/** Istio's has how the connection ended and why the upstream failed, too. */
const ISTIO = template(
  '[{begin}] "{request}" {status} {flags} {details} {ignore} "{error}" {up} {down} {duration-ms} {ignore} "{ignore}" "{ignore}" "{id}" "{ignore}" "{upstream}"',
);
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
const ALB = template(
  '{ignore} {end} {ignore} {client} {upstream} {ignore} {ignore} {ignore} {status} {ignore} {up} {down} "{request}" "{ignore}" {ignore} {ignore} {ignore} "{id}" "{ignore}" "{ignore}" {ignore} {begin} "{ignore}" "{ignore}" "{error}"',
);

/** As of 2016, and before the time of the request's begin came to it. */
const ALB_SHORT = template(
  '{ignore} {end} {ignore} {client} {upstream} {ignore} {ignore} {ignore} {status} {ignore} {up} {down} "{request}" "{ignore}" {ignore} {ignore} {ignore} "{id}"',
);

const byTemplate =
  (server: string, isOfIt: (line: string) => boolean, ...templates: Template[]): Format["parse"] =>
  (line, where) => {
    if (!isOfIt(line)) return null;
    for (const each of templates) {
      const read = readBy(each, server, line, where);
      if (read) return read;
    }
    return null;
  };

/** Its formats differ by a value in the middle: where a count is none, it is another of them. */
const readEnvoyLine: Format["parse"] = (line, where) => {
  if (!line.startsWith("[")) return null;
  for (const each of [ISTIO, ENVOY_DETAILED, ENVOY]) {
    const read = readBy(each, "Envoy", line, where);
    if (read?.record && read.record.upBytes !== null && read.record.durationMs !== null)
      return read;
  }
  return null;
};

export function readBy(each: Template, server: string, line: string, where: Where) {
  const match = matchTemplate(each, line);
  if (!match) return null;
  const read = recordOf(match.values, { server, nearMs: where.nearMs });
  if (!read?.record) return null;
  const textOf = (wanted: Field) => match.values.find(([field]) => field === wanted)?.[1] ?? "";
  const { record } = read;
  const rest = line.slice(match.rest);
  if (rest !== "") putRest(record, rest);
  const state = textOf("termination");
  if (state !== "") record.cause = readTermination(state);
  const flags = textOf("flags");
  const details = textOf("details");
  if (flags !== "" || details !== "") record.cause = readEnvoy(flags, details);
  if (textOf("connection-state") === "X") {
    record.cause = {
      by: "client",
      kind: "client-lost",
      sign: "X",
      words: "the connection was aborted before the answer was whole",
    };
  }
  return read;
}

/** What somebody added after a known format: values with names, and ids. */
function putRest(
  record: NonNullable<ReturnType<typeof recordOf>>["record"] & {},
  rest: string,
): void {
  const request = /"([A-Z]{3,10}) (\S{1,4096}) HTTP/.exec(rest.slice(0, 6_000));
  if (request && record.path === null) {
    const again = recordOf(
      [
        ["begin", "2000-01-01T00:00:00Z"],
        ["request", request[0].slice(1).replace(/ HTTP$/, "")],
      ],
      { server: "", nearMs: 0 },
    );
    record.method = again?.record?.method ?? null;
    record.path = again?.record?.path ?? null;
    record.ids.push(...(again?.record?.ids ?? []));
  }
  for (const id of idsIn(rest)) record.ids.push(id);
  // eventlet's and gevent's servers write the seconds at the end of the line, and nothing else there.
  const took =
    /^ ?(\d{1,7}\.\d{3,6})$/.exec(rest) ??
    /(?:^|[ "])(?:rt|request_time|duration)=?"?(\d+\.\d{1,6})(?=$|[ "])/.exec(rest.slice(0, 400));
  if (took?.[1] && record.durationMs === null) {
    record.durationMs = Number(took[1]) * 1_000;
    record.durationSlackMs = 1;
  }
}

/** Daphne writes `"WSCONNECT /path"` where others have a request. */
const hasBracket = (line: string) => line.includes(" [") && !line.includes('"WS');

export const ACCESS_LINES: Format[] = [
  {
    name: "AWS Application Load Balancer",
    server: "AWS ALB",
    parse: byTemplate(
      "AWS ALB",
      (line) => /^(?:https?|h2|grpcs|wss?) \d{4}-/.test(line),
      ALB,
      ALB_SHORT,
    ),
  },
  {
    name: "HAProxy, option httplog",
    server: "HAProxy",
    parse: byTemplate("HAProxy", hasBracket, HTTPLOG),
  },
  {
    name: "HAProxy, option tcplog",
    server: "HAProxy",
    parse: byTemplate("HAProxy", hasBracket, TCPLOG),
  },
  {
    name: "ingress-nginx",
    server: "nginx",
    parse: byTemplate("nginx", (line) => line.includes("] ["), INGRESS),
  },
  {
    name: "Nginx Proxy Manager",
    server: "nginx",
    parse: byTemplate("nginx", (line) => line.includes("[Sent-to "), PROXY_MANAGER),
  },
  {
    name: "Traefik, common",
    server: "Traefik",
    parse: byTemplate("Traefik", (line) => line.endsWith("ms"), TRAEFIK),
  },
  {
    name: "Envoy, default text",
    server: "Envoy",
    parse: readEnvoyLine,
  },
  {
    name: "nginx or Apache, combined",
    server: "nginx or Apache",
    parse: byTemplate("nginx or Apache", hasBracket, COMBINED, COMMON),
  },
];
