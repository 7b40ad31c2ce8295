import { expect, it } from "vitest";
import { createPageRecord } from "../../../src/playwright/page-record.ts";
import { makeConnecting, makeEnvelope, makeRows, T0 } from "../../builders.ts";

const DOCUMENT = "document-of-the-test";

it("keeps as many messages as a test's process has room for, and counts the others", () => {
  const record = createPageRecord(T0);
  record.join({ url: "https://a.test/", top: true, hooked: true }, DOCUMENT, 0);
  const { clock } = makeEnvelope();
  const take = (n: number, contents: object) =>
    record.take(
      {
        ...{ kind: "envelope", n, clock, recorded: true, rows: null, backlog: null },
        ...{ lateBodies: [], events: [], ...contents },
      },
      DOCUMENT,
    );
  take(1, { events: [makeConnecting(1, 0)] });
  for (let batch = 0; batch < 101; batch++) {
    const times = Array.from({ length: 1_000 }, (_, i) => batch * 1_000 + i);
    take(batch + 2, { rows: makeRows(times, { firstSeq: batch * 1_000 }) });
  }
  const { session, rows } = record;
  expect([...rows.values()].flat()).toHaveLength(100_000);
  const [connection] = session.connections.values();
  expect((connection?.send.count ?? 0) + (connection?.receive.count ?? 0)).toBe(101_000);
  expect(session.dropped).toMatchObject([{ count: 1_000, what: "messages", why: "retention" }]);
});

it("believes no page that it began in another century, and takes what is no message for forged", () => {
  const record = createPageRecord(T0);
  const before = Date.now();
  record.join({ url: "x".repeat(100_000), top: true, beganAt: -1e300 }, DOCUMENT, 0);
  const [document] = record.session.documents.values();
  expect(document?.url.length).toBeLessThan(20_000);
  record.join({ url: 3, top: "yes", beganAt: "1e9" }, "another", 1);
  for (const raw of [null, 3, [], { kind: "envelope" }, { kind: "envelope", n: -1 }]) {
    record.take(raw, DOCUMENT);
  }
  expect(record.session.connections.size).toBe(0);
  expect(record.session.forgedCount).toBeGreaterThan(0);
  expect(document?.joinedAt ?? 0).toBeGreaterThanOrEqual(before - 60_000);
});

it("a body that finds no room takes none from those after it", () => {
  const record = createPageRecord(T0);
  record.join({ url: "https://a.test/", top: true, hooked: true }, DOCUMENT, 0);
  const { clock } = makeEnvelope();
  const mebibyte = 1024 * 1024;
  const sizes = [...Array.from({ length: 7 }, () => 8 * mebibyte), 7 * mebibyte, 8 * mebibyte, 5];
  for (const [i, size] of sizes.entries()) {
    const rows = { ...makeRows([i], { firstSeq: i }), bodies: ["x".repeat(size)] };
    const events = i === 0 ? [makeConnecting(1, 0)] : [];
    const contents = { rows, backlog: null, lateBodies: [], events };
    record.take({ kind: "envelope", n: i + 1, clock, recorded: true, ...contents }, DOCUMENT);
  }
  const kept = [...record.rows.values()].flat().map(({ body }) => body?.length ?? null);
  expect(kept).toEqual([...sizes.slice(0, 8), null, 5]);
});
