import { defineCommand, UsageError } from "../command.ts";

export const redact = defineCommand({
  name: "redact",
  summary: "mask the secrets of anybody's HAR file, of any size",
  usage: ["redact FILE [-o OUT] [--json] [--force]", "redact FILE --check [--json]"],
  description: [
    "Masks the secrets of a HAR file, of its HTTP requests as well as in the messages of its WebSockets. Files of any size pass through without being held in memory, and what is not masked comes out byte by byte. FILE may be - for standard input.",
    "What was masked, under which name and where, is said on standard error, never the secret itself.",
  ],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "where to write the masked file: standard output where it is left out or -, packed with gzip where OUT ends with .gz",
    },
    check: {
      type: "boolean",
      help: "write nothing; the exit code is 1 where there are secrets",
    },
    json: {
      type: "boolean",
      help: "say as JSON what was masked: on standard output, where the masked file does not go there",
    },
    force: { type: "boolean", help: "let OUT be FILE itself" },
    name: {
      type: "string",
      multiple: true,
      value: "NAME",
      help: "mask the values of this name, too: of a field, a parameter, a header, a cookie. May be given several times",
    },
    pattern: {
      type: "string",
      multiple: true,
      value: "REGEX",
      help: "mask what this expression finds, too",
    },
    keep: {
      type: "string",
      multiple: true,
      value: "NAME",
      help: "leave the values of this name as they are",
    },
  },
  operands: "files",
  exits: [
    [0, "the file was masked, or --check found no secrets"],
    [1, "--check found secrets"],
    [2, "the file could not be read or written, or the command not be understood"],
  ],
  examples: [
    "stormglass redact session.har -o masked.har",
    "stormglass redact session.har --check --name roomKey",
  ],
  async run(values, [file, ...more], io) {
    if (file === undefined) throw new UsageError("The file to mask is missing.");
    if (more.length > 0) {
      throw new UsageError(`redact takes one file at a time, and "${more[0]}" is a second one.`);
    }
    if (values.check && values.output !== undefined) {
      throw new UsageError("--check writes nothing, so it excludes --output.");
    }
    const { runRedact } = await import("../redact/run-redact.ts");
    const options = {
      file,
      output: values.check ? null : (values.output ?? "-"),
      force: values.force,
      json: values.json,
      names: values.name.flatMap((names) => names.split(",")),
      patterns: values.pattern,
      keep: values.keep.flatMap((names) => names.split(",")),
    };
    return runRedact(options, io);
  },
});
