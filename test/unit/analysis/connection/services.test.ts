import { describe, expect, it } from "vitest";
import { speakerOf } from "../../../../src/analysis/connection/services.ts";
import type { ServiceName } from "../../../../src/services/services.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, T0 } from "../../../builders.ts";

describe("who is on the other side", () => {
  const first = (body: string) => [{ seq: 0, at: T0, direction: "receive" as const, body }];

  it.each<[Connection, ServiceName | null]>([
    [makeConnection({ url: "wss://gateway.discord.gg/?v=10" }), "discord-gateway"],
    [makeConnection({ url: "wss://gateway-us-east1-b.discord.gg/" }), "discord-gateway"],
    [makeConnection({ url: "ws://h/socket.io/?EIO=4&transport=websocket" }), "socket.io"],
    [makeConnection({ protocols: ["graphql-transport-ws"] }), "graphql-transport-ws"],
    [
      makeConnection({ first: first('{"type":"event","event":"connect.challenge"}') }),
      "openclaw-gateway",
    ],
    [makeConnection({ protocols: ["actioncable-v1-json"] }), "actioncable"],
    // Half the applications of the world begin with these words.
    [makeConnection({ first: first('{"type":"welcome"}') }), null],
    [makeConnection({ url: "wss://h.example/app/key?protocol=7&client=js" }), "pusher"],
    [makeConnection({ url: "wss://h.example/app/live" }), null],
    [makeConnection({ first: first('{"connect":{"name":"js"},"id":1}') }), "centrifugo"],
    [
      makeConnection({
        handshake: { responseHeaders: [{ name: "Server", value: "uvicorn" }] },
      }),
      "uvicorn",
    ],
    // It has a limit, and nothing that it says itself.
    [
      makeConnection({ handshake: { responseHeaders: [{ name: "Server", value: "Cowboy" }] } }),
      null,
    ],
    [makeConnection({ url: "wss://discord.gg.evil.example/" }), null],
    [makeConnection(), null],
  ])("by what gives it away (%#)", (connection, service) => {
    expect(speakerOf(connection)).toBe(service);
  });
});
