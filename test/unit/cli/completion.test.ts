import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { COMPLETIONS } from "../../../src/cli/completion/completions.ts";

/** What bash itself offers, with the cursor at the end of the line. */
function complete(...words: string[]): string[] {
  const line = ["stormglass", ...words];
  const script = `${COMPLETIONS.bash(COMMANDS)}
COMP_WORDS=(${line.map((word) => `'${word}'`).join(" ")})
COMP_CWORD=${line.length - 1}
_stormglass
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", script], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter((word) => word !== "");
}

it("completes commands, options and values in bash", () => {
  expect(complete("")).toEqual(COMMANDS.map(({ name }) => name));
  expect(complete("co")).toEqual(["compare", "convert", "completion"]);
  expect(complete("diagnose", "--fo")).toEqual(["--format"]);
  expect(complete("diagnose", "--format", "j")).toEqual(["json", "junit"]);
  expect(complete("diagnose", "--fail-on", "reconnect")).toEqual(["reconnect-storm"]);
  expect(complete("--json", "diagnose", "--al")).toEqual(["--all"]);
  expect(complete("explain", "idle")).toEqual(["idle-timeout"]);
  expect(complete("convert", "package.j")).toEqual(["package.json"]);
  expect(complete("completion", "z")).toEqual(["zsh"]);
  expect(complete("diagnose", "no-such-file")).toEqual([]);
});

it("loads in bash without a word, and names each command and option for fish", () => {
  const loaded = spawnSync("bash", ["--norc", "-n"], {
    input: COMPLETIONS.zsh(COMMANDS),
    encoding: "utf8",
  });
  expect([loaded.status, loaded.stderr]).toEqual([0, ""]);
  const fish = COMPLETIONS.fish(COMMANDS);
  for (const { name, options } of COMMANDS) {
    expect(fish).toContain(`-f -a ${name} -d '`);
    for (const option of Object.keys(options)) expect(fish).toContain(` -l ${option} `);
  }
});
