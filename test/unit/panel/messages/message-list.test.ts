import { describe, expect, it } from "vitest";
import { layOut } from "../../../../src/panel/messages/list-layout.ts";
import { type ListMarker, markersOf } from "../../../../src/panel/messages/list-markers.ts";
import { createMessageParts } from "../../../../src/panel/messages/message-parts.ts";
import { gapInWords, timeInWords } from "../../../../src/panel/messages/message-view.ts";
import { placeMarkers } from "../../../../src/panel/messages/place-markers.ts";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import type { StoredRow } from "../../../../src/session/stored-row.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const makeMarker = (key: string): ListMarker => ({
  key,
  kind: "open",
  at: T0,
  title: key,
  text: "",
  tone: "quiet",
});
const mark = (before: number, key: string) => ({ before, marker: makeMarker(key) });

describe("the layout of a list", () => {
  const layout = layOut([
    { rows: 3, markers: [mark(0, "first"), mark(2, "middle"), mark(3, "last")] },
    { rows: 0, markers: [mark(0, "empty"), mark(0, "empty end")] },
    { rows: 0, markers: [] },
    { rows: 1, markers: [mark(0, "open")] },
  ]);
  const words = Array.from({ length: layout.count }, (_, index) => {
    const item = layout.itemAt(index);
    return item?.kind === "marker" ? item.marker.key : `${item?.part}.${item?.row}`;
  });

  it("puts markers between the messages, part after part", () => {
    expect(words).toEqual([
      ..."first 0.0 0.1 middle 0.2 last".split(" "),
      "empty",
      "empty end",
      "open",
      "3.0",
    ]);
    expect(layout.rowCount).toBe(4);
    expect(layout.itemAt(layout.count)).toBeNull();
  });

  it("finds the place of each message and marker again", () => {
    for (const [index, word] of words.entries()) {
      const item = layout.itemAt(index);
      if (item?.kind === "row") expect(layout.indexOfRow(item.part, item.row)).toBe(index);
      else expect(layout.indexOfMarker(word)).toBe(index);
    }
    expect(layout.indexOfMarker("nothing")).toBe(-1);
  });

  it("counts messages across parts, without what stands between them", () => {
    expect(layout.placeOfFlatRow(2)).toEqual({ part: 0, row: 2 });
    expect(layout.placeOfFlatRow(3)).toEqual({ part: 3, row: 0 });
    expect(layout.placeOfFlatRow(4)).toBeNull();
  });
});

describe("what stands between messages", () => {
  const given = (known: Partial<Parameters<typeof markersOf>[1]> = {}) => ({
    dropped: [],
    clearedAt: null,
    nowMs: T0,
    ...known,
  });
  const titles = (...args: Parameters<typeof markersOf>) =>
    markersOf(...args).map(({ marker, place }) => `${place}: ${marker.title} ${marker.text}`);

  it("is the opening, the error and the close of a connection", () => {
    const connection = makeConnection({
      open: { protocol: "chat" },
      errorAt: T0 + 900,
      close: { code: 1006, reason: "<b>gone</b>" },
    });
    expect(titles(connection, given(), null)).toEqual([
      "first: open after 50 ms, subprotocol chat",
      "last: error the browser fired “error”; it never says why",
      "last: close 1006 closed 1006 after 1 s · “<b>gone</b>” · not clean",
    ]);
  });

  it("is a line for each attempt in a series", () => {
    const previous = makeConnection({ close: { code: 1006, at: T0 - 250 } });
    const connection = makeConnection({ open: true });
    const [attempt, ...others] = titles(connection, given({ nowMs: T0 + 1_050 }), {
      attempt: 2,
      previous,
    });
    expect(attempt).toContain(`Attempt 2 · #${connection.ordinal}`);
    expect(attempt).toContain("250 ms after the last one ended · open for 1 s");
    expect(others).toEqual([]);
  });

  it("is each range that was not kept, of this page alone", () => {
    const connection = makeConnection({ open: true });
    const went = { at: T0 + 100, count: 5, sizeBytes: 2_048, what: "messages" } as const;
    expect(
      titles(
        connection,
        given({
          dropped: [
            { ...went, documentId: "d1", why: "back-pressure" },
            { ...went, documentId: "other", why: "back-pressure" },
            { ...went, documentId: "d1", why: "retention" },
          ],
        }),
        null,
      ),
    ).toEqual([
      "by-time: not kept 5 messages of this page (2 KiB): they came faster than they could be taken in",
      "first: not kept 5 messages of this page (2 KiB): they were the oldest, and the budget of the tab is used up",
      "first: open after 50 ms",
    ]);
  });

  it("is the moment up to which a socket that lives on was cleared", () => {
    const silent = makeConnection({ open: true });
    const talking = makeConnection({ open: true, receive: { count: 2, firstAt: T0 + 100 } });
    const cleared = (clearedAt: number) => given({ clearedAt });
    expect(titles(talking, cleared(T0 + 5_000), null)[1]).toMatch(/^first: cleared before here/);
    expect(titles(talking, cleared(T0 + 50), null)).toHaveLength(1);
    expect(titles(silent, cleared(T0 + 5_000), null)).toHaveLength(1);
  });
});

