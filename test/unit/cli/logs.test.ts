import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
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
