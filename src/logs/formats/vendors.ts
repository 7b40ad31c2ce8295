/** Whose lines of JSON are known by the names in them. */
import type { Field } from "../fields.ts";

export type Vendor = {
  name: string;
  server: string;
  /** All of them stand in its lines. */
  signs: string[];
  /** What its fields are, where their names alone would mislead. */
  fields?: Record<string, Field>;
};

export const VENDORS: Vendor[] = [
  {
    name: "Cloudflare Logpush, websocket_analytics",
    server: "Cloudflare",
    signs: ["RayID", "ConnectionCloseSource"],
  },
  {
    name: "Cloudflare Logpush, http_requests",
    server: "Cloudflare",
    signs: ["RayID", "EdgeStartTimestamp"],
  },
  {
    name: "Traefik, JSON",
    server: "Traefik",
    signs: ["DownstreamStatus", "RequestMethod"],
    fields: {
      Duration: "duration-ns",
      time: "end",
      StartLocal: "ignore",
      OriginStatus: "ignore",
      RequestAddr: "ignore",
      RequestHost: "ignore",
      RequestCount: "ignore",
      RetryAttempts: "ignore",
      Overhead: "ignore",
      ServiceURL: "ignore",
      msg: "ignore",
    },
  },
  {
    name: "Caddy, JSON",
    server: "Caddy",
    signs: ["logger", "request", "status"],
    fields: { ts: "end", duration: "duration-s", id: "id" },
  },
  {
    // https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference
    name: "Azure Application Gateway, access log",
    server: "Azure Application Gateway",
    signs: ["resourceId", "operationName", "properties"],
    fields: {
      timeStamp: "end",
      time: "end",
      timeTaken: "duration-s",
      clientResponseTime: "ignore",
      error_info: "error",
      serverStatus: "ignore",
      serverRouted: "upstream",
      transactionId: "id",
    },
  },
  {
    // https://developer.konghq.com/plugins/file-log/: its log has the milliseconds of each step.
    name: "Kong, JSON",
    server: "Kong",
    signs: ["latencies", "started_at", "response"],
    fields: {
      started_at: "begin",
      request: "duration-ms",
      proxy: "ignore",
      kong: "ignore",
      receive: "ignore",
      size: "ignore",
      url: "ignore",
      upstream_uri: "ignore",
      upstream_status: "ignore",
    },
  },
  {
    name: "Envoy, JSON",
    server: "Envoy",
    signs: ["response_flags"],
    fields: {
      duration: "duration-ms",
      timestamp: "begin",
      start_time: "begin",
      "@timestamp": "begin",
      request_duration: "ignore",
    },
  },
  {
    name: "Envoy, JSON",
    server: "Envoy",
    signs: ["response_code_details"],
    fields: {
      duration: "duration-ms",
      timestamp: "begin",
      start_time: "begin",
      "@timestamp": "begin",
    },
  },
  {
    name: "nginx, JSON",
    server: "nginx",
    signs: ["request_time", "status"],
    fields: { time: "end", timestamp: "end", "@timestamp": "end", ts: "end", time_local: "end" },
  },
  {
    name: "HAProxy, JSON",
    server: "HAProxy",
    signs: ["termination_state"],
    fields: {
      time: "begin",
      timestamp: "begin",
      date: "begin",
      accept_date: "begin",
      "@timestamp": "begin",
      duration: "duration-ms",
      Ta: "duration-ms",
      Tt: "duration-ms",
      TR: "ignore",
      Tw: "ignore",
      Tc: "ignore",
      Tr: "ignore",
    },
  },
];
