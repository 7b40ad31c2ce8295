import { parseArgs } from "node:util";
import { type FailOn, parseFailOn } from "./fail-on.ts";

export type Format = "text" | "json" | "markdown";

export type Diagnose = {
  kind: "diagnose";
  files: string[];
  format: Format;
  failOn: FailOn;
  /** In text, also the connections that outages tell of already. */
  all: boolean;
};
export type Options = { kind: "help" } | { kind: "version" } | Diagnose | RedactOptions;

export type RedactOptions = {
  kind: "redact";
  file: string;
  /** "-": standard output. Null: only say what would be masked. */
  output: string | null;
  force: boolean;
  json: boolean;
  names: string[];
  patterns: string[];
  keep: string[];
};

export const HELP = `Says why WebSockets died, from a Stormglass session file or another tool's HAR,
and masks the secrets of such files.

Usage
  stormglass diagnose FILE... [--json | --markdown] [--all] [--fail-on LEVEL]
  stormglass redact FILE [-o OUT] [--check] [--json]

  FILE may be - for standard input, or a pattern in quotes. Session files of
  Stormglass say most; HAR files of Chrome, Playwright, HTTP Toolkit and
  mitmproxy are read as far as they tell, packed with gzip or not. Several files
  come with a summary. redact masks the secrets of anybody's HAR, of any size.

Options of diagnose
  --json            print findings, connections, series and outages as JSON
  --markdown        print a report for an issue tracker
  --all             tell of each connection, also where an outage tells of it
  --fail-on LEVEL   what makes the exit code 1: error (the default), warning, or
                    the ids of findings, separated by commas; info only by id

Options of redact
  -o, --output OUT  where to write the masked file: standard output where it is
                    left out or -, packed with gzip where OUT ends with .gz
  --check           write nothing; the exit code is 1 where there are secrets
  --json            say as JSON what was masked: on standard output, where the
                    masked file does not go there
  --force           let OUT be FILE itself
  --name NAME       mask the values of this name, too: of a field, a parameter, a
                    header, a cookie. May be given several times
  --pattern REGEX   mask what this expression finds, too
  --keep NAME       leave the values of this name as they are

  --help            print this
  --version         print the version

Exit codes
  0  nothing at that level, or no WebSockets in the file; the file was masked, or
     --check found no secrets
  1  something at that level; --check found secrets
  2  a file could not be read or written, or the command not be understood

Examples
  stormglass diagnose session.har
  stormglass diagnose *.har --fail-on reconnect-storm,no-backoff
  stormglass diagnose session.har --json | jq '.findings[].title'
  stormglass redact session.har -o masked.har
  stormglass redact session.har --check --name roomKey
`;

const COMMON = {
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
  json: { type: "boolean", default: false },
} as const;
const OF_DIAGNOSE = {
  markdown: { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  "fail-on": { type: "string", default: "error" },
} as const;
const OF_REDACT = {
  output: { type: "string", short: "o" },
  check: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
  name: { type: "string", multiple: true, default: [] as string[] },
  pattern: { type: "string", multiple: true, default: [] as string[] },
  keep: { type: "string", multiple: true, default: [] as string[] },
} as const;

/** What the user asks for; a sentence that says what is wrong is thrown as an error. */
export function parseOptions(args: string[]): Options {
  const all = { ...COMMON, ...OF_DIAGNOSE, ...OF_REDACT };
  const loosely = parseArgs({ args, options: all, strict: false, allowPositionals: true });
  const [command] = loosely.positionals;
  if (command === "redact") return parseRedact(args);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...COMMON, ...OF_DIAGNOSE },
  });
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [, ...files] = positionals;
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
    all: values.all,
  };
}

function parseRedact(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...COMMON, ...OF_REDACT },
  });
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [, file, ...more] = positionals;
  if (file === undefined) throw new Error("The file to mask is missing.");
  if (more.length > 0) {
    throw new Error(`redact takes one file at a time, and "${more[0]}" is a second one.`);
  }
  if (values.check && values.output !== undefined) {
    throw new Error("--check writes nothing, so it excludes --output.");
  }
  return {
    kind: "redact",
    file,
    output: values.check ? null : (values.output ?? "-"),
    force: values.force,
    json: values.json,
    names: values.name.flatMap((names) => names.split(",")),
    patterns: values.pattern,
    keep: values.keep.flatMap((names) => names.split(",")),
  };
}
