import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { makeSession, T0 } from "../../../builders.ts";
import { makeTalk } from "./talk.ts";

const url = fc.constantFrom(
  "wss://h.example/",
  "wss://h.example/socket.io/?EIO=4",
  "wss://h.example/ws/123/abcd1234/websocket",
  "wss://h.example/socket/websocket?vsn=2.0.0",
  "wss://h.example/app/key?protocol=7",
  "wss://api.openai.com/v1/realtime",
  "ws://u:p@%%%/?token=%E0%A4%A",
);
const protocol = fc.constantFrom(
  "",
  "mqtt",
  "v12.stomp",
  "graphql-ws",
  "actioncable-v1-json",
  "centrifuge-json",
);
const head = fc.constantFrom(
  "",
  "44",
  "41",
  '0{"pingInterval":1,"pingTimeout":',
  '{"type":7,"error":',
  '{"type":"disconnect","reason":',
  '{"event":"pusher:error","data":',
  '{"error":',
  '{"type":"event","event":"connect.challenge","payload":',
  '{"type":"res","ok":false,"error":',
  '{"msg":"failed","version":',
  "ERROR\nmessage:",
);
const body = fc.oneof(
  fc
    .tuple(head, fc.json({ maxDepth: 3 }))
    .map(([start, rest]) => `${start}${rest}${start.startsWith("{") ? "}" : ""}`),
  fc.tuple(head, fc.string({ unit: "binary" })).map(([start, rest]) => start + rest),
  fc.uint8Array({ maxLength: 16 }).map((bytes) => Uint8Array.from(bytes)),
);
const line = fc.tuple(fc.constantFrom("send" as const, "receive" as const), body);
const code = fc.constantFrom(
  1000,
  1001,
  1005,
  1006,
  1008,
  1009,
  1011,
  3000,
  4001,
  4008,
  4401,
  4406,
  4408,
);

describe("whatever is said on a connection", () => {
  it("no check fails, no text has a gap, and each end has one explanation", () => {
    fc.assert(
      fc.property(
        fc.record({ url, protocol, code, lines: fc.array(line, { maxLength: 12 }) }),
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.option(fc.constantFrom(1000, 4000, 4008)),
        fc.nat(60_000),
        (talk, reason, asked, quietMs) => {
          const connection = makeTalk({
            url: talk.url,
            open: { protocol: talk.protocol },
            lines: talk.lines,
            quietMs,
            close: { code: talk.code, reason },
            ...(asked === null ? {} : { closing: { code: asked, reason } }),
          });
          const { findings } = diagnose(makeSession({ connections: [connection] }), T0 + 90_000);
          expect(findings.filter(({ id }) => id === "check-failed")).toEqual([]);
          expect(findings.filter(({ primary }) => primary)).toHaveLength(1);
          for (const { title, explanation, causes, fixes } of findings) {
            const words = [title, explanation, ...causes, ...fixes.map(({ text }) => text)];
            for (const text of words) {
              expect(text).not.toMatch(/NaN|undefined|\[object/);
              expect(text.trim()).not.toBe("");
            }
          }
        },
      ),
      { numRuns: 150, seed: 20_261_121 },
    );
  });
});
