import { expect, it } from "vitest";
import { awaitRows } from "../../../../src/panel/files/await-rows.ts";
import type { StoredRow, StoreReader } from "../../../../src/store/store.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../../builders.ts";

const SENT_AT = T0 + 1_000;

const session = makeSession({
  documents: [makeDocument({ recordingFromSeq: 0 })],
  connections: [makeConnection({ open: true, lastMessage: { at: SENT_AT, direction: "send" } })],
});

const rowAt = (at: number): StoredRow => ({
  ...{ documentId: "d", connectionId: "c", seq: at - T0, at, flags: 0, shape: 0 },
  ...{ sizeBytes: 1, bufferedBytes: 0, body: null },
});

/** A store to which one row comes each time that it is asked for its count. */
function makeStore(coming: readonly number[]) {
  let count = 0;
  const store: StoreReader = {
    count: async () => Math.min(++count, coming.length),
    read: async (_tabId, _connectionId, from) => [rowAt(coming[from] ?? 0)],
    find: async () => 0,
  };
  return { store, asked: () => count };
}

it("waits for the last message that was counted, and no longer", async () => {
  const { store, asked } = makeStore([T0, T0 + 500, SENT_AT, T0 + 2_000]);
  await awaitRows(store, session, () => SENT_AT);
  expect(asked()).toBe(3);
});

it("gives up on rows that do not come", async () => {
  const { store, asked } = makeStore([T0]);
  let now = SENT_AT;
  await awaitRows(store, session, () => {
    now += 500;
    return now;
  });
  expect(asked()).toBeGreaterThan(0);
});

it("asks for nothing where the last message is old, or was never to be stored", async () => {
  const { store, asked } = makeStore([T0]);
  await awaitRows(store, session, () => SENT_AT + 60_000);
  await awaitRows(store, { ...session, documents: new Map() }, () => SENT_AT);
  expect(asked()).toBe(0);
});
