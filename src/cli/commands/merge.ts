import { defineCommand, UsageError } from "../command.ts";

export const merge = defineCommand({
  name: "merge",
  summary: "put several browsers' sessions of one incident onto one clock",
  usage: ["merge FILE FILE... [-o OUT] [--offset MS]... [--json | --markdown]"],
  description: [
    "Makes one session of several clients' files, on the clock of the first, and says what is wrong in all of them together: who lost the server at once, and whether they came back as a herd. With -o the merged session is written as a file that Stormglass opens, secrets masked.",
    "By how much clocks differ is taken from what clients saw at the same moment (losses of one server, at least two of them), else from the Date of the server's answers; what was found is said on standard error. --offset gives it instead, once for each file after the first, in milliseconds that are added to that file's times.",
  ],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "OUT",
      help: "write the merged session there, packed with gzip where OUT ends with .gz",
    },
    offset: {
      type: "string",
      multiple: true,
      value: "MS",
      help: "what to add to the times of the second file, then of the third, and so on",
    },
    json: {
      type: "boolean",
      help: "print the diagnosis as JSON, with the clients and their clocks",
    },
    markdown: { type: "boolean", help: "print the diagnosis as Markdown" },
  },
  operands: "files",
  exits: [
    [0, "they were merged"],
    [2, "a file could not be read or written, or the command not be understood"],
  ],
  examples: [
    "stormglass merge alice.har bob.har carol.har -o incident.har",
    "stormglass merge alice.har bob.har --offset=-1200",
  ],
  async run(values, files, io) {
    if (files.length < 2) throw new UsageError("merge takes two files or more.");
    if (values.json && values.markdown) {
      throw new UsageError("--json and --markdown exclude each other.");
    }
    const offsets = values.offset.map((text) => {
      if (!/^[+-]?\d{1,15}(\.\d+)?$/.test(text)) {
        throw new UsageError(`--offset takes milliseconds, and "${text}" is no number.`);
      }
      return Number(text);
    });
    if (offsets.length >= files.length) {
      throw new UsageError("There are more offsets than files after the first.");
    }
    const { runMerge } = await import("../merge/run-merge.ts");
    const format = values.json ? "json" : values.markdown ? "markdown" : "text";
    return runMerge({ files, offsets, output: values.output ?? null, format }, io);
  },
});
