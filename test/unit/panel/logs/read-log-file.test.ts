import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { listWanted } from "../../../../src/logs/wanted.ts";
import { readLogFile } from "../../../../src/panel/logs/read-log-file.ts";
import { sortOut } from "../../../../src/panel/logs/sort-out.ts";
import { makeSession } from "../../../builders.ts";
import { recordedOf } from "../../logs/recorded.ts";

const LINES = recordedOf("haproxy")[0]?.logs["haproxy.log"] ?? "";
const HAR = JSON.stringify({ log: { version: "1.2", entries: [] } });

const fileOf = (name: string, content: string | Uint8Array<ArrayBuffer>) =>
  new File([content], name);
const packed = (text: string) => new Uint8Array(gzipSync(text));

const read = (file: File, giveUp = new AbortController(), shares: number[] = []) =>
  readLogFile(file, {
    wanted: listWanted(makeSession({ connections: [] })),
    format: null,
    onShare: (share) => shares.push(share),
    signal: giveUp.signal,
  });

describe("a log that is dropped", () => {
  it("is read alike whether it is packed or not, with how far it is", async () => {
    const shares: number[] = [];
    const plain = await read(fileOf("a.log", LINES), undefined, shares);
    expect(plain.formats).toEqual([
      { name: expect.stringContaining("HAProxy"), lines: LINES.trim().split("\n").length },
    ]);
    expect(shares.at(-1)).toBe(1);
    const unpacked = await read(fileOf("a.log", packed(LINES)));
    expect(unpacked).toEqual(plain);
  });

  it("is given up at once", async () => {
    const giveUp = new AbortController();
    const reading = read(fileOf("a.log", LINES.repeat(5_000)), giveUp);
    giveUp.abort();
    await expect(reading).rejects.toThrow("aborted");
  });

  it("that is cut off in its packing, or is no text, is none", async () => {
    await expect(read(fileOf("a.gz", packed(LINES).slice(0, 60)))).rejects.toThrow();
    const zeros = fileOf("a.log", new Uint8Array([65, 0, 66, 0, 0]));
    await expect(read(zeros)).rejects.toThrow("the log is not text");
  });
});

describe("what was dropped together", () => {
  it.each([
    ["access.log", LINES, true],
    ["haproxy.log.2.gz", packed(LINES), true],
    ["journal.json", '{"__REALTIME_TIMESTAMP":"1796123849370000","MESSAGE":"up"}\n', true],
    ["docker.json", '{"log":"GET /\\n","time":"2026-12-01T11:04:36.1Z","stream":"stdout"}\n', true],
    ["app.log", "[2026-12-01 11:04:36 +0000] [7] [ERROR] boom\n", true],
    ["unknown.log", "not a format of anybody\n", true],
    ["session.har", HAR, false],
    ["session.har.gz", packed(HAR), false],
    ["pretty.har", JSON.stringify(JSON.parse(HAR), null, 2), false],
    ["list.json", "[{}]", false],
    ["damaged.har", "no JSON", false],
    ["frames.jsonl", '{"type":"send","time":1796123849370.2,"opcode":1,"data":"hé"}\n', false],
    ["traffic.flows", "5123:9:websocket;4:null!", false],
    ["trace.zip", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0]), false],
    ["picture.log", new Uint8Array([7, 0, 1, 2, 0]), false],
  ])("%s is told from sessions", async (name, content, isLog) => {
    const file = fileOf(name, content);
    expect(await sortOut([file])).toEqual(
      isLog ? { besides: [file], files: [] } : { besides: [], files: [file] },
    );
  });
});
