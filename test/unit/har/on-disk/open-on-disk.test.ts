/** A session file that is left where it lies tells what one that is held as a text tells. */
import { expect, it } from "vitest";
import { openOnDisk } from "../../../../src/har/on-disk/open-on-disk.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar, writeHarParts } from "../../../../src/har/write.ts";
import type { StoredRow } from "../../../../src/session/stored-row.ts";
import { makeConnection, makeFullSession, makeRow, makeSession, START } from "../full-session.ts";

const bytesOf = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.length,
    read: async (from: number, length: number) => bytes.slice(from, from + length),
  };
};

type Given = Pick<ReturnType<typeof makeFullSession>, "session" | "rows">;

async function write({ session, rows }: Given): Promise<string> {
  const parts = writeHarParts({
    session,
    rowsOf: (id) => rows.filter(({ connectionId }) => connectionId === id),
    creatorVersion: "0.1.0",
    exportedAt: START + 10_000,
    masked: false,
  });
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

async function openWhole(text: string) {
  const opened = await openOnDisk(bytesOf(text), () => undefined);
  if (!opened) throw new Error("it was left to who reads texts");
  return { ...opened, notes: await opened.fill(() => undefined) };
}

/** More than one piece of the file. */
const LONG = "calm ".repeat(3_000);
const manyRows = (count: number, body: (seq: number) => string): StoredRow[] =>
  Array.from({ length: count }, (_, seq) =>
    makeRow({ seq, at: START + 100 + seq, body: body(seq), sizeBytes: body(seq).length }),
  );

it("is the same session at once, and the same messages afterwards", async () => {
  const text = await write(makeFullSession());
  const asText = readHar(text);
  const { file, rows, notes } = await openWhole(text);
  expect({ ...file, rows: null }).toEqual({ ...asText, rows: null });
  expect(notes).toEqual(asText.notes);
  expect([...asText.rows.values()].flat().length).toBeGreaterThan(5);
  for (const [id, all] of asText.rows) {
    expect(await rows.count(id)).toBe(all.length);
    expect(await rows.read(id, 0, 1_000)).toEqual(all);
    expect(await rows.read(id, 1, 1)).toEqual(all.slice(1, 2));
  }
  const byTime = [...asText.rows.values()].flat().sort((a, b) => a.at - b.at);
  expect(await rows.read(null, 0, 1_000)).toEqual(byTime);
  expect(await rows.count(null)).toBe(byTime.length);
});

it("knows the first sight of a session before any of its messages", async () => {
  const session = makeSession(makeConnection());
  const text = await write({ session, rows: manyRows(3, (seq) => `${seq}`) });
  const opened = await openOnDisk(bytesOf(text), () => undefined);
  expect(opened?.file.session.connections.size).toBe(1);
  expect(await opened?.rows.count("doc-1")).toBe(0);
  const shares: number[] = [];
  await opened?.fill((share) => shares.push(share));
  expect(shares.at(-1)).toBe(1);
  expect(await opened?.rows.count("doc-1")).toBe(3);
});

it("reads lines that lie across its pieces, in letters of several bytes", async () => {
  const session = makeSession(makeConnection(), makeConnection({ id: "doc-2", ordinal: 2 }));
  const first = manyRows(700, (seq) => `${seq} ☔ ${LONG}`);
  const second = first.map((row) => ({ ...row, connectionId: "doc-2", seq: row.seq + 700 }));
  const text = await write({ session, rows: [...first, ...second] });
  const { rows } = await openWhole(text);
  for (const [id, all] of readHar(text).rows) {
    const read: StoredRow[] = [];
    while (read.length < all.length) read.push(...(await rows.read(id, read.length, 1_000)));
    expect(read).toEqual(all);
  }
  expect(await rows.find("doc-2", 1_000)).toBe(300);
  expect(await rows.find("doc-2", 0)).toBe(0);
  expect(await rows.find("doc-2", 5_000)).toBe(700);
});

it("is without messages, and without connections, too", async () => {
  const empty = await openWhole(await write({ session: makeSession(), rows: [] }));
  expect(empty.file.session.connections.size).toBe(0);
  const silent = makeSession(makeConnection(), makeConnection({ id: "doc-2", ordinal: 2 }));
  const { rows, file } = await openWhole(await write({ session: silent, rows: [] }));
  expect(file.session.connections.size).toBe(2);
  expect(await rows.count(null)).toBe(0);
});

it("counts rows by their order where their numbers are in none", async () => {
  const [a, b, c] = manyRows(3, (seq) => `${seq}`);
  const mixed = [c, a, b].filter((row) => row !== undefined);
  const { rows } = await openWhole(
    await write({ session: makeSession(makeConnection({ documentId: "doc" })), rows: mixed }),
  );
  expect(await rows.read("doc-1", 0, 10)).toEqual(mixed.map((row, seq) => ({ ...row, seq })));
});

it("is left to who reads texts where it is laid out otherwise, another tool's, cut off or edited", async () => {
  const given = makeFullSession();
  const text = await write(given);
  const rowsOf = (id: string) => given.rows.filter(({ connectionId }) => connectionId === id);
  const about = { creatorVersion: "0.1.0", exportedAt: START, masked: false };
  const oneLine = JSON.stringify(writeHar({ ...given, rowsOf, ...about }));
  const others = [
    JSON.stringify(JSON.parse(text), null, 2),
    text.replace('"Stormglass"', '"WebInspector"'),
    text.slice(0, -200),
    `${text},`,
    text.replaceAll('"doc-2"', '"doc-1"'),
    text.replace('"_stormglass":{"version":1', '"_stormglass":{"version":99'),
  ];
  for (const other of others) {
    expect(await openOnDisk(bytesOf(other), () => undefined)).toBeNull();
  }
  // As an object is written: all of it in one line.
  expect(readHar(oneLine).rows.size).toBeGreaterThan(0);
  expect(await openOnDisk(bytesOf(oneLine), () => undefined)).toBeNull();
});

it("says where a message is damaged", async () => {
  const session = makeSession(makeConnection());
  const text = await write({ session, rows: manyRows(5, (seq) => `word ${seq}`) });
  const damaged: [string, string, RegExp][] = [
    ['"word 3"', '"word 3', /^line 4 \(log\.entries\[0\]\._webSocketMessages\[3\]\) is/],
    ['"data":"word 2"', '"data":7', /^log\.entries\[0\]\._webSocketMessages\[2\]\.data is not/],
    [
      '},\n{"type":"receive","time":1795176000.104',
      '}\n{"type":"receive","time":1795176000.104',
      /^line \d does not end/,
    ],
  ];
  for (const [good, bad, told] of damaged) {
    const changed = text.replace(good, bad);
    expect(changed).not.toBe(text);
    const opened = await openOnDisk(bytesOf(changed), () => undefined);
    await expect(opened?.fill(() => undefined)).rejects.toThrow(told);
  }
});
