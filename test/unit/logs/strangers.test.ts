import { describe, expect, it } from "vitest";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { STRANGERS, type Stranger } from "./strangers.ts";
import { CARRIED } from "./strangers-carried.ts";

/** A session of the line's own hour, to an address that every path is a part of. */
function readStranger({ line, format, at, path, id }: Stranger) {
  const near = at === null ? Date.UTC(2026, 11, 1, 12) : Date.parse(`${at}Z`);
  const connection = makeConnection({
    url: `wss://example.com${path ?? "/"}`,
    createdAt: near - 1_000,
    open: { at: near },
    close: { at: near + 1_000 },
    handshake: { requestHeaders: id ? [{ name: "X-Request-Id", value: id }] : [] },
  });
  const wanted = listWanted(makeSession({ connections: [connection] }));
  const reader = createLogReader("test.log", wanted, format ?? null);
  reader.push(`${line}\n`);
  return reader.end();
}

const toSecond = (ms: number | undefined | null) =>
  ms === undefined || ms === null ? null : new Date(ms).toISOString().slice(0, 19);

describe("lines of strangers' logs are read right", () => {
  for (const stranger of [...STRANGERS, ...CARRIED]) {
    it(`${stranger.from}: ${stranger.line.slice(0, 60)}`, () => {
      const { at, edge, path, status, code, livedMs, cause, id, error, server } = stranger;
      const { records, strange, notes, from } = readStranger(stranger);
      expect(strange).toBeNull();
      const [record] = records;
      const moment = edge ? record?.[edge]?.at : (record?.begin?.at ?? from);
      expect(toSecond(moment ?? from)).toBe(at);
      if (edge) expect(record?.[edge]).not.toBeNull();
      if (edge) expect(record?.server).toBe(server);
      if (path !== undefined) expect(record?.path).toBe(path);
      if (status !== undefined) expect(record?.status).toBe(status);
      if (code !== undefined) expect(record?.code).toBe(code);
      if (livedMs !== undefined) expect(Math.round(record?.durationMs ?? 0)).toBe(livedMs);
      if (id !== undefined) expect(record?.ids).toContain(id);
      const said = record?.cause ? `${record.cause.by} ${record.cause.kind}` : undefined;
      expect(said).toBe(cause);
      expect(notes.map(({ text }) => text).join()).toContain(error ?? "");
      if (error === undefined) expect(notes).toEqual([]);
    });
  }
});
