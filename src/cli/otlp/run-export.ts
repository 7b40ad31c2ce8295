import { setTimeout as sleep } from "node:timers/promises";
import packageJson from "../../../package.json" with { type: "json" };
import { createBatcher } from "../../otlp/batches.ts";
import { sessionIdOf } from "../../otlp/ids.ts";
import type { OtlpRecords, OtlpSignal } from "../../otlp/otlp.ts";
import { type RecordOptions, recordsOf } from "../../otlp/records.ts";
import { countOf } from "../../words/words.ts";
import { type Diagnosed, isEmpty } from "../diagnosed.ts";
import { COULD_NOT_RUN, NOTHING } from "../exit-codes.ts";
import { expandFiles } from "../expand-files.ts";
import { explainError, say } from "../explain-error.ts";
import type { Io } from "../io.ts";
import { readAndDiagnose } from "../read-session.ts";
import { createFileSink, nameOfSignal } from "./file-sink.ts";
import { createReceiverSink } from "./receiver-sink.ts";
import type { Wait } from "./send.ts";
import type { OtlpTarget } from "./settings.ts";
import type { Sink } from "./sink.ts";

export type ExportOptions = {
  files: readonly string[];
  to: { out: string } | { targets: ReadonlyMap<OtlpSignal, OtlpTarget> };
  signals: readonly OtlpSignal[];
} & Pick<RecordOptions, "resource" | "temporality">;

type Lane = { sink: Sink; batcher: ReturnType<typeof createBatcher> };

const realWait: Wait = async (ms) => void (await sleep(ms));

export async function runExport(options: ExportOptions, io: Io, wait = realWait): Promise<number> {
  const files = expandFiles(options.files);
  const lanes = options.signals.map((signal): Lane => {
    return { sink: openSink(signal, options, io, wait), batcher: createBatcher(signal) };
  });
  const exported = await exportFiles(files, options, lanes, io);
  for (const { sink, batcher } of lanes) {
    const rest = batcher.rest();
    if (rest) await sink.put(rest);
  }
  let isWhole = exported.isWhole;
  const said: string[] = [];
  for (const { sink } of lanes) {
    try {
      const ended = await sink.end();
      isWhole &&= ended.isWhole;
      said.push(ended.said);
    } catch (error) {
      isWhole = false;
      say(io, explainError(error, "could not be written"));
    }
  }
  say(io, `${countOf(exported.sessions, "session")}: ${said.join("; ")}.`);
  return isWhole ? NOTHING : COULD_NOT_RUN;
}

function openSink(signal: OtlpSignal, { to, signals }: ExportOptions, io: Io, wait: Wait): Sink {
  if ("out" in to) {
    const isAlone = signals.length === 1;
    return createFileSink(signal, isAlone ? to.out : nameOfSignal(to.out, signal));
  }
  const target = to.targets.get(signal);
  if (!target) throw new Error(`There is no address for ${signal}.`);
  return createReceiverSink(signal, target, (sentence) => say(io, sentence), wait);
}

/** Each file once, and each session once: a copy of a file would be counted twice. */
async function exportFiles(files: string[], options: ExportOptions, lanes: Lane[], io: Io) {
  const fileOf = new Map<string, string>();
  let isWhole = true;
  for (const file of files) {
    if (lanes.every(({ sink }) => sink.isClosed())) {
      say(io, `${file} and what follows were not read: nobody takes any more.`);
      break;
    }
    const read = await readAndDiagnose(file);
    if ("error" in read) {
      isWhole = false;
      say(io, `${read.path}: ${read.error}`);
      continue;
    }
    if (isEmpty(read)) {
      say(io, `${read.path}: holds no WebSocket connections, so there is nothing to send.`);
      continue;
    }
    const id = sessionIdOf(read.session);
    const known = fileOf.get(id);
    if (known !== undefined) {
      say(io, `${read.path}: is of the same session as ${known}, and is left out.`);
      continue;
    }
    fileOf.set(id, read.path);
    await putRecords(read, options, lanes);
  }
  return { isWhole, sessions: fileOf.size };
}

async function putRecords(
  read: Diagnosed,
  { resource, temporality }: ExportOptions,
  lanes: Lane[],
) {
  const records: OtlpRecords = recordsOf(read, {
    resource,
    temporality,
    version: packageJson.version,
  });
  for (const { sink, batcher } of lanes) {
    for (const batch of batcher.add(records)) await sink.put(batch);
  }
}
