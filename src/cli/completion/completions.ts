/** Scripts for shells, made of the table of commands. No name in it has a sign that shells take for their own. */
import type { Command, OptionSpec } from "../command.ts";

export const COMPLETIONS: Record<
  "bash" | "zsh" | "fish",
  (commands: readonly Command[]) => string
> = {
  bash: writeBash,
  // zsh understands bash's scripts, with what it comes with for that.
  zsh: (commands) => `autoload -U +X bashcompinit && bashcompinit\n${writeBash(commands)}`,
  fish: writeFish,
};

const wordsOf = ({ choices, words }: OptionSpec): readonly string[] | null =>
  choices ?? words ?? null;

const optionsOf = ({ options }: Command): string[] => [
  ...Object.entries(options).flatMap(([name, { short }]) => [
    `--${name}`,
    ...(short ? [`-${short}`] : []),
  ]),
  "--help",
];

function writeBash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.flatMap((command) => [
    `    ${command.name})`,
    `      options="${optionsOf(command).join(" ")}"`,
    ...(typeof command.operands === "string"
      ? ["      files=1"]
      : [`      words="${command.operands.join(" ")}"`]),
    '      case "$before" in',
    ...Object.entries(command.options).flatMap(([name, option]) => valueCase(name, option)),
    "      esac",
    "      ;;",
  ]);
  return `${[
    "_stormglass() {",
    "  local current before command options words files i",
    `  current="\${COMP_WORDS[COMP_CWORD]}"`,
    `  before="\${COMP_WORDS[COMP_CWORD-1]}"`,
    "  for ((i = 1; i < COMP_CWORD; i++)); do",
    `    case "\${COMP_WORDS[i]}" in -*) ;; *) command="\${COMP_WORDS[i]}"; break ;; esac`,
    "  done",
    "  COMPREPLY=()",
    '  case "$command" in',
    `    "") words="${names}"; options="--help --version" ;;`,
    ...cases,
    "  esac",
    '  case "$current" in',
    '    -*) COMPREPLY=($(compgen -W "$options" -- "$current")); return ;;',
    "  esac",
    '  [ -n "$words" ] && COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '  [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$current"))',
    "}",
    "complete -o filenames -F _stormglass stormglass",
  ].join("\n")}\n`;
}

/** What stands after an option that takes a value; a file where nothing else is known. */
function valueCase(name: string, option: OptionSpec): string[] {
  if (option.type !== "string") return [];
  const flags = [`--${name}`, ...(option.short ? [`-${option.short}`] : [])].join("|");
  const words = wordsOf(option);
  const reply = words ? `-W "${words.join(" ")}"` : "-f";
  return [`        ${flags}) COMPREPLY=($(compgen ${reply} -- "$current")); return ;;`];
}

function writeFish(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const lines = commands.flatMap((command) => {
    const within = `-n "__fish_seen_subcommand_from ${command.name}"`;
    return [
      `complete -c stormglass -n "not __fish_seen_subcommand_from ${names}" -f -a ${command.name} -d ${quote(command.summary)}`,
      ...(typeof command.operands === "string"
        ? []
        : [`complete -c stormglass ${within} -f -a "${command.operands.join(" ")}"`]),
      ...Object.entries(command.options).map(([name, option]) => {
        const words = wordsOf(option);
        const value =
          option.type === "boolean" ? "" : words ? ` -x -a "${words.join(" ")}"` : " -r";
        const short = option.short ? ` -s ${option.short}` : "";
        return `complete -c stormglass ${within} -l ${name}${short}${value} -d ${quote(option.help)}`;
      }),
    ];
  });
  return `${lines.join("\n")}\n`;
}

const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
