import { expect, it } from "vitest";
import type { FilteredParts } from "../../../../src/panel/messages/filtered-parts.ts";
import { createMessageParts } from "../../../../src/panel/messages/message-parts.ts";
import { createRangeParts } from "../../../../src/panel/messages/range-parts.ts";
import { createShownRows } from "../../../../src/panel/messages/shown-rows.ts";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import type { StoredRow } from "../../../../src/session/stored-row.ts";
import { makeConnection, T0 } from "../../../builders.ts";

it("shows of a chosen time the messages within it, and no others", async () => {
  const connection = makeConnection({ receive: { count: 6 } });
  const rows = Array.from(
    { length: 6 },
    (_, seq): StoredRow => ({
      documentId: "d1",
      connectionId: connection.id,
      seq,
      at: T0 + seq * 1_000,
      flags: 0,
      shape: 0,
      sizeBytes: 1,
      bufferedBytes: 0,
      body: `${seq}`,
    }),
  );
  const parts = createMessageParts(createMemoryStore(new Map([[connection.id, rows]])), 1);
  await parts.update([connection], 0);
  const ranged = createRangeParts(parts);
  await ranged.follow({ from: T0 + 2_000, to: T0 + 4_000 }, false);
  const shown = createShownRows(parts, null as unknown as FilteredParts, ranged, () => false);
  expect(shown.count(0)).toBe(3);
  expect((await shown.read(0, 0, 3)).map(({ seq }) => seq)).toEqual([2, 3, 4]);
  expect((await shown.read(0, 1, 1)).map(({ body }) => body)).toEqual(["3"]);
});
