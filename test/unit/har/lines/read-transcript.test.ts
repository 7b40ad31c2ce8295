import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openFile } from "../../../../src/har/open/open-file.ts";
import type { SessionFile } from "../../../../src/har/read.ts";
import { doorOf } from "../../../../src/library/bytes.ts";

/** wscat 6.1.0 in a terminal of `script`, each line with its time. */
const recorded = (name: string) =>
  readFileSync(new URL(`files/wscat-6.1-${name}.log`, import.meta.url), "utf8");
const read = (text: string) => openFile(doorOf(text));
const firstOf = ({ session }: SessionFile) => [...session.connections.values()][0];
const bodiesOf = ({ rows }: SessionFile) =>
  [...rows.values()].flat().map(({ flags, body }) => `${flags & 1 ? ">" : "<"} ${body}`);

describe("what wscat printed", () => {
  it("is a connection with its messages, its code and its reason", async () => {
    const file = await read(recorded("closed"));
    const connection = firstOf(file);
    expect(bodiesOf(file)).toEqual(['< {"hello":1}', "> ping me", "< echo ping me"]);
    expect(connection?.end).toMatchObject({ code: 4001, reason: "bye now", by: "close" });
    expect(connection?.open?.at).toBe(Date.parse("2026-12-01T14:45:18.292Z"));
    expect(connection?.end?.at).toBe(Date.parse("2026-12-01T14:45:20.789Z"));
    expect(file.notes.join(" ")).toContain("the address is not known");
    expect(file.notes.join(" ")).toContain("no headers");
  });

  it("tells a cut from a close, and a refusal with its status", async () => {
    expect(firstOf(await read(recorded("cut")))?.end).toMatchObject({ code: 1006, reason: "" });
    expect(firstOf(await read(recorded("refused")))).toMatchObject({
      open: null,
      handshake: { status: 403 },
    });
  });

  it("is read with whatever clock there is, and the address of the command", async () => {
    const lines = (stamp: (second: number) => string) =>
      [
        `${stamp(1)} $ wscat -c "wss://example.test/feed"`,
        `${stamp(2)} Connected (press CTRL+C to quit)`,
        `${stamp(62)} Disconnected (code: 1006, reason: "")`,
      ].join("\n");
    const minute = (second: number) =>
      `${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}`;
    for (const stamp of [
      (second: number) => `2026-03-01 10:${minute(second)}`,
      (second: number) => `[2026-03-01T10:${minute(second)}.000+01:00]`,
      (second: number) => `Mar 01 10:${minute(second)}`,
      (second: number) => `10:${minute(second)}.5`,
      (second: number) => `0000${second}.000001`,
      (second: number) => `${1_772_000_000 + second}.25`,
    ]) {
      const connection = firstOf(await read(lines(stamp)));
      expect(connection?.url).toBe("wss://example.test/feed");
      expect((connection?.end?.at ?? 0) - (connection?.open?.at ?? 0)).toBe(60_000);
    }
  });

  it("keeps several runs apart, and whatever has no time is counted", async () => {
    const file = await read(
      [
        "2026-03-01T10:00:00Z Connected (press CTRL+C to quit)",
        "2026-03-01T10:00:01Z < one",
        "< of the same message",
        '2026-03-01T10:00:02Z Disconnected (code: 1006, reason: "")',
        "2026-03-01T10:00:03Z Connected (press CTRL+C to quit)",
        "2026-03-01T10:00:04Z < two",
        '2026-03-01T10:00:05Z Disconnected (code: 1000, reason: "")',
      ].join("\n"),
    );
    expect([...file.session.connections.values()].map(({ page }) => page)).toEqual([0, 1]);
    expect(bodiesOf(file)).toEqual(["< one", "< two"]);
    expect(file.notes[0]).toBe("1 line without a time was left out.");
  });

  it("without times says how one gets them", async () => {
    const text =
      'Connected (press CTRL+C to quit)\n< hello\nDisconnected (code: 1006, reason: "")\n';
    await expect(read(text)).rejects.toThrow(/^line 1 has no time, as wscat .* write none/);
  });
});

describe("what websocat printed", () => {
  it("with log: and its times is read, escapes and all", async () => {
    const file = await read(
      '000000.000201 WRITE 5 "hello"\n000001.500000 READ 9 "a\\"\\n\\xc3\\xa4\\x00"\n',
    );
    expect(bodiesOf(file)).toEqual(["> hello", '< a"\nä\0']);
    expect(file.notes.join(" ")).toContain("READ is taken for what the server sent");
    expect(file.notes.join(" ")).toContain("of the tool's own clock");
  });

  it("with timestamp: is what came, and no more is claimed", async () => {
    const file = await read('1772359200.25 {"price":1}\n1772359201.5 {"price":2}\n');
    expect(bodiesOf(file)).toEqual(['< {"price":1}', '< {"price":2}']);
    expect(firstOf(file)).toMatchObject({ createdAt: 1_772_359_200_250, end: null });
    expect(file.notes.join(" ")).toContain("Only what came is in the file");
  });
});

it.each([
  "2026-03-01 10:00:00 error: connect ECONNREFUSED 127.0.0.1:5432\n",
  "1772359200.250    123 10.0.0.1 TCP_MISS/200 512 GET http://example.test/ - DIRECT/- text/html\n",
  "Mar 01 10:00:00 host sshd[1]: Disconnected from 10.0.0.1 port 22\n",
  "2026-03-01T10:00:00Z < not a message\n",
])("another program's log is no transcript: %j", async (text) => {
  await expect(read(text)).rejects.toThrow("is not valid JSON");
});
