import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { fillChecklist } from "../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { measure } from "../../../src/library/index.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession, START } from "../har/full-session.ts";
import { type BuiltCli, buildCli } from "./build-cli.ts";

let cli: BuiltCli;

const fileOf = (...connections: Partial<Connection>[]) =>
  JSON.stringify(
    writeHar({
      session: makeSession(...connections.map(makeConnection)),
      rowsOf: () => [],
      creatorVersion: "1",
      exportedAt: START + 10_000,
      masked: true,
    }),
  );

const open = { at: START + 20, protocol: "", extensions: "" };
const HEALTHY = fileOf({ state: "open", open });
const TOO_BIG = fileOf({
  state: "closed",
  open,
  end: { at: START + 5000, by: "close", code: 1009, reason: "too big", wasClean: true },
});

beforeAll(async () => {
  cli = await buildCli();
  await writeFile(join(cli.folder, "healthy.har"), HEALTHY);
  await writeFile(join(cli.folder, "too-big.har"), TOO_BIG);
  await writeFile(join(cli.folder, "damaged.har"), '{"log": {"entries": [3]}}');
  await writeFile(join(cli.folder, "plain.har"), '{"log": {"entries": []}}');
  await writeFile(join(cli.folder, "packed.har.gz"), gzipSync(TOO_BIG));
  await writeFile(join(cli.folder, "wide.har"), Buffer.from(`\ufeff${TOO_BIG}`, "utf16le"));
  await writeFile(join(cli.folder, "session.zip"), "PK\u0003\u0004rest");
}, 60_000);
afterAll(() => cli.remove());

