import { defineCommand, UsageError } from "../command.ts";
import { LOG_OPTIONS } from "../logs/log-options.ts";

export const CONVERT_TARGETS = [
  "ndjson",
  "har",
  "messages.csv",
  "messages.ndjson",
  "connections.csv",
  "connections.ndjson",
] as const;

export const convert = defineCommand({
  name: "convert",
  summary: "turn a session into lines of events and back, or into tables",
  usage: [
    "convert FILE [--to FORMAT] [-o OUT] [--keep-secrets]",
    "convert FILE --keep-log LOG... [--log-format FORMAT] [-o OUT]",
  ],
  description: [
    "ndjson is one line of JSON an event (session, connection, message, request, end), each with its moment in epoch milliseconds; converted back with --to har the lines give the same file, byte by byte where Stormglass wrote it. The tables have a row for each message or connection; in CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.",
    "Traces of Playwright, flows of mitmproxy, sessions of Charles, k6's JSON and transcripts of wscat and websocat become a session of Stormglass first; what they cannot tell is said on standard error.",
    "Secrets are masked, as in a report. FILE may be - for standard input.",
  ],
  options: {
    to: {
      type: "string",
      value: "FORMAT",
      choices: CONVERT_TARGETS,
      help: "ndjson (the default), har (the default where FILE is such lines, and with --keep-log), messages.csv, messages.ndjson, connections.csv or connections.ndjson",
    },
    output: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "where to write: standard output where it is left out or -, packed with gzip where OUT ends with .gz",
    },
    "keep-log": {
      type: "string",
      multiple: true,
      value: "LOG",
      help: "keep in the session what this server's log says of its connections, and nothing else of the log, so that their paths and findings are there without it; may be given several times, from the browser inwards",
    },
    "log-format": LOG_OPTIONS["log-format"],
    "keep-secrets": { type: "boolean", help: "mask nothing" },
    force: { type: "boolean", help: "let OUT be FILE itself" },
  },
  operands: "files",
  exits: [
    [0, "it was converted"],
    [2, "the file could not be read or written, or the command not be understood"],
  ],
  examples: [
    "stormglass convert session.har -o session.ndjson",
    "stormglass convert session.ndjson --to har -o session.har",
    "stormglass convert session.har --to messages.csv -o messages.csv",
    "stormglass convert session.har --keep-log access.log -o with-log.har",
  ],
  async run(values, [file, ...more], io) {
    if (file === undefined) throw new UsageError("The file to convert is missing.");
    if (more.length > 0) {
      throw new UsageError(`convert takes one file at a time, and "${more[0]}" is a second one.`);
    }
    const { runConvert } = await import("../convert/run-convert.ts");
    const to = CONVERT_TARGETS.find((target) => target === values.to) ?? null;
    const { output = "-", force } = values;
    const logs = { logs: values["keep-log"], formats: values["log-format"] };
    if (logs.logs.length > 0 && to !== null && to !== "har" && to !== "ndjson") {
      throw new UsageError(`What logs say is kept in a session, and ${to} is a table.`);
    }
    const keepSecrets = values["keep-secrets"];
    return runConvert({ file, to, output, force, keepSecrets, logs }, io);
  },
});
