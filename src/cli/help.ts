import type { Command, OptionSpec } from "./command.ts";
import { hanging } from "./hanging.ts";

const COLUMNS = 80;
/** Where the words of an option begin. */
const INDENT = 20;

/** What `stormglass --help` prints. */
export function writeHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return page([
    "Says why WebSockets died, from Stormglass session files and other tools' HAR",
    "files, masks the secrets of such files, compares and converts them.",
    "",
    "Usage",
    ...commands.flatMap(({ usage }) => usage.map((line) => `  stormglass ${line}`)),
    "  stormglass COMMAND --help",
    "  stormglass --version",
    "",
    "Commands",
    ...commands.flatMap(({ name, summary }) => hang(`  ${name.padEnd(width)}  `, summary)),
    "",
    "Exit codes",
    ...hang("  0  ", "nothing to complain of, or done"),
    ...hang("  1  ", "something was found that the command was asked to fail on"),
    ...hang("  2  ", "a file could not be read or written, or the command not be understood"),
    "",
    "stormglass COMMAND --help tells all of a command's options.",
  ]);
}

/** What `stormglass NAME --help` prints. */
export const writeCommandHelp = (command: Command): string =>
  page([
    ...hang(`stormglass ${command.name}: `, command.summary),
    "",
    "Usage",
    ...command.usage.map((line) => `  stormglass ${line}`),
    ...command.description.flatMap((paragraph) => ["", ...hang("", paragraph)]),
    "",
    "Options",
    ...Object.entries(command.options).flatMap(([name, option]) => optionLines(name, option)),
    ...optionLines("help", { type: "boolean", short: "h", help: "print this" }),
    "",
    "Exit codes",
    ...command.exits.flatMap(([code, words]) => hang(`  ${code}  `, words)),
    "",
    "Examples",
    ...command.examples.map((example) => `  ${example}`),
  ]);

function optionLines(name: string, { short, value, help }: OptionSpec): string[] {
  const flags = `  ${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`;
  const beside = flags.length + 2 <= INDENT;
  const lines = hang(" ".repeat(INDENT), help);
  const [first = ""] = lines;
  return beside ? [flags.padEnd(INDENT) + first.trimStart(), ...lines.slice(1)] : [flags, ...lines];
}

const hang = (before: string, text: string): string[] => hanging(before, text, COLUMNS);

const page = (lines: string[]): string => `${lines.join("\n")}\n`;
