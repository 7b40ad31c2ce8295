import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/session/reduce.ts";
import type { Connection, SeenHandshake, Session } from "../../../src/session/session.ts";
import type { EventOf } from "../../../src/session/session-event.ts";
import {
  makeClose,
  makeConnecting,
  makeConnection,
  makeEnvelope,
  makeHandshake,
  makeSession,
  T0,
} from "../../builders.ts";

const URL = "wss://api.example.com/live";

const seen = (key: string, at: number, parts: Partial<SeenHandshake> = {}): SeenHandshake => ({
  url: URL,
  startedAt: at - 20,
  endedAt: null,
  mark: key,
  fromWorker: false,
  handshake: makeHandshake({ key, at, status: 101 }),
  ...parts,
});
const tell = (session: Session, ...handshakes: SeenHandshake[]) =>
  reduce(session, { kind: "handshakes", at: T0 + 60_000, handshakes });
const opened = (mark: string | null, at = T0 + 10): Connection =>
  makeConnection({ mark, open: { at } });
const rowsOf = (session: Session) => [...session.connections.values()];
const waiting = ({ unmatchedHandshakes }: Session) =>
  unmatchedHandshakes.map(({ handshake }) => handshake.key);

describe("the handshakes that DevTools lists", () => {
  it("go to the sockets whose marks they bear, whatever their times", () => {
    const connections = ["a", "b", "c"].map((mark) => opened(mark));
    const session = makeSession({ connections });
    tell(session, seen("c", T0 + 5), seen("a", T0 + 900), seen("b", T0 + 5));
    expect(connections.map(({ handshake }) => handshake?.key)).toEqual(["a", "b", "c"]);
    expect(waiting(session)).toEqual([]);
  });

  it("wait for a page that is slower", () => {
    const session = tell(makeSession(), seen("m.2", T0 + 10));
    reduce(session, makeEnvelope({ events: [makeConnecting(1), makeConnecting(2)] }));
    expect(rowsOf(session).map(({ handshake }) => handshake?.key)).toEqual([undefined, "m.2"]);
    expect(waiting(session)).toEqual([]);
  });

  it("stand on no socket that DevTools did not see, however near it is", () => {
    const before = opened(null);
    const session = makeSession({ connections: [before] });
    tell(session, seen("later", T0 + 10), seen("another extension's", T0 + 10, { mark: null }));
    expect(before.handshake).toBeNull();
    expect(session.connections.size).toBe(1);
    expect(waiting(session)).toEqual(["later"]);
  });

  it("are not believed where their address is another one", () => {
    const connection = opened("a");
    tell(makeSession({ connections: [connection] }), seen("a", T0 + 10, { url: `${URL}/2` }));
    expect(connection.handshake).toBeNull();
  });

  it("bring at the end the words of a socket that the browser broke off", () => {
    const connection = opened("a");
    const session = tell(makeSession({ connections: [connection] }), seen("a", T0 + 10));
    expect(connection.handshake?.error).toBeNull();
    const error = "A server must not mask any frames that it sends to the client.";
    const handshake = makeHandshake({ key: "a", at: T0 + 10, status: 101, error });
    tell(session, seen("a", T0 + 10, { endedAt: T0 + 99, handshake }));
    expect(connection.handshake).toMatchObject({ status: 101, error });
  });

  it("are dated between the page's own moments", () => {
    const session = tell(
      makeSession(),
      seen("m.1", T0 - 1),
      seen("m.2", T0 + 90),
      seen("m.3", T0 + 90),
    );
    const open = { kind: "open", at: 20, seq: 0, protocol: "", extensions: "" } as const;
    const error = { kind: "error", id: 3, at: 40, seq: 0, readyState: 3 } as const;
    reduce(
      session,
      makeEnvelope({
        events: [
          ...[makeConnecting(1), makeConnecting(2), makeConnecting(3)],
          ...[{ ...open, id: 1 }, { ...open, id: 2 }, error, makeClose(3, 41)],
        ],
      }),
    );
    expect(rowsOf(session).map(({ handshake }) => handshake?.at)).toEqual([T0, T0 + 20, T0 + 40]);
  });

  it("are kept once however often they are told", () => {
    const session = makeSession({ connections: [opened("a")] });
    for (let i = 0; i < 5; i++) tell(session, seen("a", T0 + 10), seen("x", T0 + 50_000));
    expect(waiting(session)).toEqual(["x"]);
  });

  it("wait in bounded number", () => {
    const many = Array.from({ length: 800 }, (_, i) => seen(`k${i}`, T0 + i));
    expect(waiting(tell(makeSession(), ...many))).toEqual(many.slice(300).map(({ mark }) => mark));
  });
});

