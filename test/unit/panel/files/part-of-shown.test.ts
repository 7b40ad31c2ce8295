import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { exportParts } from "../../../../src/panel/files/export-parts.ts";
import { choosePart } from "../../../../src/panel/files/part-of-shown.ts";
import { createFilterLanguage } from "../../../../src/panel/filter/filter-language.ts";
import { createModel } from "../../../../src/panel/model/model.ts";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import type { StoredRow } from "../../../../src/session/stored-row.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const chat = makeConnection({ url: "wss://chat.example.com/room", ordinal: 1, open: true });
const feed = makeConnection({
  ...{ url: "wss://feed.example.com/v1", ordinal: 2, createdAt: T0 + 60_000, open: true },
});
const session = makeSession({ connections: [chat, feed] });

const rowsOf = ({ id, createdAt }: typeof chat): StoredRow[] =>
  [0, 1, 2, 3].map((seq) => ({
    ...{ documentId: "d1", connectionId: id, seq, at: createdAt + 1_000 * seq },
    ...{ flags: 0, shape: 5, sizeBytes: 2, bufferedBytes: 0, body: "hi" },
  }));
const store = createMemoryStore(
  new Map([
    [chat.id, rowsOf(chat)],
    [feed.id, rowsOf(feed)],
  ]),
);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function panel() {
  const model = createModel(() => T0 + 120_000);
  model.filter.language.value = createFilterLanguage();
  model.live.value = session;
  model.store.value = store;
  // The list follows a session after a moment.
  vi.advanceTimersByTime(1_000);
  return model;
}

const never = new AbortController().signal;

it("offers what is chosen, and what is shown, where that is not all", () => {
  const model = panel();
  expect(exportParts(model)).toEqual([]);
  model.selection.value = { kind: "connection", id: feed.id };
  model.range.value = { from: T0, to: T0 + 10_000 };
  expect(exportParts(model).map(({ label }) => label)).toEqual([
    "Only connection #2",
    "Only the chosen time",
  ]);
  model.filter.text.value = "url:chat";
  expect(exportParts(model).at(-1)?.label).toBe("Only what the filter leaves in the chosen time");
});

it("takes one connection, and counts what was kept of the others", async () => {
  const wish = { kind: "connections", ids: [feed.id] } as const;
  const part = await choosePart(panel(), { session, store }, wish, never);
  expect([...part.session.connections.keys()]).toEqual([feed.id]);
  expect(part).toMatchObject({ messagesElsewhere: 4, by: ["connection"] });
  expect(part.keeps(feed.id, { seq: 0, at: 0 })).toBe(true);
});

it("takes the chosen time: the connections that lived then, and the messages of then", async () => {
  const model = panel();
  model.range.value = { from: T0 + 500, to: T0 + 2_500 };
  const part = await choosePart(model, { session, store }, { kind: "shown" }, never);
  expect([...part.session.connections.keys()]).toEqual([chat.id]);
  expect(part).toMatchObject({ messagesElsewhere: 4, by: ["time"] });
  const kept = rowsOf(chat).filter((row) => part.keeps(chat.id, row));
  expect(kept.map(({ seq }) => seq)).toEqual([1, 2]);
});

it("takes the connections that a filter leaves", async () => {
  const model = panel();
  model.filter.text.value = "url:feed";
  const part = await choosePart(model, { session, store }, { kind: "shown" }, never);
  expect([...part.session.connections.keys()]).toEqual([feed.id]);
  expect(part.by).toEqual(["filter"]);
});

it("counts what is elsewhere right where something chosen was forgotten meanwhile", async () => {
  const wish = { kind: "connections", ids: [feed.id, "gone-1", "gone-2"] } as const;
  const part = await choosePart(panel(), { session, store }, wish, never);
  expect(part.connectionsElsewhere).toBe(1);
  const folded = { url: chat.url, count: 5, openedCount: 0, messageCount: 0, sizeBytes: 0 };
  const foldedConnections = [{ ...folded, firstAt: T0, lastAt: T0 }];
  const source = { session: { ...session, foldedConnections }, store };
  expect((await choosePart(panel(), source, wish, never)).connectionsElsewhere).toBe(6);
});

it("leaves out what was before a clear, and says by what", async () => {
  const model = panel();
  model.live.value = { ...session, clearedAt: T0 + 1_500 };
  vi.advanceTimersByTime(1_000);
  const part = await choosePart(model, { session, store }, { kind: "shown" }, never);
  expect(rowsOf(chat).filter((row) => part.keeps(chat.id, row))).toHaveLength(2);
  expect(part).toMatchObject({ by: ["time"], keepsAll: false });
});
