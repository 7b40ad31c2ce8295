/** A large session file of ours, read as it comes, tells what one that is held as a text tells. */
import { expect, it } from "vitest";
import { readOwn } from "../../../../src/har/open/read-own.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import { makeFullSession, START } from "../full-session.ts";

/** In pieces of so many bytes, as often as it is asked for. */
const sourceOf = (text: string, size = 97) => ({
  async *read() {
    const bytes = new TextEncoder().encode(text);
    yield bytes.subarray(0, 512);
    for (let at = 512; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  },
});

function makeFile(): string {
  const { session, rows } = makeFullSession();
  const har = writeHar({
    session,
    rowsOf: (id) => rows.filter(({ connectionId }) => connectionId === id),
    creatorVersion: "0.1.0",
    exportedAt: START + 10_000,
    masked: true,
  });
  return JSON.stringify(har);
}

it("is the same session, without its messages", async () => {
  const file = makeFile();
  const { rows: _, ...asText } = readHar(file, { withRows: false });
  const { rows, ...asStream } = (await readOwn(sourceOf(file), true)) ?? {};
  expect(asStream).toEqual(asText);
  expect(rows?.size).toBe(0);
});

it("is the same where it says what goes for all of it first, as files of old do", async () => {
  const { log } = JSON.parse(makeFile());
  const { version, creator, _stormglass, ...rest } = log;
  const file = JSON.stringify({ log: { version, creator, _stormglass, ...rest } });
  const { rows: _, ...asText } = readHar(file, { withRows: false });
  expect(await readOwn(sourceOf(file), true)).toMatchObject(asText);
});

it("is left to who reads texts where it is another tool's, damaged, or holds others' entries", async () => {
  const file = makeFile();
  const mixed = file.replace('"entries":[', '"entries":[{"request":{"url":"wss://a.test/"}},');
  const others = [file.replace('"Stormglass"', '"WebInspector"'), `${file},`, mixed];
  for (const other of others) expect(await readOwn(sourceOf(other), true)).toBeNull();
});

it("says where it ends where it was cut off and is too large to be a text", async () => {
  const cut = makeFile().slice(0, -200);
  const reading = readOwn(sourceOf(cut), false);
  await expect(reading).rejects.toThrow(/^line 1, column \d+ .*cut off/);
});

it("refuses two connections of one id, with the place", async () => {
  const file = makeFile().replaceAll('"doc-2"', '"doc-1"');
  await expect(readOwn(sourceOf(file), true)).rejects.toThrow(
    "log.entries[1]._stormglass.connection.id has appeared before",
  );
});
