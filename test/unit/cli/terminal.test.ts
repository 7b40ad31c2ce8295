import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./build-cli.ts";

/** Moves the cursor, clears the line, retitles the window, turns the writing around, hides. */
const EVIL = "\u001b[1A\u001b[2K\u009b2J\u001b]0;title\u0007\u202e\u200bback\r";

const entry = {
  startedDateTime: "2026-12-01T00:00:00.000Z",
  time: 1_000,
  _resourceType: "websocket",
  request: { method: "GET", url: `wss://a.test/live?x=${EVIL}`, headers: [], httpVersion: EVIL },
  response: { status: 101, statusText: EVIL, headers: [{ name: "server", value: EVIL }] },
  _webSocketMessages: [
    { type: "receive", time: 1_796_083_200.5, opcode: 1, data: `{"error":"denied ${EVIL}"}` },
    { type: "receive", time: 1_796_083_200.6, opcode: 1, data: EVIL },
  ],
};
const har = { log: { version: "1.2", creator: { name: EVIL, version: EVIL }, entries: [entry] } };

/** What a program may say to a terminal: our own bold, dim and colours, lines and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OURS = /\u001b\[\d{1,2}m/g;
const OTHERS = /[^\P{C}\r\n\t]|\r(?!\r*\n)/u;

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  await writeFile(join(cli.folder, "evil.har"), JSON.stringify(har));
}, 120_000);
afterAll(() => cli.remove());

/** On a pseudo-terminal of its own, which is what the program's output and errors are then. */
const onTerminal = (args: string[], env: Record<string, string> = {}): Promise<string> =>
  new Promise((done) => {
    const quoted = [process.execPath, join(cli.folder, "cli/stormglass.mjs"), ...args].map(
      (word) => `'${word.replaceAll("'", "'\\''")}'`,
    );
    const { NO_COLOR: _, ...rest } = process.env;
    const child = execFile(
      "script",
      ["-qec", quoted.join(" "), "/dev/null"],
      { cwd: cli.folder, env: { ...rest, ...env }, maxBuffer: 16 * 1024 * 1024 },
      (_, out) => done(out),
    );
    child.stdin?.end();
  });

describe("what a stranger's file says on a terminal", () => {
  it.each([
    ["diagnose", ["diagnose", "evil.har"]],
    ["report", ["report", "evil.har"]],
    ["convert to lines", ["convert", "evil.har", "--to", "ndjson"]],
    ["convert to a table", ["convert", "evil.har", "--to", "messages.csv"]],
    ["redact", ["redact", "evil.har", "-o", "-"]],
    ["merge", ["merge", "evil.har", "evil.har", "-o", "-"]],
    ["compare", ["compare", "evil.har", "evil.har"]],
    ["an error that names it", ["diagnose", `gone-${EVIL}.har`]],
    ["what was asked", ["explain", EVIL]],
  ])("moves no cursor and hides nothing: %s", async (_, args) => {
    const shown = await onTerminal(args);
    expect(shown.length).toBeGreaterThan(20);
    const [found] = OTHERS.exec(shown.replaceAll(OURS, "")) ?? [];
    expect(found && `${found.codePointAt(0)?.toString(16)} in ${JSON.stringify(shown)}`).toBe(
      undefined,
    );
  });

  it("is in a pipe as it was written, and in the terminal's colours only where they are wanted", async () => {
    const args = ["redact", "evil.har", "-o", "-"];
    expect((await cli.run(args)).out).toContain("\u202e");
    expect(await onTerminal(args)).toContain("\\u202e");
    expect(await onTerminal(["diagnose", "evil.har"])).toMatch(OURS);
    expect(await onTerminal(["diagnose", "evil.har"], { NO_COLOR: "1" })).not.toMatch(OURS);
    expect((await cli.run(["diagnose", "evil.har"])).out).not.toMatch(OURS);
  });
});
