import { defineCommand, UsageError } from "../command.ts";
import { LOG_OPTIONS } from "../logs/log-options.ts";

export const report = defineCommand({
  name: "report",
  summary: "write the diagnosis as Markdown for an issue tracker",
  usage: ["report FILE... [-o OUT] [--log LOG...]"],
  description: [
    "The same as diagnose --markdown, into a file. FILE may be - for standard input, a pattern in quotes, or a folder. Where one of the files cannot be read, nothing is written.",
  ],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "where to write: standard output where it is left out or -",
    },
    ...LOG_OPTIONS,
  },
  operands: "files",
  exits: [
    [0, "the report was written, whatever is in it"],
    [2, "a file could not be read or written, or the command not be understood"],
  ],
  examples: [
    "stormglass report session.har -o report.md",
    "stormglass report session.har --log access.log -o report.md",
  ],
  async run({ output = "-", log, "log-format": formats }, files, io) {
    if (files.length === 0) throw new UsageError("The file to report on is missing.");
    const { runReport } = await import("../diagnose/run-report.ts");
    return runReport({ files, output, logs: { logs: log, formats } }, io);
  },
});
