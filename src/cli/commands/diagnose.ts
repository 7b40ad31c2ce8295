import { FINDING_IDS } from "../../analysis/findings.ts";
import { defineCommand, UsageError } from "../command.ts";
import { parseFailOn } from "../fail-on.ts";
import { FORMATS, formatOf } from "../formats/format.ts";
import { LOG_OPTIONS } from "../logs/log-options.ts";

export const diagnose = defineCommand({
  name: "diagnose",
  summary: "say why the WebSockets in session and HAR files died",
  usage: [
    "diagnose FILE... [--format FORMAT] [--all] [--fail-on LEVEL]",
    "diagnose FILE --log LOG... [--log-format FORMAT]",
  ],
  description: [
    "FILE may be - for standard input, a pattern in quotes, or a folder, which stands for all *.har, *.har.gz, *.har.br and *.zip in it and below. Session files of Stormglass say most; HAR files of Chrome, Playwright, HTTP Toolkit, mitmproxy, Proxyman and Charles are read as far as they tell, packed with gzip or not; so are traces of Playwright, flows of mitmproxy, JSON sessions of Charles, k6's --out json, and what wscat or websocat printed with times. Several files come with a summary.",
    "Outages stand first: when each began and was over, its first cause, what happened meanwhile, and what to do. Secrets are masked in whatever is printed.",
  ],
  options: {
    format: {
      type: "string",
      value: "FORMAT",
      choices: FORMATS,
      help: "text (the default), json (findings, connections, series and outages), markdown (a report for an issue tracker), github (annotations of a GitHub Actions run), junit (XML for any CI server), or sarif (2.1.0, for code scanning)",
    },
    json: { type: "boolean", help: "the same as --format json" },
    markdown: { type: "boolean", help: "the same as --format markdown" },
    all: {
      type: "boolean",
      help: "tell of each connection, also where an outage tells of it",
    },
    ...LOG_OPTIONS,
    "fail-on": {
      type: "string",
      value: "LEVEL",
      words: ["error", "warning", ...FINDING_IDS],
      help: "what makes the exit code 1: error (the default), warning, or the ids of findings, separated by commas; info only by id",
    },
  },
  operands: "files",
  exits: [
    [0, "nothing at that level, or no WebSockets in the file"],
    [1, "something at that level"],
    [2, "a file could not be read, or the command not be understood"],
  ],
  examples: [
    "stormglass diagnose session.har",
    "stormglass diagnose *.har --fail-on reconnect-storm,no-backoff",
    "stormglass diagnose test-results --format junit > stormglass.xml",
    "stormglass diagnose session.har --log access.log --log /var/log/haproxy.log",
    "stormglass diagnose session.har --json | jq '.findings[].title'",
  ],
  async run(values, files, io) {
    if (files.length === 0) throw new UsageError("The file to diagnose is missing.");
    const format = formatOf(values);
    const failOn = parseFailOn(values["fail-on"] ?? "error");
    const { diagnoseFiles } = await import("../diagnose/diagnose-files.ts");
    const logs = { logs: values.log, formats: values["log-format"] };
    return diagnoseFiles({ files, format, failOn, all: values.all, logs }, io);
  },
});