const makeRow = (seq: number, connectionId: string): StoredRow => ({
  documentId: "d1",
  connectionId,
  seq,
  at: T0 + seq * 10,
  flags: 0,
  shape: 0,
  sizeBytes: 1,
  bufferedBytes: 0,
  body: String(seq),
});
const rowsOf = (connectionId: string, seqs: number[]): [string, StoredRow[]] => [
  connectionId,
  seqs.map((seq) => makeRow(seq, connectionId)),
];

describe("the parts of a list", () => {
  const tally = { count: 3 };
  const first = makeConnection({ id: "d1-1", receive: tally });
  const second = makeConnection({ id: "d1-2", receive: tally });

  it("are counted and read each by itself, and searched by number and time", async () => {
    const rows = new Map([rowsOf("d1-1", [0, 2, 4]), rowsOf("d1-2", [1, 3])]);
    const parts = createMessageParts(createMemoryStore(rows), 1);
    await parts.update([first, second], 0);
    expect(parts.parts().map(({ count }) => count)).toEqual([3, 2]);
    expect((await parts.read(1, 1, 5)).map(({ seq }) => seq)).toEqual([3]);
    expect(await parts.find(0, 3)).toBe(2);
    expect(await parts.findTime(0, T0 + 20)).toBe(2);
    expect(await parts.findTime(0, T0 + 19)).toBe(1);
  });

  it("tell how many rows went at the beginning of each", async () => {
    const rows = new Map([rowsOf("d1-1", [0, 2, 4]), rowsOf("d1-2", [1, 3])]);
    const parts = createMessageParts(createMemoryStore(rows), 1);
    expect(await parts.update([first, second], 0)).toEqual([0, 0]);
    rows.get("d1-1")?.splice(0, 2);
    expect(await parts.update([first, second], 2)).toEqual([2, 0]);
    expect(parts.parts()[0]?.count).toBe(1);
  });

  it("place what happened by its time", async () => {
    const rows = new Map([rowsOf("d1-1", [0, 2, 4])]);
    const parts = createMessageParts(createMemoryStore(rows), 1);
    await parts.update([first], 0);
    const marker = { ...makeMarker("m"), at: T0 + 25 };
    const [placed] = await placeMarkers(
      [
        [
          { marker, place: "by-time" },
          { marker, place: "last" },
          { marker, place: "first" },
        ],
      ],
      parts,
      new Map(),
    );
    expect(placed?.map(({ position }) => position)).toEqual([0, 2, 3]);
  });
});

describe("times", () => {
  it("are counted from the opening, or from the message before", () => {
    expect(timeInWords("open", T0 + 1_500, T0, T0 + 500)).toBe("+1.500 s");
    expect(timeInWords("previous", T0 + 1_500, T0, T0 + 500)).toBe("+1.000 s");
    expect(timeInWords("previous", T0, T0, null)).toBe("–");
  });

  it("name a silence from five seconds on", () => {
    expect(gapInWords(T0 + 5_000, T0)).toBe("5 s later");
    expect(gapInWords(T0 + 4_999, T0)).toBeNull();
    expect(gapInWords(T0, null)).toBeNull();
  });
});
