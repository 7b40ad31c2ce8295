/**
 * Envoy's response flags and details:
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#config-access-log-format-response-flags
 * and …/http/http_conn_man/response_code_details.
 */
import type { Blame, CauseKind, LogCause } from "../record.ts";

type Row = [by: Blame | null, kind: CauseKind, words: string];

const FLAGS: Record<string, Row> = {
  DC: ["client", "client-lost", "the client's connection ended"],
  UC: ["server", "upstream-lost", "the upstream ended its connection"],
  UF: ["server", "connect-refused", "no connection to the upstream could be made"],
  UH: ["server", "no-upstream", "no healthy upstream is left"],
  UO: ["self", "overloaded", "the upstream's circuit breaker is open"],
  NR: ["self", "no-upstream", "no route is configured for the request"],
  NC: ["self", "no-upstream", "the upstream cluster is not known"],
  UR: ["server", "upstream-lost", "the upstream reset the stream"],
  URX: ["server", "connect-refused", "the upstream failed at each of the attempts"],
  UT: ["server", "answer-timeout", "the upstream did not answer in time"],
  LR: ["self", "failed", "Envoy reset the stream"],
  LH: ["server", "no-upstream", "the health check failed"],
  RL: ["self", "rate-limited", "a rate limit refused the request"],
  RLSE: ["self", "rate-limited", "the rate limit service failed"],
  UAEX: ["self", "auth", "the external authorization refused the request"],
  SI: ["self", "idle-limit", "nothing passed for as long as the stream idle time-out"],
  UMSDR: ["self", "lifetime-limit", "the longest duration of a stream was over"],
  DT: ["self", "lifetime-limit", "the longest duration of a stream was over"],
  DPE: ["client", "bad-answer", "the client broke the HTTP protocol"],
  UPE: ["server", "bad-answer", "the upstream broke the HTTP protocol"],
  OM: ["self", "overloaded", "the overload manager refused the request"],
  DF: ["self", "no-upstream", "the upstream's name does not resolve"],
  IH: ["client", "denied", "a header had a value that is not allowed"],
  DI: ["self", "failed", "a delay was injected for a test"],
  FI: ["self", "failed", "a fault was injected for a test"],
};

const DETAILS: [RegExp, Row][] = [
  [
    /^stream_idle_timeout/,
    ["self", "idle-limit", "nothing passed for as long as the stream idle time-out"],
  ],
  [
    /^(?:max_duration_timeout|duration_timeout|upstream_max_stream_duration_reached|.*max_connection_duration)/,
    ["self", "lifetime-limit", "the longest duration of a stream or a connection was over"],
  ],
  [/^downstream_remote_disconnect/, ["client", "client-lost", "the client's connection ended"]],
  [/^downstream_local_disconnect/, ["self", "stopped", "Envoy ended the client's connection"]],
  [
    /^upstream_reset_(?:before|after)_response_started\{connection_termination/,
    ["server", "upstream-lost", "the upstream ended its connection"],
  ],
  [
    /^upstream_reset_(?:before|after)_response_started\{remote_connection_failure.*TLS/,
    ["server", "tls-upstream", "TLS to the upstream failed"],
  ],
  [
    /^upstream_reset_(?:before|after)_response_started\{(?:remote|local)_connection_failure/,
    ["server", "connect-refused", "no connection to the upstream could be made"],
  ],
  [
    /^upstream_reset_(?:before|after)_response_started\{connection_timeout/,
    ["server", "connect-timeout", "the upstream did not accept the connection in time"],
  ],
  [/^upstream_reset_/, ["server", "upstream-lost", "the upstream reset the stream"]],
  [/^upgrade_failed/, ["self", "bad-answer", "the upgrade is not allowed on this route"]],
  [
    /^(?:no_healthy_upstream|cluster_not_found|route_not_found|no_cluster)/,
    ["self", "no-upstream", "there is no upstream to go to"],
  ],
  [
    /^(?:upstream_response_timeout|response_timeout|upstream_per_try_timeout)/,
    ["server", "answer-timeout", "the upstream did not answer in time"],
  ],
  [
    /^(?:rbac_access_denied|ext_authz_denied|jwt_authn)/,
    ["self", "auth", "Envoy's own authorization refused the request"],
  ],
  [/^overload/, ["self", "overloaded", "the overload manager refused the request"]],
  [
    /^(?:request_rate_limited|local_rate_limited)/,
    ["self", "rate-limited", "a rate limit refused the request"],
  ],
  [
    /^(?:response_)?payload_too_large|^request_payload_too_large/,
    ["self", "too-big", "more was sent than Envoy may hold"],
  ],
];

export function readEnvoy(flags: string, details: string): LogCause | null {
  for (const [pattern, [by, kind, words]] of DETAILS) {
    if (pattern.test(details)) return { by, kind, words, sign: details.slice(0, 80) };
  }
  for (const flag of flags.split(",").slice(0, 8)) {
    const row = FLAGS[flag.trim()];
    if (row) return { by: row[0], kind: row[1], words: row[2], sign: flag.trim() };
  }
  return null;
}
