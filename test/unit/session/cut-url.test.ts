import { expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { writeHar } from "../../../src/har/write.ts";
import { toHttp } from "../../../src/session/probe.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SeenHandshake } from "../../../src/session/session.ts";
import {
  makeConnecting,
  makeDocument,
  makeEnvelope,
  makeHandshake,
  makeSession,
  T0,
} from "../../builders.ts";

const SHOWN = 8_192;
const longUrl = (length: number, query = "q=") =>
  `wss://api.example.com/?${query}`.padEnd(length, "a1B-");

/** One socket that opened, of a page that asked for this address. */
function makeOpened(url: string) {
  const session = makeSession({ documents: [makeDocument({ id: "d1" })] });
  const open = { kind: "open", id: 1, at: 30, seq: 0, protocol: "", extensions: "" } as const;
  reduce(session, makeEnvelope({ events: [{ ...makeConnecting(1), url }, open] }));
  const connection = [...session.connections.values()][0];
  if (!connection) throw new Error("no connection");
  return { session, connection };
}

it.each([
  [9_000, "9000 characters"],
  [16_383, "16383 characters"],
  // The hook and DevTools' page hand over no more.
  [16_384, "16384 characters or more"],
])("an address of %i characters is cut and says so", (length, words) => {
  const url = longUrl(length);
  const { connection } = makeOpened(url);
  expect(connection.url).toBe(`${url.slice(0, SHOWN)}… (cut: ${words})`);
  expect(connection.endpoint).toBe("wss://api.example.com/?q=*");
  expect(toHttp(connection.url)).toBe(url.slice(0, SHOWN).replace("wss:", "https:"));
});

it("an address that servers answer stays whole", () => {
  const url = longUrl(SHOWN);
  expect(makeOpened(url).connection.url).toBe(url);
});

it("a handshake is found by an address that both sides cut", () => {
  const url = longUrl(12_000);
  const { session, connection } = makeOpened(url);
  const handshake = makeHandshake({ at: T0 + 30, status: 101 });
  const seen: SeenHandshake = {
    url,
    startedAt: T0,
    endedAt: null,
    mark: "m.1",
    fromWorker: false,
    handshake,
  };
  reduce(session, { kind: "handshakes", at: T0 + 40, handshakes: [seen] });
  expect(connection.handshake).toEqual(handshake);
});

it("the beginning of a token is masked like the whole of it", () => {
  const { session } = makeOpened(longUrl(9_000, "state="));
  const options = { session, rowsOf: () => [], creatorVersion: "1", exportedAt: T0 };
  expect(JSON.stringify(writeHar({ ...options, masked: true }))).not.toContain("a1B-a1B-");
});

it("two thousand sockets with addresses of thousands of parts have one short endpoint each", () => {
  const session = makeSession({ documents: [makeDocument({ id: "d1" })] });
  for (let i = 0; i < 2_000; i++) {
    const url = `wss://api.example.com/?${i}${"&".repeat(16_000)}`;
    reduce(session, makeEnvelope({ n: i + 1, events: [{ ...makeConnecting(i, i), url }] }));
  }
  expect(diagnose(session, T0 + 60_000).connections).toHaveLength(2_000);
  for (const { endpoint } of session.connections.values()) {
    expect(endpoint.length).toBeLessThan(200);
  }
});
