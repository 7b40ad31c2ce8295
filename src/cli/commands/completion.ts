import { type Command, defineCommand, UsageError } from "../command.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** `commands`: the table that it stands in itself. */
export const completionOf = (commands: () => readonly Command[]) =>
  defineCommand({
    name: "completion",
    summary: "print what makes a shell complete commands, options and their values",
    usage: ["completion bash|zsh|fish"],
    description: [
      'bash: add the line eval "$(stormglass completion bash)" to ~/.bashrc. zsh: the same with zsh, in ~/.zshrc, after compinit. fish: stormglass completion fish > ~/.config/fish/completions/stormglass.fish',
    ],
    options: {},
    operands: SHELLS,
    exits: [
      [0, "it was printed"],
      [2, "the shell is none of these"],
    ],
    examples: ["stormglass completion bash"],
    async run(_, [name, ...more], io) {
      const shell = SHELLS.find((known) => known === name);
      if (!shell || more.length > 0) throw new UsageError("completion takes bash, zsh or fish.");
      const { COMPLETIONS } = await import("../completion/completions.ts");
      io.out(COMPLETIONS[shell](commands()));
      return 0;
    },
  });
