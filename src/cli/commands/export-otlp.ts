import { OTLP_SIGNALS } from "../../otlp/otlp.ts";
import { defineCommand, UsageError } from "../command.ts";

export const exportOtlp = defineCommand({
  name: "export-otlp",
  summary: "send sessions to an OpenTelemetry receiver, or write them as OTLP lines",
  usage: [
    "export-otlp FILE... --endpoint URL [--header NAME=VALUE]...",
    "export-otlp FILE... --out OUT [--signals SIGNALS]",
  ],
  description: [
    "A span for each connection with one for its handshake within, a span for each outage, closes and findings as events, and rates as metrics, by endpoint. The names are in docs/opentelemetry.md. Secrets are masked. FILE may be a pattern in quotes, or a folder.",
    "Ids are derived from the session: the same file gives the same ids each time. 429, 502, 503 and 504 are tried again, up to five times, when the answer says or after 1, 2, 4 and 8 s. Where an answer is missing nothing is sent again, and what is unknown is said; of each signal nothing follows a request that failed.",
    "OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS, _PROTOCOL, _COMPRESSION and _TIMEOUT (milliseconds), with _TRACES, _LOGS or _METRICS before these for one signal, OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE, OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read as OpenTelemetry's SDKs read them.",
  ],
  options: {
    endpoint: {
      type: "string",
      value: "URL",
      help: "the receiver, below which /v1/traces, /v1/logs and /v1/metrics stand: http://localhost:4318",
    },
    out: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "write OTLP as JSON lines instead, a file for each signal: otlp.jsonl gives otlp.traces.jsonl, otlp.logs.jsonl and otlp.metrics.jsonl; - is standard output, for one signal. Packed with gzip where OUT ends with .gz",
    },
    signals: {
      type: "string",
      value: "SIGNALS",
      words: OTLP_SIGNALS,
      help: "only traces, logs or metrics, or several with commas between",
    },
    resource: {
      type: "string",
      multiple: true,
      value: "NAME=VALUE",
      help: "what only you know of the application: service.name (else the page's host), service.version, deployment.environment.name; may be given several times",
    },
    protocol: {
      type: "string",
      value: "PROTOCOL",
      choices: ["http/protobuf", "http/json"],
      help: "http/protobuf (the default) or http/json",
    },
    header: {
      type: "string",
      multiple: true,
      value: "NAME=VALUE",
      help: "a header of each request, such as a key; may be given several times. It stands in the list of processes: the variable does not",
    },
    gzip: { type: "boolean", help: "pack what is sent" },
    timeout: {
      type: "string",
      value: "SECONDS",
      help: "how long a request may take, 10 where it is left out",
    },
  },
  operands: "files",
  exits: [
    [0, "all of it was taken, or written"],
    [
      2,
      "a file could not be read or written, the receiver did not take all, or it is not known, or the command could not be understood",
    ],
  ],
  examples: [
    "stormglass export-otlp session.har --endpoint http://localhost:4318",
    "stormglass export-otlp sessions/ --resource service.version=2.4.1 --gzip",
    "stormglass export-otlp session.har --out otlp.jsonl",
  ],
  async run(values, files, io) {
    if (files.length === 0) throw new UsageError("The file to export is missing.");
    const { readExportOptions } = await import("../otlp/export-options.ts");
    const { runExport } = await import("../otlp/run-export.ts");
    return runExport({ files, ...readExportOptions(values, process.env) }, io);
  },
});
