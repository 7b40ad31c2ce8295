import { parseArgs } from "node:util";
import { type FailOn, parseFailOn } from "./fail-on.ts";

export type Format = "text" | "json" | "markdown";

export type Diagnose = { kind: "diagnose"; files: string[]; format: Format; failOn: FailOn };
export type Options = { kind: "help" } | { kind: "version" } | Diagnose;

export const HELP = `Says why WebSockets died, from a Stormglass session file or another tool's HAR.

Usage
  stormglass diagnose FILE... [--json | --markdown] [--fail-on LEVEL]

  FILE may be - for standard input, or a pattern in quotes. Session files of
  Stormglass say most; HAR files of Chrome, Playwright, HTTP Toolkit and
  mitmproxy are read as far as they tell, packed with gzip or not. Several files
  come with a summary.

Options
  --json            print findings, connections and series as JSON
  --markdown        print a report for an issue tracker
  --fail-on LEVEL   what makes the exit code 1: error (the default), warning, or
                    the ids of findings, separated by commas; info only by id
  --help            print this
  --version         print the version

Exit codes
  0  nothing at that level, or no WebSockets in the file
  1  something at that level
  2  a file could not be read, or the command not be understood

Examples
  stormglass diagnose session.har
  stormglass diagnose *.har --fail-on reconnect-storm,no-backoff
  stormglass diagnose session.har --json | jq '.findings[].title'
`;

/** What the user asks for; a sentence that says what is wrong is thrown as an error. */
export function parseOptions(argv: string[]): Options {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      "fail-on": { type: "string", default: "error" },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "v", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [command, ...files] = positionals;
  if (command === undefined) throw new Error("What to do is missing.");
  if (command !== "diagnose") {
    throw new Error(`"${command}" is no command. Did you mean "stormglass diagnose ${command}"?`);
  }
  if (files.length === 0) throw new Error("The file to diagnose is missing.");
  if (values.json && values.markdown) throw new Error("--json and --markdown exclude each other.");
  return {
    kind: "diagnose",
    files,
    format: values.json ? "json" : values.markdown ? "markdown" : "text",
    failOn: parseFailOn(values["fail-on"]),
  };
}
