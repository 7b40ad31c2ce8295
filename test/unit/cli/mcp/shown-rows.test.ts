import { expect, it } from "vitest";
import { createShownRows } from "../../../../src/cli/mcp/shown-rows.ts";
import { redactRow } from "../../../../src/har/mask/redact.ts";
import { createMasker } from "../../../../src/secrets/masker.ts";
import type { StoredRow } from "../../../../src/session/stored-row.ts";
import { makeRow } from "../../har/full-session.ts";

const SECRET = "hunter2-hunter2-hunter2";
const secret = (i: number) => makeRow({ seq: i, body: `{"n":${i},"password":"${SECRET}"}` });

/** What is masked, and how often that was done. */
function counted(rows: StoredRow[], maxKept?: number) {
  const masker = createMasker();
  const done: number[] = [];
  const show = (row: StoredRow) => {
    done.push(row.seq);
    return redactRow(row, masker);
  };
  return { done, rowsOf: createShownRows(new Map([["doc-1", rows]]), show, maxKept) };
}

it("masks a message when it is looked at, once, whoever asks again", () => {
  const { done, rowsOf } = counted([secret(0), makeRow({ seq: 1 }), secret(2)]);
  expect(rowsOf("doc-1").count).toBe(3);
  expect(rowsOf("doc-1").factsOf(2)).toMatchObject({ seq: 2 });
  expect(done).toEqual([]);
  for (const _ of "again") {
    expect(rowsOf("doc-1").row(2)?.body).toBe('{"n":2,"password":"***1"}');
    expect(rowsOf("doc-1").row(1)?.body).toBe("hi");
  }
  expect(done).toEqual([2, 1]);
  expect(rowsOf("doc-1").row(3)).toBeNull();
  expect(rowsOf("another").count).toBe(0);
});

it("keeps no more of what it masked than there is room for, and shows the rest masked all the same", () => {
  const { done, rowsOf } = counted([secret(0), secret(1)], 300);
  for (const _ of "abc") {
    for (const index of [0, 1]) expect(rowsOf("doc-1").row(index)?.body).not.toContain(SECRET);
  }
  expect(done).toEqual([0, 1, 1, 1]);
});

it("shows what the user lets be seen as it is", () => {
  const rowsOf = createShownRows(new Map([["doc-1", [secret(0)]]]), null);
  expect(rowsOf("doc-1").row(0)?.body).toContain(SECRET);
});
