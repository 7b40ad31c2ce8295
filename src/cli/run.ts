import { parseArgs } from "node:util";
import packageJson from "../../package.json" with { type: "json" };
import { type Command, forNode, UsageError } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { COULD_NOT_RUN, NOTHING } from "./exit-codes.ts";
import { messageOf, say } from "./explain-error.ts";
import { writeCommandHelp, writeHelp } from "./help.ts";
import type { Io } from "./io.ts";
import { nearest } from "./nearest.ts";

/** Runs the command line; the exit code is the answer. */
export async function run(argv: string[], io: Io): Promise<number> {
  let command: Command | null = null;
  try {
    const { at, asks } = findCommand(argv);
    command = at === -1 ? null : commandNamed(argv[at] ?? "");
    if (asks.help) {
      io.out(command ? writeCommandHelp(command) : writeHelp(COMMANDS));
      return NOTHING;
    }
    if (asks.version) {
      io.out(`${packageJson.version}\n`);
      return NOTHING;
    }
    if (!command) throw new UsageError("What to do is missing.");
    return await command.run(argv.toSpliced(at, 1), io);
  } catch (error) {
    say(io, messageOf(error));
    if (error instanceof UsageError) {
      say(io, `See "stormglass ${command ? `${command.name} ` : ""}--help".`);
    }
    return COULD_NOT_RUN;
  }
}

const ASKS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** Where the command's name stands: options may come before it, with their values. */
function findCommand(args: string[]) {
  const options = Object.assign({}, ...COMMANDS.map((each) => forNode(each.options)), ASKS);
  const { tokens } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = tokens.find(({ kind }) => kind === "positional");
  const has = (name: string) => tokens.some((each) => each.kind === "option" && each.name === name);
  const asks = { help: has("help"), version: has("version") };
  return { at: first?.index ?? -1, asks };
}

function commandNamed(name: string): Command {
  const known = COMMANDS.find((each) => each.name === name);
  if (known) return known;
  const names = COMMANDS.map((each) => each.name);
  const meant = nearest(name, names) ?? `diagnose ${name}`;
  throw new UsageError(`"${name}" is no command. Did you mean "stormglass ${meant}"?`);
}
