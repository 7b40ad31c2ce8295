import { expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { cutHeaders } from "../../../src/protocol/cut-headers.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { makeFullSession, START } from "./full-session.ts";

const long = (length: number) => "a".repeat(length);
const headers = Array.from({ length: 300 }, (_, i) => ({ name: `x-${i}`, value: long(9_000) }));

const write = (session: Parameters<typeof writeHar>[0]["session"]) =>
  JSON.stringify(
    writeHar({
      session,
      rowsOf: () => [],
      creatorVersion: "0.1.0",
      exportedAt: START + 10_000,
      masked: false,
    }),
  );

const longSession = () =>
  makeSession({
    connections: [
      makeConnection({
        url: `wss://h.example/${long(70_000)}`,
        protocols: Array.from({ length: 5_000 }, () => long(2_000)),
        stack: long(70_000),
        open: { protocol: long(70_000), extensions: long(70_000) },
        closing: { reason: long(70_000), stack: long(70_000) },
        close: { code: 4000, reason: long(70_000) },
        handshake: {
          error: long(70_000),
          statusText: long(70_000),
          remoteAddress: long(70_000),
          requestHeaders: headers,
          responseHeaders: headers,
        },
        first: [{ seq: 0, at: START, direction: "send", body: long(70_000) }],
      }),
    ],
  });

const lengthsOf = (value: unknown): number[] => {
  if (typeof value === "string") return [value.length];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(lengthsOf) : [];
};

it("of ours is read to the lengths that are heard of a page, and says where it was cut", () => {
  const read = readHar(write(longSession()));
  const [connection] = [...read.session.connections.values()];
  if (!connection) throw new Error("no connection was read");
  expect(Math.max(...lengthsOf(connection))).toBeLessThan(8_250);
  expect(connection.url).toMatch(/… \(cut: 16384 characters or more\)$/);
  expect(connection.end?.reason).toBe(`${long(1_024)}… (cut: 70000 characters)`);
  expect(connection.protocols).toHaveLength(64);
  expect(connection.protocols?.at(-1)).toBe("… (4937 more)");
  expect(connection.handshake?.requestHeaders.at(-1)?.value).toBe("200 more headers");
});

it("stays as it is when what was cut is written and read again", () => {
  const first = readHar(write(longSession())).session;
  expect(readHar(write(first)).session).toEqual(first);
  const { session } = makeFullSession();
  expect(readHar(write(session)).session).toEqual(session);
});

it("of another tool is read to the same lengths", () => {
  const entry = {
    startedDateTime: "2026-01-01T00:00:00Z",
    time: 1,
    _resourceType: "websocket",
    serverIPAddress: long(70_000),
    request: {
      url: `wss://h.example/${long(70_000)}`,
      headers: [{ name: "Sec-WebSocket-Protocol", value: "a,".repeat(2_000) }, ...headers],
    },
    response: { status: 101, statusText: long(70_000), _error: long(70_000), headers },
    _webSocketClose: { code: 4000, reason: long(70_000) },
  };
  const log = { creator: { name: long(70_000) }, entries: [entry] };
  const { session, origin } = readHar(JSON.stringify({ log }));
  const [connection] = [...session.connections.values()];
  expect(Math.max(...lengthsOf(connection), ...lengthsOf(origin))).toBeLessThan(8_250);
  expect(connection?.protocols).toHaveLength(64);
  expect(connection?.end?.reason).toContain("(cut: 70000 characters)");
});

it("has no name that is too long to tell it from others", () => {
  const session = makeSession({ connections: [makeConnection({ id: long(300) })] });
  expect(() => readHar(write(session))).toThrow(
    "log.entries[0]._stormglass.connection.id is longer than 256 characters",
  );
});

it("keeps headers that were cut before", () => {
  const once = cutHeaders(headers);
  expect(cutHeaders(once)).toEqual(once);
});
