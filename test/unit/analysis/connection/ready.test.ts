import { describe, expect, it } from "vitest";
import { readinessOf } from "../../../../src/analysis/connection/ready.ts";
import type { Sample } from "../../../../src/session/session.ts";
import { makeConnection, T0 } from "../../../builders.ts";

type Said = ["out" | "in", string | number[]][];

/** Of a connection on which nothing else was said, a second each. */
function readinessAfter(said: Said, parts: { url?: string; protocol?: string } = {}) {
  const first = said.map(
    ([way, body], seq): Sample => ({
      seq,
      at: T0 + (seq + 1) * 1_000,
      direction: way === "out" ? "send" : "receive",
      body: typeof body === "string" ? body : Uint8Array.from(body),
    }),
  );
  const count = (way: string) => ({ count: said.filter(([each]) => each === way).length });
  const connection = makeConnection({
    url: parts.url ?? "wss://api.example.com/live",
    open: { protocol: parts.protocol ?? "" },
    first,
    send: count("out"),
    receive: count("in"),
  });
  return readinessOf(connection);
}

const ready = (second: number) => ({ kind: "ready", at: T0 + second * 1_000 });
const JOIN = '["1","1","room:lobby","phx_join",{}]';
const PHOENIX = { url: "wss://h.example.com/socket/websocket?vsn=2.0.0" };
const CONNECT = '{"id":1,"connect":{"token":"t"}}';

describe("when an application is ready", () => {
  const table: [string, Said, Parameters<typeof readinessAfter>[1], number][] = [
    [
      "a Phoenix join",
      [
        ["out", JOIN],
        ["in", '["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}]'],
      ],
      PHOENIX,
      2,
    ],
    [
      "STOMP",
      [
        ["out", "CONNECT\naccept-version:1.2\n\n\0"],
        ["in", "CONNECTED\nversion:1.2\n\n\0"],
      ],
      { protocol: "v12.stomp" },
      2,
    ],
    ["Pusher", [["in", '{"event":"pusher:connection_established","data":"{}"}']], {}, 1],
    [
      "Centrifugo",
      [
        ["out", CONNECT],
        ["in", '{"id":1,"connect":{"client":"c","version":"5"}}'],
      ],
      {},
      2,
    ],
    [
      "SignalR",
      [
        ["out", '{"protocol":"json","version":1}\u001e'],
        ["in", "{}\u001e"],
      ],
      {},
      2,
    ],
    ["Action Cable", [["in", '{"type":"welcome"}']], { protocol: "actioncable-v1-json" }, 1],
    [
      "Home Assistant",
      [
        ["in", '{"type":"auth_required"}'],
        ["out", '{"type":"auth"}'],
        ["in", '{"type":"auth_ok"}'],
      ],
      {},
      3,
    ],
    [
      "Discord",
      [
        ["in", '{"op":10,"d":{}}'],
        ["out", '{"op":2,"d":{}}'],
        ["in", '{"op":0,"t":"READY","s":1,"d":{}}'],
      ],
      {},
      3,
    ],
    [
      "Gemini",
      [
        ["out", '{"setup":{}}'],
        ["in", '{"setupComplete":{}}'],
      ],
      {},
      2,
    ],
    ["OpenAI", [["in", '{"type":"session.created","session":{}}']], {}, 1],
  ];
  it.each(table)("is told by its own word: %s", (_, said, parts, second) => {
    expect(readinessAfter(said, parts)).toEqual(ready(second));
  });

  const unready: [string, Said, Parameters<typeof readinessAfter>[1]][] = [
    ["a Phoenix join without a reply", [["out", JOIN]], PHOENIX],
    [
      "a Phoenix join that was refused",
      [
        ["out", JOIN],
        ["in", '["1","1","room:lobby","phx_reply",{"status":"error","response":{}}]'],
      ],
      PHOENIX,
    ],
    [
      "Centrifugo's connect without a reply",
      [["out", CONNECT]],
      { url: "wss://h.example.com/connection/websocket" },
    ],
  ];
  it.each(unready)("is not yet: %s", (_, said, parts) => {
    expect(readinessAfter(said, parts)).toEqual({ kind: "unready" });
  });

  const none: [string, Said, Parameters<typeof readinessAfter>[1]][] = [
    [
      "a Phoenix socket that joins nothing",
      [["out", '[null,"5","phoenix","heartbeat",{}]']],
      PHOENIX,
    ],
    [
      "a push of Phoenix that is answered",
      [["in", '["1","7","room:lobby","phx_reply",{"status":"ok","response":{}}]']],
      PHOENIX,
    ],
    ["an application that greets before it asks who is there", [["in", '{"type":"welcome"}']], {}],
    ["what the page itself says", [["out", '{"type":"authenticated"}']], {}],
  ];
  it.each(none)("is not known: %s", (_, said, parts) => {
    expect(readinessAfter(said, parts)).toEqual({ kind: "none" });
  });
});
