import { describe, expect, it } from "vitest";
import { diagnoseWith } from "../../../src/analysis/diagnose.ts";
import { NO_WISHES, watchMasker } from "../../../src/har/mask/watch-masker.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import type { LogsBeside } from "../../../src/logs/beside.ts";
import { checksBeside } from "../../../src/logs/findings/checks.ts";
import { diagnoseKept } from "../../../src/logs/kept/diagnose-kept.ts";
import { type KeptLogs, keepLogs } from "../../../src/logs/kept/kept-logs.ts";
import { restoreLogs } from "../../../src/logs/kept/restore-logs.ts";
import { tellLogs } from "../../../src/logs/report.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Session } from "../../../src/session/session.ts";
import { OPENED_AT } from "./read.ts";
import { layBeside, RECORDED, recordedOf, sessionOf } from "./recorded.ts";

const NOW = OPENED_AT + 3_600_000;

const save = (session: Session, serverLogs: KeptLogs, masked: boolean) =>
  JSON.stringify(
    writeHar({
      session,
      rowsOf: () => [],
      creatorVersion: "0.1.0",
      exportedAt: NOW,
      masked,
      serverLogs,
    }),
  );

function open(text: string) {
  const { session, serverLogs } = readHar(text);
  if (!serverLogs) throw new Error("the file keeps nothing of the logs");
  return { session, beside: restoreLogs(serverLogs, listWanted(session)) };
}

/** What is found with them, and the report of a file in which the user wants mail addresses masked. */
function diagnoseKeptOf(session: Session, serverLogs: KeptLogs) {
  const findMail = (text: string) =>
    [...text.matchAll(/[\w.]{1,64}@[\w.]{1,64}/g)].map(({ index, 0: { length } }) => ({
      from: index,
      to: index + length,
    }));
  const wishes = { ...NO_WISHES, patterns: [findMail] };
  const { log } = writeHar({
    ...{ session, serverLogs, rowsOf: () => [], creatorVersion: "0.1.0", exportedAt: NOW },
    ...{ masked: true, masking: watchMasker(wishes), report: {}, judge: diagnoseKept },
  });
  return {
    judged: JSON.stringify(diagnoseKept(session, NOW, serverLogs)),
    report: JSON.stringify(log._stormglass.report),
  };
}

/** All that is told of the logs, but for what stands only in themselves. */
function told(session: Session, beside: LogsBeside) {
  const report = diagnoseWith(checksBeside(beside), session, NOW);
  return {
    findings: report.findings,
    paths: [...beside.paths],
    absent: [...beside.absent],
    errors: [...beside.errors],
    lines: tellLogs(beside, report).map(({ title, lines }) => ({
      title,
      lines: lines.filter((line) => !/not understood|^Fields taken/.test(line)),
    })),
  };
}

describe("a session that is saved with what logs say of it", () => {
  it.each(RECORDED)("tells the same of all faults of %s without the logs", (server) => {
    for (const scene of recordedOf(server)) {
      const session = sessionOf(scene.seen, (at) => at + 40_000, true);
      const beside = layBeside(session, scene);
      const again = open(save(session, keepLogs(beside), false));
      expect(told(again.session, again.beside)).toEqual(told(session, beside));
    }
  });

  it("holds the lines that are its connections' and no word of others", () => {
    const [scene] = recordedOf("nginx").filter(({ fault }) => fault === "an idle limit");
    if (!scene) throw new Error("the recording is missing");
    const strangers =
      '2026/12/01 11:49:55 [error] 1#1: *9 open() "/srv/secret-plans" failed\nnonsense of a stranger\n';
    const logs = { ...scene.logs, "error.log": `${strangers}${scene.logs["error.log"]}` };
    const session = sessionOf(scene.seen, (at) => at, true);
    const text = save(session, keepLogs(layBeside(session, { ...scene, logs })), true);
    expect(text).not.toContain("secret-plans");
    expect(text).not.toContain("nonsense");
    const { serverLogs } = readHar(text);
    expect(serverLogs?.paths).toHaveLength(scene.seen.length);
    for (const { hops } of serverLogs?.paths ?? [])
      expect(hops[0]?.lines.length).toBeGreaterThan(0);
  });

  it("is masked as the rest of it is, and says what was", () => {
    const [scene] = recordedOf("haproxy").filter(({ fault }) => fault === "an idle limit");
    if (!scene) throw new Error("the recording is missing");
    const session = sessionOf(scene.seen, (at) => at, true);
    const kept = keepLogs(layBeside(session, scene));
    const token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    const [first] = kept.paths[0]?.hops ?? [];
    if (!first) throw new Error("nothing was joined");
    first.reason = `bad token ${token}`;
    const [connection] = session.connections.keys();
    kept.errors.push({
      connectionId: connection ?? "",
      lines: [{ log: "app.log", line: 3, text: `refused ${token}`, at: NOW, isClockTrusted: true }],
    });
    expect(save(session, kept, false)).toContain(token);
    const masked = save(session, kept, true);
    expect(masked).not.toContain(token);
    expect(readHar(masked).masked?.map(({ place }) => place)).toContain("server log");
    // Masked or not, each is still the connection's that it was.
    expect(open(masked).beside.paths.size).toBe(scene.seen.length);
  });

  it("is judged as it is masked: its report quotes no word that the user wants masked", () => {
    const [scene] = recordedOf("haproxy").filter(({ fault }) => fault === "an idle limit");
    if (!scene) throw new Error("the recording is missing");
    const session = sessionOf(scene.seen, (at) => at, true);
    const kept = { ...keepLogs(layBeside(session, scene)), paths: [] };
    const text = "login refused for bob@example.com";
    const lines = [{ log: "app.log", line: 3, text, at: NOW, isClockTrusted: true }];
    kept.errors = [...session.connections.keys()].map((connectionId) => ({ connectionId, lines }));
    const { judged, report } = diagnoseKeptOf(session, kept);
    expect(judged).toContain("bob@example.com");
    expect(report).toContain("login refused for ***");
    expect(report).not.toContain("bob@example.com");
  });

  it("takes nothing on trust from a file that somebody else wrote", () => {
    const [scene] = recordedOf("haproxy").filter(({ fault }) => fault === "an idle limit");
    if (!scene) throw new Error("the recording is missing");
    const session = sessionOf(scene.seen, (at) => at, true);
    const kept = keepLogs(layBeside(session, scene));
    const [one, two, ...rest] = kept.paths;
    if (!one?.hops[0]?.cause || !two?.hops[0]?.cause) throw new Error("nothing was joined");
    one.hops[0].cause.words = "\u001b[2J<b>all is well</b>";
    two.hops[0].cause.kind = "struck-by-lightning";
    kept.paths = [one, two, ...rest, { connectionId: "nobody", hops: one.hops }];
    const { beside, session: again } = open(save(session, kept, false));
    expect(beside.paths.has("nobody")).toBe(false);
    expect(beside.paths.get(one.connectionId)?.verdict?.cause.words).not.toContain("\u001b");
    expect(beside.paths.get(two.connectionId)?.verdict).toBeNull();
    const { findings } = diagnoseWith(checksBeside(beside), again, NOW);
    expect(findings.filter(({ id }) => id === "check-failed")).toEqual([]);
    expect(() =>
      open(save(session, kept, false).replace('"how":"exact"', '"how":"divine"')),
    ).toThrow("serverLogs.paths[0].hops[0].how");
  });
});
