import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { runConvert } from "../../../src/cli/convert/run-convert.ts";
import type { Io } from "../../../src/cli/io.ts";
import { readAndDiagnose } from "../../../src/cli/read-session.ts";
import { writeTextReport } from "../../../src/cli/text-report.ts";
import { writeHar } from "../../../src/har/write.ts";
import type { Session } from "../../../src/session/session.ts";
import { recordedOf, sessionOf } from "../logs/recorded.ts";

const folder = mkdtempSync(join(tmpdir(), "stormglass-logs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scene = recordedOf("haproxy").find(({ fault }) => fault === "an idle limit");
const put = (name: string, data: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};

const IO: Io = { out: () => {}, err: () => {}, colour: false, columns: 80 };

const harOf = (session: Session): string =>
  JSON.stringify(
    writeHar({
      session,
      rowsOf: () => [],
      creatorVersion: "0.1.0",
      exportedAt: session.startedAt + 60_000,
      masked: false,
    }),
  );

describe("diagnose --log", () => {
  it("tells by a packed log, in a terminal, what ended each connection and how the clocks were matched", async () => {
    if (!scene) throw new Error("the recording is missing");
    const session = sessionOf(scene.seen, (at) => at + 40_000, true);
    const har = put("session.har", harOf(session));
    const log = put("haproxy.log.gz", gzipSync(scene.logs["haproxy.log"] ?? ""));
    const read = await readAndDiagnose(har, { logs: [log], formats: [] });
    if ("error" in read) throw new Error(read.error);
    const text = writeTextReport(read, { colour: false, columns: 80 }).replaceAll(/\s+/g, " ");
    expect(text).toContain("behind the browser's");
    expect(text).toContain("page → HAProxy");
    expect(read.report.findings.filter(({ primary }) => primary).map(({ id }) => id)).toEqual(
      scene.seen.map(() => "idle-timeout"),
    );
    expect(text).not.toContain(scene.seen[0]?.key);
  });

  it("has the same to say of a session that keeps what the log said, without the log", async () => {
    if (!scene) throw new Error("the recording is missing");
    const har = put("bare.har", harOf(sessionOf(scene.seen, (at) => at + 40_000, true)));
    const log = put("haproxy.log", scene.logs["haproxy.log"] ?? "");
    const out = join(folder, "kept.har");
    const said: string[] = [];
    const code = await runConvert(
      {
        file: har,
        to: null,
        output: out,
        force: false,
        keepSecrets: false,
        logs: { logs: [log], formats: [] },
      },
      { ...IO, err: (text) => said.push(text) },
    );
    expect([code, said.join("")]).toEqual([0, expect.stringContaining("of 5 connections is kept")]);
    const [before, after] = await Promise.all([
      readAndDiagnose(har, { logs: [log], formats: [] }),
      readAndDiagnose(out),
    ]);
    if ("error" in before || "error" in after) throw new Error("one could not be read");
    expect(after.report.findings).toEqual(before.report.findings);
    expect(after.checklist).toEqual(before.checklist);
    expect(after.notes.join(" ")).toContain("What haproxy.log said of these connections is kept");
    // Of the log itself there is nothing but that: neither addresses of clients nor keys.
    const text = readFileSync(out, "utf8");
    expect(text).not.toContain("127.0.0.1:40");
    const events = join(folder, "kept.ndjson");
    const redacted = join(folder, "kept-again.har");
    const options = { force: false, keepSecrets: false, logs: { logs: [], formats: [] } };
    await runConvert({ file: out, to: "ndjson", output: events, ...options }, IO);
    await runConvert({ file: events, to: "har", output: redacted, ...options }, IO);
    const again = await readAndDiagnose(redacted);
    if ("error" in again) throw new Error(again.error);
    expect(again.report.findings).toEqual(before.report.findings);
  });

  it("keeps nothing, and writes nothing, where no log could be read", async () => {
    if (!scene) throw new Error("the recording is missing");
    const har = put("lone.har", harOf(sessionOf(scene.seen, (at) => at, true)));
    const output = join(folder, "never.har");
    const said: string[] = [];
    const logs = { logs: [join(folder, "missing.log")], formats: [] };
    const options = { file: har, to: null, output, force: false, keepSecrets: false, logs };
    expect(await runConvert(options, { ...IO, err: (text) => said.push(text) })).toBe(2);
    expect(said.join("")).toContain("missing.log");
    expect(existsSync(output)).toBe(false);
  });

  it("says of a log that is no text that it is none, and still judges the session", async () => {
    if (!scene) throw new Error("the recording is missing");
    const har = put("other.har", harOf(sessionOf(scene.seen, (at) => at, true)));
    const log = put("binary.log", new Uint8Array(64));
    const read = await readAndDiagnose(har, {
      logs: [log, join(folder, "missing.log")],
      formats: [],
    });
    if ("error" in read) throw new Error(read.error);
    expect(read.notes.join(" ")).toContain("is not text");
    expect(read.notes.join(" ")).toContain("missing.log");
    expect(read.report.findings.length).toBeGreaterThan(0);
  });
});
