import { defineCommand, UsageError } from "../command.ts";

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
  usage: ["convert FILE [--to FORMAT] [-o OUT] [--keep-secrets]"],
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
      help: "ndjson (the default), har (the default where FILE is such lines), messages.csv, messages.ndjson, connections.csv or connections.ndjson",
    },
    output: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "where to write: standard output where it is left out or -, packed with gzip where OUT ends with .gz",
    },
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
  ],
  async run(values, [file, ...more], io) {
    if (file === undefined) throw new UsageError("The file to convert is missing.");
    if (more.length > 0) {
      throw new UsageError(`convert takes one file at a time, and "${more[0]}" is a second one.`);
    }
    const { runConvert } = await import("../convert/run-convert.ts");
    const to = CONVERT_TARGETS.find((target) => target === values.to) ?? null;
    const { output = "-", force } = values;
    return runConvert({ file, to, output, force, keepSecrets: values["keep-secrets"] }, io);
  },
});
