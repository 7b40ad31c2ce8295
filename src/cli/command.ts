/** What a command of the command line is: the table in `commands/index.ts` has a row for each. */
import { parseArgs } from "node:util";
import type { Io } from "./io.ts";

export type OptionSpec = {
  type: "boolean" | "string";
  short?: string;
  /** May be given several times. */
  multiple?: true;
  /** What stands for its value in the help: "OUT". */
  value?: string;
  /** It takes one of these, and nothing else. */
  choices?: readonly string[];
  /** What it takes, separated by commas, as far as that can be listed; for shells, too. */
  words?: readonly string[];
  help: string;
};
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<O extends OptionSpec> = O extends { type: "boolean" }
  ? boolean
  : O extends { multiple: true }
    ? string[]
    : string | undefined;

/** A switch that is not given is false, what may be given several times is an empty list. */
type Values<O extends OptionSpecs> = { [Name in keyof O]: ValueOf<O[Name]> };

export type Command = {
  name: string;
  /** In the list of commands, without a full stop. */
  summary: string;
  /** What stands after "stormglass", one line each. */
  usage: readonly string[];
  /** Paragraphs. */
  description: readonly string[];
  options: OptionSpecs;
  /** What its operands are, for shells: files, or words to choose from. */
  operands: "files" | readonly string[];
  exits: readonly (readonly [code: number, words: string])[];
  examples: readonly string[];
  /** `args`: what stands after the command's name. What only this command needs it loads here. */
  run(args: string[], io: Io): Promise<number>;
};

type Defined<O extends OptionSpecs> = Omit<Command, "options" | "run"> & {
  options: O;
  run(values: Values<O>, operands: string[], io: Io): Promise<number>;
};

export const defineCommand = <const O extends OptionSpecs>(command: Defined<O>): Command => ({
  ...command,
  run(args, io) {
    const { values, operands } = parseCommand(command.options, args);
    return command.run(values as Values<O>, operands, io);
  },
});

/** What was typed cannot be understood: the answer is the sentence, and where the help is. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The values have the shape that `Values` says. */
function parseCommand(specs: OptionSpecs, args: string[]) {
  const { values, positionals } = parseStrictly(specs, args);
  const complete: Record<string, unknown> = {};
  for (const [name, { type, multiple, choices }] of Object.entries(specs)) {
    const value = values[name];
    complete[name] = value ?? (type === "boolean" ? false : multiple ? [] : undefined);
    if (choices && typeof value === "string" && !choices.includes(value)) {
      throw new UsageError(`--${name} does not know "${value}". It takes ${orList(choices)}.`);
    }
  }
  return { values: complete, operands: positionals };
}

function parseStrictly(specs: OptionSpecs, args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: forNode(specs) });
  } catch (error) {
    // Node's own sentences name the option.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The same for node's parser, which wants no field that it does not know. */
export const forNode = (specs: OptionSpecs) =>
  Object.fromEntries(
    Object.entries(specs).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
    ]),
  );

const orList = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