describe("stormglass", () => {
  it("prints its help and its version", async () => {
    expect(await cli.run(["--help"])).toMatchObject({ code: 0, err: "" });
    expect((await cli.run(["-h"])).out).toContain("stormglass diagnose FILE");
    expect((await cli.run(["--version"])).out).toBe(`${packageJson.version}\n`);
  });

  it.each([
    [[], "What to do is missing."],
    [["too-big.har"], 'Did you mean "stormglass diagnose too-big.har"?'],
    [["diagnose"], "The file to diagnose is missing."],
    [["diagnose", "healthy.har", "--jsn"], "--jsn"],
    [["diagnose", "healthy.har", "--json", "--markdown"], "exclude each other"],
    [["diagnose", "healthy.har", "--fail-on", "info"], '--fail-on does not know "info"'],
    [["diagnose", "healthy.har", "--fail-on", ""], '--fail-on does not know ""'],
  ])("exits 2 and says what it does not understand: %j", async (args, message) => {
    const { code, out, err } = await cli.run(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err).toContain("--help");
  });

  it("exits 0 where there is nothing to report", async () => {
    const { code, out, err } = await cli.run(["diagnose", "healthy.har"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("healthy.har\n1 connection");
    expect(out).toContain("wss://example.test/ws");
  });

  it("exits 1 where there is an error, and says what happened", async () => {
    const { code, out } = await cli.run(["diagnose", "too-big.har"]);
    expect(code).toBe(1);
    expect(out).toContain("closed 1009");
    expect(out).toContain("Health D (58 of 100): ");
    expect(out).toContain("message-too-big");
    expect(out).not.toContain("\u001b");
  });

  it.each([
    ["message-too-big", 1],
    ["no-backoff,message-too-big", 1],
    ["warning", 1],
    ["no-backoff", 0],
  ])("fails on %s: %i", async (level, expected) => {
    const { code } = await cli.run(["diagnose", "too-big.har", "--fail-on", level]);
    expect(code).toBe(expected);
  });

  it("prints as JSON the report that the panel has of the same file", async () => {
    const { code, out } = await cli.run(["diagnose", "too-big.har", "--json"]);
    const { session, nowMs } = readHar(TOO_BIG);
    const report = JSON.parse(JSON.stringify(diagnose(session, nowMs)));
    expect(code).toBe(1);
    const checklist = fillChecklist(session, report);
    const numbers = measure({ session, nowMs });
    expect(numbers).toHaveLength(1);
    expect(JSON.parse(out)).toEqual({
      file: "too-big.har",
      ...report,
      numbers,
      checklist,
      notes: [],
    });
    expect(JSON.parse(out).connections).toMatchObject([
      {
        id: "doc-1",
        primary: "message-too-big",
        closeCode: 1009,
        reason: "too big",
        wasClean: true,
      },
    ]);
  });

  it("prints Markdown for an issue tracker", async () => {
    const { out } = await cli.run(["diagnose", "too-big.har", "--markdown"]);
    expect(out).toContain("## Stormglass: `too-big.har`");
    expect(out).toContain("`message-too-big`");
  });

  it.each([[], ["--json"], ["--markdown"]])(
    "shows no credential of an unmasked file: %j",
    async (...format) => {
      const file = JSON.stringify({
        log: {
          entries: [
            {
              startedDateTime: new Date(START).toISOString(),
              request: { url: "wss://example.test/ws?token=hunter2" },
              response: { status: 401 },
              _webSocketMessages: [],
            },
          ],
        },
      });
      const { out } = await cli.run(["diagnose", "-", ...format], file);
      expect(out).toContain("token=***");
      expect(out).not.toContain("hunter2");
    },
  );

  it("reads standard input", async () => {
    const { code, out } = await cli.run(["diagnose", "-"], TOO_BIG);
    expect(code).toBe(1);
    expect(out).toContain("standard input\n");
  });

  it("names the place in a damaged file, prints the others, and exits 2", async () => {
    const { code, out, err } = await cli.run([
      "diagnose",
      "damaged.har",
      "too-big.har",
      "none.har",
      "healthy.har",
    ]);
    expect(code).toBe(2);
    expect(err).toBe(
      "damaged.har: log.entries[0] is not an object\nnone.har: there is no such file\n",
    );
    expect(out).toContain("too-big.har\n");
    expect(out).toContain("healthy.har\n");
  });

  it("takes a pattern that the shell left as it was, and ends with a summary", async () => {
    const { code, out, err } = await cli.run(["diagnose", "{too,heal}*.har"]);
    expect(err).toBe("");
    expect(code).toBe(1);
    const summary = out.slice(out.indexOf("Summary of 2 files"));
    // The sickest first, whatever its name.
    expect(summary).toMatch(
      /too-big\.har {2}health D, 1 connection: 1 error.*\n {2}healthy\.har {2}health A, 1 connection/,
    );
  });

  it("begins the Markdown of several files with a summary", async () => {
    const { code, out } = await cli.run([
      "diagnose",
      "healthy.har",
      "too-big.har",
      "damaged.har",
      "--markdown",
    ]);
    expect(code).toBe(2);
    expect(out.split("\n").slice(0, 7)).toEqual([
      "# Stormglass: 3 files",
      "",
      "| File | Health | What was found |",
      "| --- | --- | --- |",
      "| `damaged.har` |  | could not be read: log.entries\\[0\\] is not an object |",
      expect.stringMatching(/^\| `too-big\.har` \| D \| 1 connection: 1 error/),
      expect.stringMatching(/^\| `healthy\.har` \| A \| 1 connection/),
    ]);
    expect(out).toContain("## Stormglass: `too-big.har`");
  });

  it("reads what is packed with gzip, and what Windows wrote as UTF-16", async () => {
    const { out } = await cli.run(["diagnose", "packed.har.gz", "wide.har"]);
    const summary = out.slice(out.indexOf("Summary of 2 files"));
    expect(summary).toMatch(/packed\.har\.gz {2}health D, 1 connection: 1 error/);
    expect(summary).toMatch(/wide\.har {7}health D, 1 connection: 1 error/);
  });

  it("says what is wrong with a zip archive that was cut off", async () => {
    const { code, err } = await cli.run(["diagnose", "session.zip"]);
    expect(code).toBe(2);
    expect(err).toBe("session.zip: the archive was cut off, or is still being written\n");
  });

  it("says so where a file holds no WebSockets, and exits 0", async () => {
    const text = await cli.run(["diagnose", "plain.har"]);
    expect(text.code).toBe(0);
    expect(text.out).toContain("holds no WebSocket connections");
    expect(text.out).not.toContain("Health");
    const json = await cli.run(["diagnose", "plain.har", "--json"]);
    expect(JSON.parse(json.out).notes[0]).toContain("holds no WebSocket connections");
    const both = await cli.run(["diagnose", "plain.har", "healthy.har"]);
    expect(both.out).toMatch(/plain\.har {4}no WebSocket connections/);
  });

  it("says which pattern matches nothing", async () => {
    const { code, err } = await cli.run(["diagnose", "absent-*.har"]);
    expect(code).toBe(2);
    expect(err).toContain('No file matches "absent-*.har".');
  });

  it("lists several files in JSON, each with its report or its error", async () => {
    const { out } = await cli.run(["diagnose", "healthy.har", "damaged.har", "--json"]);
    expect(JSON.parse(out).files).toMatchObject([
      { file: "healthy.har", connections: [{ id: "doc-1" }] },
      { file: "damaged.har", error: "log.entries[0] is not an object" },
    ]);
  });

  it("prints nothing but the error where the only file cannot be read", async () => {
    expect(await cli.run(["diagnose", "damaged.har", "--json"])).toEqual({
      code: 2,
      out: "",
      err: "damaged.har: log.entries[0] is not an object\n",
    });
  });
});
