import { describe, expect, it } from "vitest";
import { harOfEvents, isEvents } from "../../../../src/har/convert/from-events.ts";
import { eventsOf } from "../../../../src/har/convert/to-events.ts";
import { writeHarParts } from "../../../../src/har/write.ts";
import { makeFullSession, START } from "../full-session.ts";

async function exported(masked: boolean): Promise<string> {
  const { session, rows } = makeFullSession();
  const parts = writeHarParts({
    session,
    rowsOf: (id) => rows.filter((row) => row.connectionId === id),
    report: { findings: [] },
    creatorVersion: "1",
    exportedAt: START + 60_000,
    masked,
  });
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

const FOREIGN = JSON.stringify({
  log: {
    creator: { name: "a tool", version: "1" },
    entries: [
      {
        startedDateTime: "2026-03-01T10:00:00Z",
        request: { url: "https://a.test/" },
        response: {},
      },
      {
        _webSocketMessages: [
          { type: "send", time: 1_772_359_200.5, opcode: 1, data: "\ud800 é" },
          { type: "receive", time: 1_772_359_200_600, opcode: 2, data: "" },
        ],
        startedDateTime: "2026-03-01T10:00:01Z",
        request: { url: "wss://a.test/ws", __proto__: null },
        _webSocketFrames: null,
      },
      { request: { url: "wss://a.test/refused" }, _resourceType: "websocket" },
    ],
    pages: [],
  },
});

const join = (parts: Iterable<string>): string => [...parts].join("");

describe("lines of events", () => {
  it.each([true, false])(
    "give the same session file again, byte by byte (masked: %s)",
    async (masked) => {
      const har = await exported(masked);
      const events = join(eventsOf(har));
      expect(isEvents(events)).toBe(true);
      expect(join(harOfEvents(events))).toBe(har);
    },
  );

  it("give another tool's HAR again, with its requests and whatever it has of its own", () => {
    expect(JSON.parse(join(harOfEvents(join(eventsOf(FOREIGN)))))).toEqual(JSON.parse(FOREIGN));
  });

  it("name moment, connection, direction and size of each message, whoever wrote it", () => {
    const lines = join(eventsOf(FOREIGN))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ event }) => event)).toEqual([
      "session",
      "request",
      "connection",
      "message",
      "message",
      "connection",
      "end",
    ]);
    expect(lines[3]).toMatchObject({
      at: 1_772_359_200_500,
      connection: "har-1",
      direction: "send",
      sizeBytes: 6,
    });
    expect(lines[4]).toMatchObject({ at: 1_772_359_200_600, direction: "receive", sizeBytes: 0 });
    expect(lines[2]).toMatchObject({ url: "wss://a.test/ws", messagesIn: "_webSocketMessages" });
    expect(lines[6]).toEqual({ event: "end", connections: 2, messages: 2, requests: 1 });
  });

  it("are refused wherever they were cut, and told where", async () => {
    const lines = join(eventsOf(await exported(true)))
      .split("\n")
      .slice(0, -1);
    for (let left = 0; left < lines.length; left++) {
      const text = lines.slice(0, left).join("\n");
      expect(() => join(harOfEvents(text))).toThrow(/was cut off|does not begin a session/);
    }
    const within = lines.slice(0, -1).join("\n").slice(0, -5);
    expect(() => join(harOfEvents(within))).toThrow(/^line \d+ is not JSON/);
  });

  it.each([
    [
      "a line is missing",
      (lines: string[]) => lines.toSpliced(3, 1),
      /counts \d+ \w+, and \d+ came/,
    ],
    ["something follows", (lines: string[]) => [...lines, lines[1] ?? ""], /follows the end/],
    [
      "another version",
      (lines: string[]) => lines.with(0, '{"event":"session","stormglass":99,"log":{}}'),
      /stormglass is not 1/,
    ],
    [
      "an event is unknown",
      (lines: string[]) => lines.with(2, '{"event":"x"}'),
      /line 3.event is none/,
    ],
    ["no object", (lines: string[]) => lines.with(1, "[]"), /line 2 is not an object/],
  ])("are refused where %s", (_, change, problem) => {
    const lines = join(eventsOf(FOREIGN)).trimEnd().split("\n");
    expect(() => join(harOfEvents(change(lines).join("\n")))).toThrow(problem);
  });
});
