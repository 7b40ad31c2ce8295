import { expect, it } from "vitest";
import { writeLogs } from "../../../src/cli/logs/write-logs.ts";
import { keepLogs } from "../../../src/logs/kept/kept-logs.ts";
import { restoreLogs } from "../../../src/logs/kept/restore-logs.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import { layBeside, recordedOf, sessionOf } from "../logs/recorded.ts";

it("masks what servers and logs are called, in data as in words", () => {
  const [scene] = recordedOf("haproxy").filter(({ fault }) => fault === "an idle limit");
  if (!scene) throw new Error("the recording is missing");
  const session = sessionOf(scene.seen, (at) => at, true);
  const beside = layBeside(session, scene);
  const plain = writeLogs({ beside, told: [] });
  expect(plain.files[0]?.server).toBe("HAProxy");
  expect(plain.paths.length).toBeGreaterThan(0);

  const token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
  const kept = keepLogs(beside);
  for (const log of kept.logs) Object.assign(log, { name: token, server: token });
  for (const { hops } of kept.paths) {
    for (const hop of hops) Object.assign(hop, { server: token, logs: [token], upstream: token });
  }
  const [connectionId = ""] = session.connections.keys();
  const error = { line: 1, text: token, at: 0, isClockTrusted: true };
  kept.errors = [{ connectionId, lines: [{ ...error, log: token }] }];
  const named = restoreLogs(kept, listWanted(session));
  const text = JSON.stringify(writeLogs({ beside: named, told: [] }));
  expect(text).toContain('"line":1');
  expect(text).not.toContain(token);
});
