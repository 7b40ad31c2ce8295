import { once } from "node:events";
import { PassThrough } from "node:stream";
import type { OtlpSignal } from "../../otlp/otlp.ts";
import { writeTarget } from "../redact/target.ts";
import { countRecords, type Sink } from "./sink.ts";

/** One signal as JSON lines, as the Collector's own file exporter writes them: one request a line. */
export function createFileSink(signal: OtlpSignal, path: string): Sink {
  const lines = new PassThrough();
  let failure: { error: unknown } | null = null;
  const written = writeTarget(path, lines).catch((error: unknown) => {
    // It is told at the end; what comes until then goes nowhere.
    failure = { error };
    lines.destroy();
  });
  let count = 0;
  return {
    isClosed: () => failure !== null,
    async put(batch) {
      if (failure) return;
      count += batch.count;
      const isRoom = lines.write(`${JSON.stringify(batch.request)}\n`);
      if (!isRoom) await Promise.race([once(lines, "drain"), written]);
    },
    async end() {
      lines.end();
      await written;
      if (failure) throw failure.error;
      return { isWhole: true, said: `${countRecords(signal, count)} in ${path}` };
    },
  };
}

/** A file holds one signal (OTLP File Exporter): `otlp.jsonl` becomes `otlp.traces.jsonl`. */
export const nameOfSignal = (path: string, signal: OtlpSignal): string =>
  path.replace(/((?:\.jsonl|\.json|\.ndjson)?(?:\.gz)?)$/i, `.${signal}$1`);
