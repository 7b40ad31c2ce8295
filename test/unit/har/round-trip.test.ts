/** What is exported, opened and exported again is the same file, byte by byte. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar, type SessionFile } from "../../../src/har/read.ts";
import { writeHarParts } from "../../../src/har/write.ts";
import {
  ROW_BINARY,
  ROW_BLOB,
  ROW_CUT,
  ROW_LOST,
  ROW_SEND,
  UNTOLD,
} from "../../../src/protocol/rows.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { ConnectionId, Session } from "../../../src/session/session.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { makeDocument, makeSession, T0 } from "../../builders.ts";
import { sessionEvents } from "../session/random-events.ts";
import { makeFullSession, makeRow, START } from "./full-session.ts";

type Rows = ReadonlyMap<ConnectionId, StoredRow[]>;

async function write(
  session: Session,
  rows: Rows,
  exportedAt: number,
  masked = false,
  maskedBefore: SessionFile["masked"] = null,
  exportedOn = { system: "Linux", zoneMinutes: 120 },
) {
  const parts: string[] = [];
  const texts = writeHarParts({
    session,
    rowsOf: (id) => rows.get(id) ?? [],
    report: diagnose(session, exportedAt),
    creatorVersion: "0.1.0",
    exportedAt,
    exportedOn,
    masked,
    maskedBefore,
  });
  for await (const part of texts) parts.push(part);
  return parts.join("");
}

/** As the viewer does it: judged as of the moment that the file says. */
async function writeAgain(text: string, masked = false): Promise<string> {
  const { session, rows, nowMs, masked: before, exported } = readHar(text);
  return write(session, rows, nowMs, masked, before, exported?.on ?? undefined);
}

/** UTF-16 as pages give it: halves of pairs, controls, signs that turn the direction. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ minLength: 1, maxLength: 1 }),
    fc.constantFrom("\ud800", "\udc00", "\u0000", "\u2028", "\u202e", '"', "\\", "é", "😀"),
  ),
});
const textFlags = [0, ROW_CUT, ROW_LOST, ROW_CUT | ROW_LOST];
const binaryFlags = [...textFlags, ...textFlags.map((flags) => flags | ROW_BLOB)];
const body = fc.oneof(
  fc.record({ body: fc.option(text), flags: fc.constantFrom(...textFlags) }),
  fc.record({
    body: fc.option(fc.uint8Array({ maxLength: 40 })),
    flags: fc.constantFrom(...binaryFlags.map((flags) => flags | ROW_BINARY)),
  }),
);
const row = fc.record({
  said: body,
  send: fc.boolean(),
  at: fc.double({ min: T0, max: T0 + 300_000, noNaN: true }),
  shape: fc.integer({ min: 0, max: 15 }),
  sizeBytes: fc.nat(9_000_000),
  told: fc.record(
    Object.fromEntries(
      Object.keys(UNTOLD).map((name) => [name, fc.oneof(fc.constant(0), fc.nat(2 ** 31))]),
    ) as Record<keyof typeof UNTOLD, fc.Arbitrary<number>>,
  ),
});

const rowsFor = (
  session: Session,
  made: readonly (typeof row extends fc.Arbitrary<infer R> ? R : never)[],
) =>
  new Map(
    [...session.connections.values()].map(({ id, documentId }) => [
      id,
      made.map(
        ({ said, send, at, shape, sizeBytes, told }, seq): StoredRow => ({
          ...{ documentId: documentId ?? "", connectionId: id, seq, at, shape, sizeBytes, ...told },
          flags: said.flags | (send ? ROW_SEND : 0),
          body: said.body,
        }),
      ),
    ]),
  );

describe("a session that is exported, opened and exported again", () => {
  it("gives the same bytes and the same messages, whatever happened in it", async () => {
    const start = () =>
      makeSession({ documents: [makeDocument(), makeDocument({ id: "d2", top: false })] });
    const cases = [sessionEvents, fc.array(row, { maxLength: 8 }), fc.boolean()] as const;
    await fc.assert(
      fc.asyncProperty(...cases, async (events, made, masked) => {
        const session = events.reduce(
          (before, event) => reduce(before, structuredClone(event)),
          start(),
        );
        const rows = rowsFor(session, made);
        // No export is older than what is in it, but a page can forge its clock.
        const asWritten = await write(session, rows, T0 + 400_000);
        const read = readHar(asWritten);
        expect(read.rows).toEqual(rows);
        const exported = await write(session, rows, read.nowMs, masked);
        expect(await writeAgain(exported, masked)).toBe(exported);
      }),
      { numRuns: 60, seed: 20_261_201 },
    );
  });

  it("gives the same bytes with every field set, and the same where its secrets were masked", async () => {
    const { session, rows } = makeFullSession();
    const secret = makeRow({ seq: 8, sizeBytes: 40, shape: 3, body: '{"password":"Tr0ub4dor&3"}' });
    const byId = new Map([["doc-1", [...rows, secret]]]);
    for (const masked of [false, true]) {
      const exported = await write(session, byId, START + 10_000, masked);
      expect(await writeAgain(exported, masked)).toBe(exported);
    }
  });
});

describe("a file of an older version", () => {
  // Written by this project's own exporter on these days, from a session with every field of then.
  it.each(["2026-11-21", "2026-12-01"])("of %s is read, message by message", async (day) => {
    const text = readFileSync(new URL(`older/${day}.har`, import.meta.url), "utf8");
    const { session, rows, origin, notes, nowMs } = readHar(text);
    expect(origin).toEqual({ creator: "Stormglass", version: "0.1.0", ours: true });
    expect(notes).toEqual([]);
    expect(nowMs).toBe(START + 10_000);
    const connection = session.connections.get("doc-1");
    expect(connection?.end).toMatchObject({ code: 1008, reason: "policy", wasClean: true });
    expect(connection?.closing?.stack).toBe("at bye (app.js:3:4)");
    expect(connection?.handshake?.responseHeaders).toEqual([{ name: "Server", value: "nginx" }]);
    expect(session.dropped).toMatchObject([{ count: 5, sizeBytes: 6, why: "back-pressure" }]);
    const read = rows.get("doc-1") ?? [];
    expect(read.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(read[1]?.body).toEqual(Uint8Array.of(0, 1, 2));
    expect(read.map(({ body }) => body === null)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
    const exported = await writeAgain(text);
    expect(await writeAgain(exported)).toBe(exported);
  });
});