describe("a page worker's socket", () => {
  const ofWorker = (at: number, parts: Partial<SeenHandshake> = {}) =>
    seen("w", at, { mark: null, fromWorker: true, ...parts });
  const join = (parts: Partial<EventOf<"document-joined">>): EventOf<"document-joined"> => ({
    kind: "document-joined",
    at: T0,
    documentId: "d2",
    frameId: 0,
    top: true,
    url: "https://app.example.com/next",
    hooked: true,
    visible: true,
    online: true,
    ...parts,
  });

  it("is one that no hook had a part in, with what its headers say", () => {
    const handshake = makeHandshake({
      ...{ key: "w", at: T0, status: 101 },
      requestHeaders: [{ name: "Sec-WebSocket-Protocol", value: "mqtt, chat" }],
      responseHeaders: [
        { name: "Sec-WebSocket-Protocol", value: "mqtt" },
        { name: "Sec-WebSocket-Extensions", value: "permessage-deflate" },
      ],
    });
    const twin = opened(null);
    const session = makeSession({ connections: [twin] });
    tell(session, ofWorker(T0, { handshake }));
    expect(rowsOf(session)[1]).toMatchObject({
      pageWorker: true,
      page: 1,
      state: "open",
      protocols: ["mqtt", "chat"],
      open: { at: T0, protocol: "mqtt", extensions: "permessage-deflate" },
    });
    expect(twin.handshake).toBeNull();
  });

  it("ends when DevTools tells of it again", () => {
    const session = tell(makeSession(), ofWorker(T0));
    tell(session, ofWorker(T0, { endedAt: T0 + 9_000 }));
    expect(rowsOf(session)).toMatchObject([
      { state: "closed", end: { by: "devtools", at: T0 + 9_000 } },
    ]);
  });

  it("is of no page that is not watched", () => {
    const session = tell(makeSession({ documents: [] }), ofWorker(T0 + 40));
    expect(session.connections.size).toBe(0);
    reduce(session, join({ at: T0 + 500, shownAt: T0 }));
    expect(rowsOf(session)).toMatchObject([{ pageWorker: true, page: 2 }]);
  });

  it("of the page before does not come with the next page", () => {
    const session = reduce(makeSession(), join({ at: T0 + 500, shownAt: T0 }));
    tell(session, ofWorker(T0 - 200, { endedAt: T0 + 10 }), ofWorker(T0 - 200));
    expect(session.connections.size).toBe(0);
    expect(waiting(session)).toEqual([]);
  });

  it("of the next page stays, though that page is heard of later", () => {
    const session = tell(makeSession(), ofWorker(T0 + 100), seen("m.1", T0 + 100));
    reduce(session, join({ at: T0 + 500, shownAt: T0 }));
    expect(rowsOf(session)).toMatchObject([{ page: session.page, handshake: { key: "w" } }]);
    expect(waiting(session)).toEqual(["m.1"]);
  });

  it("is of the page that was shown when it began, where the log is preserved", () => {
    const session = makeSession({ preserveLog: true });
    reduce(session, join({ at: T0 + 500, shownAt: T0 }));
    tell(session, ofWorker(T0 - 200));
    expect(rowsOf(session)).toMatchObject([{ page: 1 }]);
  });

  it("does not come back once it was cleared", () => {
    const over = ofWorker(T0, { endedAt: T0 + 100 });
    const session = tell(makeSession(), over);
    reduce(session, { kind: "clear", at: T0 + 200 });
    tell(session, over);
    expect(session.connections.size).toBe(0);
  });

  it("is nobody's while a frame is there that the hook stays out of", () => {
    const frame = { documentId: "f", top: false, hooked: false };
    const session = tell(makeSession(), ofWorker(T0));
    tell(session, seen("v", T0 + 900, { mark: null, fromWorker: true }));
    expect(session.connections.size).toBe(2);
    reduce(session, join({ ...frame, shownAt: T0 + 500 }));
    reduce(session, join({ ...frame, prepared: true }));
    tell(session, seen("u", T0 + 950, { mark: null, fromWorker: true }));
    expect(rowsOf(session).map(({ handshake }) => handshake?.key)).toEqual(["w"]);
    expect(waiting(session)).toEqual(["u"]);
  });
});
