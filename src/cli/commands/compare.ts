import { defineCommand, UsageError } from "../command.ts";

export const compare = defineCommand({
  name: "compare",
  summary: "say whether a second session went better than a first one, and in what",
  usage: ["compare BEFORE AFTER [--json | --markdown] [--fail-on-worse]"],
  description: [
    "Puts two files side by side: before and after a fix, two networks, two browsers. It begins with a verdict (better, worse, mixed, same or unclear) and its reasons, and goes on with outages, rates, waits, latencies and findings, of the whole and of each endpoint. An endpoint that moved to another host is known by its path.",
  ],
  options: {
    json: { type: "boolean", help: "print it as JSON" },
    markdown: { type: "boolean", help: "print it as Markdown, for a pull request" },
    "fail-on-worse": { type: "boolean", help: "exit with 1 where the verdict is worse" },
  },
  operands: "files",
  exits: [
    [0, "they were compared"],
    [1, "the second is worse, and --fail-on-worse was given"],
    [2, "a file could not be read, or the command not be understood"],
  ],
  examples: [
    "stormglass compare before.har after.har",
    "stormglass compare main.har branch.har --markdown >> $GITHUB_STEP_SUMMARY",
  ],
  async run(values, [before, after, ...more], io) {
    if (before === undefined || after === undefined) {
      throw new UsageError("compare takes two files: one of before, and one of after.");
    }
    if (more.length > 0)
      throw new UsageError(`compare takes two files, and "${more[0]}" is a third.`);
    if (values.json && values.markdown) {
      throw new UsageError("--json and --markdown exclude each other.");
    }
    const { runCompare } = await import("../compare/run-compare.ts");
    const format = values.json ? "json" : values.markdown ? "markdown" : "text";
    return runCompare({ before, after, format, failOnWorse: values["fail-on-worse"] }, io);
  },
});
