import { UsageError } from "../command.ts";
import { readResource } from "./resource-words.ts";
import type { ExportOptions } from "./run-export.ts";
import {
  type Environment,
  hasEndpoint,
  readSignals,
  readTarget,
  readTemporality,
} from "./settings.ts";

export type ExportValues = {
  endpoint: string | undefined;
  out: string | undefined;
  signals: string | undefined;
  resource: string[];
  protocol: string | undefined;
  header: string[];
  gzip: boolean;
  timeout: string | undefined;
};

export function readExportOptions(
  values: ExportValues,
  environment: Environment,
): Omit<ExportOptions, "files"> {
  const signals = readSignals(values.signals ?? null);
  return {
    signals,
    to: whereTo(values, signals, environment),
    resource: readResource(values.resource, environment),
    temporality: readTemporality(environment),
  };
}

/** Nothing is sent to where nobody said: the SDKs' default, this computer, has to be typed. */
function whereTo(
  values: ExportValues,
  signals: ExportOptions["signals"],
  environment: Environment,
): ExportOptions["to"] {
  const { endpoint = null, out, protocol = null, header, gzip, timeout = null } = values;
  if (out !== undefined) {
    const sending = endpoint ?? protocol ?? header[0] ?? timeout ?? (gzip || null);
    if (sending !== null) {
      throw new UsageError("--out writes files, and takes no option that is about sending.");
    }
    if (out === "-" && signals.length > 1) {
      throw new UsageError("Standard output takes one signal: name it with --signals.");
    }
    return { out };
  }
  if (endpoint === null && !signals.every((signal) => hasEndpoint(signal, environment))) {
    throw new UsageError(
      "Where to send is missing: --endpoint URL, --out OUT, or the variable OTEL_EXPORTER_OTLP_ENDPOINT.",
    );
  }
  const typed = { endpoint, protocol, headers: header, gzip, timeout };
  return {
    targets: new Map(signals.map((signal) => [signal, readTarget(signal, typed, environment)])),
  };
}
