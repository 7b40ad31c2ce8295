import { describe, expect, it } from "vitest";
import { findingsOf, makeTalk, primaryOf, received, sent } from "../../content/talk.ts";

const ping = sent('{"type":"ping"}');
const pong = received('{"type":"pong"}');
const talk = [ping, pong, ping, pong];

describe("a page that closes because nothing came", () => {
  it.each([
    "pong timeout",
    "ping timeout",
    "server timeout",
    "heartbeat timeout",
    "tick timeout",
    "no pong received",
    "stale connection",
  ])("“%s” is a missed heartbeat, whatever the code", (reason) => {
    for (const code of [1000, 4000]) {
      const closing = { code, reason };
      const connection = makeTalk({
        lines: talk,
        quietMs: 2_400,
        closing,
        close: { code, reason },
      });
      expect(primaryOf(connection)).toMatchObject({ id: "heartbeat-missed", severity: "error" });
      expect(primaryOf(connection).title).toContain("2.4 s");
    }
  });

  it.each(["logout", "duplicate tab", "idle", "user left", "component unmounted", "done"])(
    "“%s” is a choice of the page",
    (reason) => {
      const closing = { code: 4000, reason };
      const connection = makeTalk({
        lines: talk,
        quietMs: 60_000,
        closing,
        close: { code: 4000, reason },
      });
      expect(primaryOf(connection)).toMatchObject({ id: "closed-by-page", severity: "info" });
    },
  );

  it("says so while the other side does not answer the close, either", () => {
    const connection = makeTalk({
      lines: talk,
      quietMs: 2_400,
      closing: { code: 4000, reason: "pong timeout" },
    });
    expect(findingsOf(connection).map(({ id }) => id)).toContain("heartbeat-missed");
  });
});

describe("a client library that gives up without a word", () => {
  const connect = Uint8Array.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 10, 0, 0]);
  it.each<[string, Parameters<typeof makeTalk>[0], number]>([
    [
      "SignalR",
      { lines: [sent('{"protocol":"json","version":1}\x1e'), received("{}\x1e")] },
      30_100,
    ],
    [
      "stomp.js",
      {
        open: { protocol: "v12.stomp" },
        lines: [
          sent("CONNECT\naccept-version:1.2\nheart-beat:10000,10000\n\n\0"),
          received("CONNECTED\nversion:1.2\nheart-beat:10000,10000\n\n\0"),
        ],
      },
      25_000,
    ],
    [
      "MQTT.js",
      {
        open: { protocol: "mqtt" },
        lines: [
          sent(connect),
          received(Uint8Array.from([0x20, 2, 0, 0])),
          sent(Uint8Array.from([0xc0, 0])),
        ],
      },
      15_000,
    ],
    [
      "Centrifuge",
      {
        lines: [
          sent('{"id":1,"connect":{}}'),
          received('{"id":1,"connect":{"client":"a","ping":25,"pong":true}}'),
        ],
      },
      35_200,
    ],
    [
      "Pusher",
      {
        url: "wss://ws.example/app/key?protocol=7",
        lines: [
          received(
            '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"1.1\\",\\"activity_timeout\\":120}"}',
          ),
          sent('{"event":"pusher:ping","data":{}}'),
        ],
      },
      150_300,
    ],
  ])("%s closes after its own limit", (library, talked, quietMs) => {
    const given = { ...talked, closing: {}, close: { code: 1005 } };
    const missed = primaryOf(makeTalk({ ...given, quietMs }));
    expect(missed).toMatchObject({ id: "heartbeat-missed", variant: "watchdog" });
    expect(missed.title).toContain(library);
    const earlier = primaryOf(makeTalk({ ...given, quietMs: quietMs / 4 }));
    expect(earlier.id).not.toBe("heartbeat-missed");
  });
});
