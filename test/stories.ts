/** Sessions that tell a story, as people bring them: for tests of what is told, and to look at. */
import type { Connection, Session } from "../src/session/session.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "./builders.ts";

type Parts = Parameters<typeof makeConnection>[0];
export type Story = { session: Session; nowMs: number };

const S = 1_000;
const at = (seconds: number) => T0 + seconds * S;
const HOST = "wss://rt.acme.example:8443/eu-west";
const QUERY = "?tenant=acme-europe-west&v=2";
const address = (name: string) => `${HOST}/${name}${QUERY}`;

const REFUSED = "Error in connection establishment: net::ERR_CONNECTION_REFUSED";

/** Opened, lived and broke. */
const broke = (name: string, from: number, until: number, parts: Parts = {}) =>
  makeConnection({
    url: address(name),
    createdAt: at(from),
    open: { at: at(from) + 40 },
    close: { at: at(until) },
    send: { count: 12, sizeBytes: 2_400, largestBytes: 260 },
    receive: { count: 140, sizeBytes: 44_000, largestBytes: 900 },
    ...parts,
  });
const works = (name: string, from: number, parts: Parts = {}) =>
  makeConnection({
    url: address(name),
    createdAt: at(from),
    open: { at: at(from) + 40 },
    send: { count: 5, sizeBytes: 900, largestBytes: 240 },
    receive: { count: 60, sizeBytes: 21_000, largestBytes: 1_200 },
    ...parts,
  });
const failed = (
  name: string,
  from: number,
  handshake: NonNullable<NonNullable<Parts>["handshake"]>,
) =>
  makeConnection({
    url: address(name),
    createdAt: at(from),
    close: { at: at(from) + 15 },
    handshake,
  });
const refused = (name: string, from: number) => failed(name, from, { error: REFUSED });
const answered = (name: string, from: number, status: number) =>
  failed(name, from, {
    status,
    error: `Error during WebSocket handshake: Unexpected response code: ${status}`,
  });
const closed = (name: string, from: number, afterS: number, code: number, reason: string) =>
  makeConnection({
    url: address(name),
    createdAt: at(from),
    open: { at: at(from) + 40 },
    close: { at: at(from + afterS) + 40, code, reason, wasClean: true },
  });

const steps = (count: number, from: number, stepS: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * stepS);

const tell = (connections: Connection[], nowS: number): Story => {
  const inOrder = connections.toSorted((a, b) => a.createdAt - b.createdAt);
  for (const [i, connection] of inOrder.entries()) connection.ordinal = i + 1;
  return {
    session: makeSession({ connections: inOrder, documents: [makeDocument()] }),
    nowMs: at(nowS),
  };
};

const streams = (count: number, kind = "billing") =>
  Array.from({ length: count }, (_, i) => `${kind}/stream-${i + 1}`);

/** Credentials stand in the list of subprotocols, where some servers look for them. */
const OTHER_LOGIN: Parts = { protocols: ["auth.other"] };

/** Forty endpoints, one of them in a storm, one over, one put right by the user, one given up. */
export const busyDay = (): Story =>
  tell(
    [
      ...streams(16).map((name, i) => works(name, i / 10)),
      ...steps(60, 300, 2.8).map((from) =>
        closed("billing/stream-17", from, 2, 1013, "overloaded"),
      ),
      ...streams(16, "prices").map((name, i) => works(name, 2 + i / 10)),
      broke("orders/live", 3, 120),
      ...steps(5, 121, 5).map((from) => refused("orders/live", from)),
      works("orders/live", 150),
      answered("gateway", 30, 401),
      answered("gateway", 33, 401),
      works("gateway", 42, OTHER_LOGIN),
      broke("chat", 5, 200),
      refused("chat", 201),
      refused("chat", 203),
    ],
    468,
  );

/** One process killed and started again, with forty endpoints. */
const restartOfForty = (): Story =>
  tell(
    streams(40).flatMap((name, i) => [
      broke(name, i / 20, 60 + i / 1_000),
      ...[1, 3, 7, 15].map((wait) => refused(name, 60 + wait + i / 100)),
      works(name, 92 + i / 50),
    ]),
    130,
  );

/** A server that closes every connection at once, and a page that comes back at once. */
export const storm = (): Story =>
  tell(
    steps(80, 5, 0.3).map((from) =>
      makeConnection({
        url: address("drop"),
        createdAt: at(from),
        open: { at: at(from) + 10 },
        close: { at: at(from) + 50 },
      }),
    ),
    29.5,
  );

const goingOn = (): Story =>
  tell([broke("gateway", 0, 60), ...[61, 63, 67, 75].map((from) => refused("gateway", from))], 78);

const over = (): Story =>
  tell(
    [
      broke("gateway", 0, 60),
      ...[61, 63, 67, 75].map((from) => refused("gateway", from)),
      closed("gateway", 85, 1, 1013, "the gateway is still starting up"),
      works("gateway", 90),
      works("prices/live", 1),
    ],
    140,
  );

const givenUp = (): Story =>
  tell([broke("chat", 0, 60), refused("chat", 61), refused("chat", 63)], 200);

const solved = (): Story =>
  tell(
    [answered("gateway", 0, 401), answered("gateway", 3, 401), works("gateway", 12, OTHER_LOGIN)],
    60,
  );

export const STORIES = { busyDay, restartOfForty, storm, goingOn, over, givenUp, solved };
