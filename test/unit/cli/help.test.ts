import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { run } from "../../../src/cli/run.ts";

async function say(...args: string[]) {
  let out = "";
  let err = "";
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colour: false,
    columns: 80,
  });
  return { code, out, err };
}

const names = COMMANDS.map(({ name }) => name);

describe("the help", () => {
  it("names each command once", async () => {
    expect(new Set(names).size).toBe(names.length);
    const { out } = await say("--help");
    for (const { summary, usage } of COMMANDS) {
      expect(out).toContain(summary.slice(0, 40));
      for (const line of usage) expect(out).toContain(`  stormglass ${line}\n`);
    }
  });

  it.each(names)(
    "of %s tells each option, exit code and an example, within 80 columns",
    async (name) => {
      const command = COMMANDS.find((each) => each.name === name);
      const { code, out, err } = await say(name, "--help");
      expect([code, err]).toEqual([0, ""]);
      for (const option of Object.keys(command?.options ?? {}))
        expect(out).toContain(`--${option}`);
      for (const [exit] of command?.exits ?? []) expect(out).toContain(`\n  ${exit}  `);
      expect(command?.exits.map(([exit]) => exit)).toContain(2);
      expect(out).toContain(`\nExamples\n  stormglass ${name}`);
      for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    },
  );
});

describe("a command", () => {
  it.each([
    [["diagnos", "x.har"], 'Did you mean "stormglass diagnose"?'],
    [["x.har"], 'Did you mean "stormglass diagnose x.har"?'],
    [["--json"], "What to do is missing."],
    [["diagnose", "x", "--format", "html"], '--format does not know "html". It takes text, json'],
    [["diagnose", "x", "--format", "json", "--markdown"], "exclude each other"],
  ])("that is wrong is told so: %j", async (args, sentence) => {
    const { code, out, err } = await say(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).toContain("--help");
  });

  it("may stand behind its options", async () => {
    const { code, err } = await say("--fail-on", "warning", "diagnose", "absent.har");
    expect([code, err]).toEqual([2, "absent.har: there is no such file\n"]);
  });
});
