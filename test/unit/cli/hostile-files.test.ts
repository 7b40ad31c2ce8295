import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeSession, START } from "../har/full-session.ts";
import { type BuiltCli, buildCli } from "./build-cli.ts";

/** What moves cursors, turns texts round, hides, and breaks lines. */
const UNSAFE = "\u001b[31m\u0007\u007f\u009b7m\u00ad\u061c\u200b\u2028\u202e\u2066\ufeff";
const NOT_TEXT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const NAME = `bad${UNSAFE}.har`;

const open = { at: START + 20, protocol: UNSAFE, extensions: UNSAFE };
const end = { at: START + 5_000, by: "close", code: 1008, reason: UNSAFE, wasClean: true } as const;
const session = makeSession(
  makeConnection({ url: `wss://example.test/${UNSAFE}`, state: "closed", open, end }),
  makeConnection({
    id: "doc-2",
    ordinal: 2,
    url: `${UNSAFE}://example.test`,
    protocols: [UNSAFE],
    stack: UNSAFE,
    state: "closed",
    end: { ...end, code: 1006, reason: "" },
  }),
);
const file = writeHar({
  session,
  rowsOf: () => [],
  creatorVersion: "1",
  exportedAt: START + 10_000,
  masked: false,
});

let cli: BuiltCli;

beforeAll(async () => {
  cli = await buildCli();
  await writeFile(join(cli.folder, NAME), JSON.stringify(file));
  await writeFile(join(cli.folder, `damaged${NAME}`), `{"log": ${UNSAFE}`);
  const lists = `{"log": {"x": [${"[],".repeat(20_000_000)}0]}}`;
  await writeFile(join(cli.folder, "bomb.har.gz"), gzipSync(lists));
  await writeFile(join(cli.folder, "spaces.har.gz"), gzipSync(" ".repeat(200 * 1024 * 1024)));
}, 60_000);
afterAll(() => cli.remove());

const withoutLines = (text: string) => text.replaceAll("\n", "");

describe("a file with characters that are no text", () => {
  it.each([[], ["--json"], ["--markdown"]])(
    "gives none of them to the terminal: %s",
    async (...format) => {
      const { code, out, err } = await cli.run(["diagnose", NAME, `damaged${NAME}`, ...format]);
      expect(code).toBe(2);
      expect(out).toContain("1008");
      expect(withoutLines(out)).not.toMatch(NOT_TEXT);
      expect(err).toContain("is not valid JSON");
      expect(withoutLines(err)).not.toMatch(NOT_TEXT);
    },
  );

  it("says exactly the same in JSON", async () => {
    const { out } = await cli.run(["diagnose", NAME, "--json"]);
    const { file: name, connections } = JSON.parse(out);
    expect(name).toBe(NAME);
    expect(connections[0].reason).toBe(UNSAFE);
  });

  it.each([
    ["a command", [UNSAFE]],
    ["an option", ["diagnose", `--${UNSAFE}`]],
    ["a level", ["diagnose", "x", "--fail-on", UNSAFE]],
    ["a file", ["diagnose", UNSAFE]],
    ["a pattern", ["diagnose", `${UNSAFE}*`]],
  ])("nor does %s that is wrong", async (_, args) => {
    const { code, out, err } = await cli.run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(withoutLines(err)).not.toMatch(NOT_TEXT);
  });
});

describe("a small file that is large when it is unpacked", () => {
  it("is said to be, and the others are read", async () => {
    const { code, out, err } = await cli.run(["diagnose", "bomb.har.gz", "spaces.har.gz", NAME]);
    expect(code).toBe(2);
    const [bomb, spaces] = err.split("\n");
    expect(bomb).toBe(
      "bomb.har.gz: the file is too large: its values would take more than 256 MiB of memory",
    );
    expect(spaces).toBe(
      "spaces.har.gz: the file is packed with gzip, and too large when it is unpacked (over 128 MiB)",
    );
    expect(out).toContain("1008");
  });
});
