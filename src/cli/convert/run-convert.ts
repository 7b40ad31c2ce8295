import { csvOf } from "../../har/convert/csv.ts";
import { harOfEvents, isEvents } from "../../har/convert/from-events.ts";
import { connectionTable, messageTable, type TableRow } from "../../har/convert/tables.ts";
import { eventsOf } from "../../har/convert/to-events.ts";
import { HarError } from "../../har/har-error.ts";
import { NO_WISHES } from "../../har/mask/watch-masker.ts";
import { MAX_TEXT_BYTES } from "../../har/parse-json.ts";
import { readHar, type SessionFile } from "../../har/read.ts";
import { redactFile } from "../../har/redact/redact-file.ts";
import type { Source } from "../../har/redact/source.ts";
import { formatBytes } from "../../words/words.ts";
import type { CONVERT_TARGETS } from "../commands/convert.ts";
import { COULD_NOT_RUN, NOTHING } from "../exit-codes.ts";
import { explainError, say } from "../explain-error.ts";
import type { Io } from "../io.ts";
import type { LogOptions } from "../logs/read-logs.ts";
import { openSource } from "../redact/source.ts";
import { checkTarget, writeTarget } from "../redact/target.ts";
import { readOther } from "./read-other.ts";

type Target = (typeof CONVERT_TARGETS)[number];

export type ConvertOptions = {
  file: string;
  /** Null: lines of events become a HAR, and everything else such lines. */
  to: Target | null;
  /** "-": standard output. */
  output: string;
  force: boolean;
  keepSecrets: boolean;
  /** What they say of its connections is kept in the file. */
  logs: LogOptions;
};

export async function runConvert(options: ConvertOptions, io: Io): Promise<number> {
  const { file, output, force } = options;
  const name = file === "-" ? "standard input" : file;
  let source: Source | null = null;
  try {
    await checkTarget(output, file, force);
    const other = await readOther(file, options);
    for (const note of other?.notes ?? []) say(io, `${name}: ${note}`);
    source = other?.source ?? (await openSource(file));
    await writeTarget(output, convert(source, { ...options, isMasked: other !== null }));
    return NOTHING;
  } catch (error) {
    // Whoever read our output has had enough.
    if ((error as NodeJS.ErrnoException | null)?.code === "EPIPE") return NOTHING;
    say(io, `${name}: ${explainError(error, "could not be converted")}`);
    return COULD_NOT_RUN;
  } finally {
    source?.close();
  }
}

async function* convert(
  source: Source,
  { to, keepSecrets, isMasked, logs }: ConvertOptions & { isMasked: boolean },
): AsyncGenerator<Uint8Array> {
  const ofEvents = isEvents(await startOf(source));
  const har = ofEvents ? harSource(await textOf(source.read())) : source;
  const chunks = keepSecrets || isMasked ? har.read() : (await redactFile(har, NO_WISHES)).chunks;
  const target = to ?? (ofEvents || logs.logs.length > 0 ? "har" : "ndjson");
  if (target === "har") yield* chunks;
  else yield* encoded(WRITERS[target](await textOf(chunks)));
}

const tableOf = (read: (file: SessionFile) => Iterable<TableRow>) => (text: string) =>
  read(readHar(text));
const linesOf = function* (rows: Iterable<object>) {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
};
const messages = tableOf(messageTable);
const connections = tableOf(connectionTable);

const WRITERS: Record<Exclude<Target, "har">, (har: string) => Iterable<string>> = {
  ndjson: eventsOf,
  "messages.csv": (har) => csvOf(messages(har)),
  "messages.ndjson": (har) => linesOf(messages(har)),
  "connections.csv": (har) => csvOf(connections(har)),
  "connections.ndjson": (har) => linesOf(connections(har)),
};

/** The HAR that the lines give, to be read as often as needed. */
const harSource = (events: string): Source => ({
  kind: "utf-8",
  read: async function* () {
    yield* encoded(harOfEvents(events));
  },
  close() {},
});

const PART_CHARACTERS = 262_144;

/** Many small texts as few larger pieces. */
function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let part = "";
  for (const text of texts) {
    part += text;
    if (part.length < PART_CHARACTERS) continue;
    yield encoder.encode(part);
    part = "";
  }
  if (part !== "") yield encoder.encode(part);
}

async function startOf(source: Source): Promise<string> {
  for await (const chunk of source.read()) return new TextDecoder().decode(chunk.subarray(0, 64));
  return "";
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_TEXT_BYTES) {
      const most = formatBytes(MAX_TEXT_BYTES);
      throw new HarError("the file", `is too large to be converted (over ${most})`);
    }
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join("");
}
