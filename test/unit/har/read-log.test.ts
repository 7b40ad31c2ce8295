import { describe, expect, it } from "vitest";
import { readLog } from "../../../src/har/read-log.ts";

const har = (url: string) => JSON.stringify({ log: { entries: [{ request: { url } }] } });
const read = (text: string) =>
  readLog(text, ({ entries, notes }) => ({
    entries: Array.from(entries, (part) => part.parse()),
    notes,
  }));
const notesOf = (text: string) => read(text).notes.join(" ");

describe("what is nearly a HAR is read, and what was passed over is said", () => {
  it.each([
    ["comments", '{"log": { // made by hand\n "entries": [/* none */]}}', "comments"],
    ["NaN", '{"log": {"entries": [{"time": NaN, "x": -Infinity, "y": undefined}]}}', "NaN"],
    ["a comma too many", '{"log": {"entries": [1, 2,\n ],}}', "commas too many"],
    ["what follows it", `${har("wss://a.test/")}\nDone in 3 s.`, "text around the JSON"],
    ["what is before it", `)]}',\n${har("wss://a.test/")}`, "text around the JSON"],
  ])("%s", (_, text, note) => {
    expect(read(text).entries.length).toBeLessThan(3);
    expect(notesOf(text)).toContain(note);
  });

  it("several in a row", () => {
    const text = `${har("wss://a.test/")}\n${har("wss://b.test/")}\u001e${har("wss://c.test/")}`;
    expect(read(text).entries).toHaveLength(3);
    expect(notesOf(text)).toContain("3 HARs in a row");
  });

  it("entries beside their log, or without one", () => {
    expect(read('{"log": {"version": "1.2"}, "entries": [1]}').entries).toEqual([1]);
    expect(read('{"entries": [1, 2]}').entries).toEqual([1, 2]);
  });

  it("once, however late in it there is something to mend", () => {
    let times = 0;
    const entries = readLog('{"log": {"entries": [1, 2, 3,]}}', (log) => {
      times++;
      return Array.from(log.entries, (part) => part.parse());
    });
    expect([times, entries]).toEqual([1, [1, 2, 3]]);
  });

  it.each(["\u001e", ",", "\ufeff", "\u00a0"])("with %j around it", (sign) => {
    expect(read(`${sign}${har("wss://a.test/")}\n${sign === "\ufeff" ? "" : sign}`)).toEqual({
      entries: [{ request: { url: "wss://a.test/" } }],
      notes: [],
    });
  });

  it("leaves texts as they are", () => {
    const text = '{"log": {"entries": ["a // b", "c /* d", "NaN,]", "e\\"//"]},}';
    expect(read(text).entries).toEqual(["a // b", "c /* d", "NaN,]", 'e"//']);
  });
});

describe("what is something else is called by its name", () => {
  it.each([
    ["version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS"],
    ["<!DOCTYPE html>\n<title>Sign in</title>", "HTML page"],
    ["<?xml version='1.0'?>", "XML"],
    ["4637:9:websocket;0:~8:response;", "mitmproxy"],
    ["GET /ws HTTP/1.1\r\nHost: a.test\r\n\r\n", "single HTTP message"],
    ['{"constants": {}, "events": []}', "NetLog"],
    ['{"traceEvents": []}', "trace"],
    ['{"info": {}, "item": []}', "Postman"],
    ['{"openapi": "3.1.0"}', "OpenAPI"],
  ])("%j", (text, name) => {
    expect(() => read(text)).toThrow(name);
  });

  it("tells of a cut file where it ends", () => {
    expect(() => read('{"log": {"entries": [{"time": 1}')).toThrow("is where the file ends");
  });

  it("takes no time over what only looks like comments", () => {
    const text = `{"log": {"entries": [${"/*".repeat(200_000)}`;
    expect(() => read(text)).toThrow("is not valid JSON");
  });
});
