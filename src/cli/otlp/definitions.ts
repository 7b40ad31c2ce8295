/** OTLP's own definitions, as they are published (`third-party/opentelemetry-proto`). */
import protobuf from "protobufjs";
import logsService from "../../../third-party/opentelemetry-proto/opentelemetry/proto/collector/logs/v1/logs_service.proto?raw";
import metricsService from "../../../third-party/opentelemetry-proto/opentelemetry/proto/collector/metrics/v1/metrics_service.proto?raw";
import traceService from "../../../third-party/opentelemetry-proto/opentelemetry/proto/collector/trace/v1/trace_service.proto?raw";
import common from "../../../third-party/opentelemetry-proto/opentelemetry/proto/common/v1/common.proto?raw";
import logs from "../../../third-party/opentelemetry-proto/opentelemetry/proto/logs/v1/logs.proto?raw";
import metrics from "../../../third-party/opentelemetry-proto/opentelemetry/proto/metrics/v1/metrics.proto?raw";
import resource from "../../../third-party/opentelemetry-proto/opentelemetry/proto/resource/v1/resource.proto?raw";
import trace from "../../../third-party/opentelemetry-proto/opentelemetry/proto/trace/v1/trace.proto?raw";
import type { OtlpSignal } from "../../otlp/otlp.ts";

const SOURCES = [common, resource, trace, logs, metrics, traceService, logsService, metricsService];

const NAMES: Record<OtlpSignal, string> = {
  traces: "opentelemetry.proto.collector.trace.v1.ExportTraceService",
  logs: "opentelemetry.proto.collector.logs.v1.ExportLogsService",
  metrics: "opentelemetry.proto.collector.metrics.v1.ExportMetricsService",
};

let root: protobuf.Root | null = null;

function definitions(): protobuf.Root {
  if (root) return root;
  root = new protobuf.Root();
  for (const source of SOURCES) protobuf.parse(source, root);
  // What a receiver answers where it refuses (google/rpc/status.proto); of it we read the words.
  root.add(
    new protobuf.Type("Status")
      .add(new protobuf.Field("code", 1, "int32"))
      .add(new protobuf.Field("message", 2, "string")),
  );
  root.resolveAll();
  return root;
}

export const requestType = (signal: OtlpSignal): protobuf.Type =>
  definitions().lookupType(`${NAMES[signal]}Request`);

export const responseType = (signal: OtlpSignal): protobuf.Type =>
  definitions().lookupType(`${NAMES[signal]}Response`);

export const statusType = (): protobuf.Type => definitions().lookupType("Status");
