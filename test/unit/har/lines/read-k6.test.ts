import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { openFile } from "../../../../src/har/open/open-file.ts";
import type { SessionFile } from "../../../../src/har/read.ts";
import { doorOf } from "../../../../src/library/bytes.ts";
import { metric, point, START, socket, URL } from "./k6-lines.ts";

const read = (lines: string[]) => openFile(doorOf(`${lines.join("\n")}\n`));
const HEAD = [metric("ws_sessions", "counter"), metric("ws_connecting", "trend")];
const connectionsOf = ({ session }: SessionFile) => [...session.connections.values()];

describe("what k6 measured", () => {
  it.each(["k6/ws", "k6/websockets"] as const)(
    "is read as sockets with their times and messages: %s",
    async (module) => {
      const file = await read([
        ...HEAD,
        ...socket({
          at: START,
          lastedMs: 60_000,
          module,
          messages: [
            ["sent", 100],
            ["received", 130],
          ],
        }),
        point("http_req_duration", START, 1, { url: "https://example.test/" }),
      ]);
      const [connection] = connectionsOf(file);
      expect(connection).toMatchObject({
        url: URL,
        createdAt: START,
        open: { at: START + 20 },
        send: { count: 1, sizeBytes: 0 },
        receive: { count: 1, lastAt: START + 130 },
        end: { by: "devtools", code: null },
      });
      expect(connection?.end?.at).toBeCloseTo(START + 60_000, -1);
      expect(file.rows.get(connection?.id ?? "")?.map(({ body }) => body)).toEqual([null, null]);
      expect(file.notes).toEqual([expect.stringContaining("k6 measures")]);
    },
  );

  it("is told as refused with the answer's status, and as failed without one", async () => {
    const file = await read([
      ...socket({ at: START, tags: { status: "403" }, module: "k6/ws" }),
      point("ws_sessions", START + 1_000, 1, { url: URL }),
      point("ws_connecting", START + 1_000, 5, { url: URL }),
    ]);
    expect(connectionsOf(file).map(({ handshake, end }) => [handshake?.status, end?.code])).toEqual(
      [
        [403, null],
        [null, null],
      ],
    );
    const { findings } = diagnose(file.session, file.nowMs);
    expect(findings.map(({ id }) => id)).toContain("auth-rejected");
  });

  it("says of several alike that were open at once no more than is known", async () => {
    const file = await read([
      ...socket({ at: START, lastedMs: 10_000, module: "k6/ws", messages: [["sent", 5_000]] }),
      ...socket({ at: START + 1_000, lastedMs: 2_000, module: "k6/ws" }),
      ...socket({ at: START + 4_000, lastedMs: 2_000, module: "k6/ws" }),
    ]);
    expect(connectionsOf(file).map(({ send }) => send.count)).toEqual([0, 0, 0]);
    expect(file.notes.join(" ")).toContain("1 message may be any one's, and was left out");
    // The one in between was alone with the first, and neither said anything.
    expect(file.notes.join(" ")).toContain("no messages for 2 connections");
  });

  it("gives each its own where the virtual user is told, and judges no user by another", async () => {
    const users = Array.from({ length: 40 }, (_, i) =>
      socket({
        at: START + i,
        lastedMs: 500,
        module: "k6/websockets",
        metadata: { vu: String(i + 1), iter: "0" },
        messages: [["sent", 100]],
      }),
    );
    const file = await read(users.flat());
    expect(connectionsOf(file).map(({ send }) => send.count)).toEqual(Array(40).fill(1));
    const report = diagnose(file.session, file.nowMs + 120_000);
    // That each ended is known, and not how: nothing is held against the endpoint.
    const told = new Set(report.findings.map(({ id, severity }) => `${id} ${severity}`));
    expect([...told]).toEqual(["abnormal-closure info"]);
    expect(report.health.grade).toBe("?");
    expect(report.series).toHaveLength(40);
  });

  it("is read up to where it was cut off, and says so", async () => {
    const lines = socket({ at: START, lastedMs: 100, module: "k6/ws" });
    const cut = `${lines.join("\n")}\n{"metric":"ws_sessions","type":"Po`;
    const file = await openFile(doorOf(cut));
    expect(connectionsOf(file)).toHaveLength(1);
    expect(file.notes[0]).toContain("Line 4, the last one, was cut off");
  });

  it.each([
    [[...HEAD, '{"metric":"ws_sessions","type":"Po', ...HEAD], "line 3 is not JSON: it is damaged"],
    [[...HEAD], "the file is k6's, and has no measurement of a WebSocket (ws_sessions)"],
    [
      ['{"metric":"ws_sessions","type":"Point","data":{"time":"soon","value":1,"tags":{}}}'],
      "line 1.data.time is not a date",
    ],
    [
      ['{"metric":"ws_sessions","type":"Point","data":{"time":"2026-03-01T10:00:00Z"}}'],
      "line 1.data.value is not a number",
    ],
    [['{"root_group":{},"metrics":{"ws_sessions":{"count":1}}}'], "the file is a summary of k6"],
    [
      ["metric_name,timestamp,metric_value,check,error", "ws_sessions,1,1,,"],
      "the file is k6's CSV",
    ],
  ])("is refused with a sentence that names the place: %j", async (lines, sentence) => {
    await expect(read(lines)).rejects.toThrow(sentence);
  });
});
