import { expect, it } from "vitest";
import { csvOf } from "../../../../src/har/convert/csv.ts";
import { connectionTable, messageTable } from "../../../../src/har/convert/tables.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import { makeFullSession, START } from "../full-session.ts";

const cells = (...values: string[]) =>
  [...csvOf(values.map((value) => ({ value })))].slice(1).map((line) => line.slice(0, -2));

it.each([
  ["plain", "plain"],
  ['say "no"', '"say ""no"""'],
  ["a,b", '"a,b"'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  [" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0"],
  ["\t=1", `"'\t'=1"`],
  ["\uff1d1", "'\uff1d1"],
  ["a=1", "a=1"],
  ["a;=1+1", `"a;'=1+1"`],
  ["a;b", '"a;b"'],
  ['a; "=1', `"a;' ""=1"`],
  ["a\t@SUM(A1)", `"a\t'@SUM(A1)"`],
])("writes %j as %j", (value, cell) => expect(cells(value)).toEqual([cell]));

it("has a row for each connection and each message, and tells how much of it was kept", () => {
  const { session, rows } = makeFullSession();
  const har = JSON.stringify(
    writeHar({
      session,
      rowsOf: (id) => rows.filter((row) => row.connectionId === id),
      creatorVersion: "1",
      exportedAt: START + 60_000,
      masked: false,
    }),
  );
  const file = readHar(har);
  const messages = [...messageTable(file)];
  expect(messages).toHaveLength(
    [...file.rows.values()].reduce((sum, { length }) => sum + length, 0),
  );
  expect(messages.length).toBeGreaterThan(3);
  expect(new Set(messages.map(({ kept }) => kept))).toContain("all");
  for (const { time, at } of messages)
    expect(new Date(String(time)).getTime()).toBeCloseTo(Number(at), -1);
  const connections = [...connectionTable(file)];
  expect(connections.map(({ connection }) => connection)).toEqual([
    ...file.session.connections.keys(),
  ]);
  const [header = ""] = csvOf(connections);
  expect(header).toMatch(/^connection,number,url,endpoint,state,.*receivedBytes\r\n$/);
});
