import { readHar } from "../../../src/har/read.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeDocument } from "../../builders.ts";

/**
 * Faults that people reported in public, each with the cause that they established: rebuilt from the
 * facts, as a page hears them.
 */
export type FieldReport = {
  kind: string;
  /** Repository and number of the issue. */
  source: string;
  cause: string;
  connections: Told[];
  /** Where the page was. */
  page?: string;
  /** What the constructor threw instead. */
  thrown?: { name: string; message: string; url: string };
  http?: {
    at: number;
    host?: string;
    path: string;
    method?: string;
    status?: number;
    error?: string;
  }[];
  /** Any of them explains the end of the last connection. */
  primary?: string[];
  /** The same where DevTools was closed, and the page saw no more than 1006. */
  primaryClosed?: string[];
  /** Each of them is among the findings. */
  findings?: string[];
  /** Words of what is told of it, and words that would mislead. */
  says?: string[];
  not?: string[];
  /** Words of the cause that stands first, and whose the first advice is. */
  first?: string;
  role?: string;
};
/** Times in seconds: `at` from the start of the session, those of messages from the handshake. */
type Told = {
  at?: number;
  url: string;
  status?: number;
  error?: string;
  headers?: Record<string, string>;
  /** Of the browser's request, besides those that every one has. */
  asked?: Record<string, string>;
  protocols?: string;
  tookS?: number;
  openForS?: number;
  /** A text, or `hex:` and the bytes of a binary one. */
  messages?: [number, "send" | "receive", string][];
  /** A message each way so often, until the end. */
  beatS?: number;
  code?: number | null;
  reason?: string;
  /** Who closed it; the server, where nothing is said. */
  by?: "page";
};

const START_S = 1_772_359_200;
const iso = (s: number) => new Date((START_S + s) * 1000).toISOString();
/** Over the usual limit of 1 MiB. */
const BIG = "x".repeat(1_200_000);

function toEntry(told: Told, page: string | null) {
  const { at = 0, url, openForS, code, error, headers = {}, protocols, tookS = 0.03 } = told;
  const beats = told.beatS ?? Number.POSITIVE_INFINITY;
  const beatAt = Array.from(
    { length: Math.floor(Math.max(0, (openForS ?? 0) - 1) / beats) },
    (_, i) => (i + 1) * beats,
  );
  const messages = [
    ...(told.messages ?? []),
    ...beatAt.flatMap((s, i): [number, "send" | "receive", string][] => [
      [s, "send", `{"type":"note","n":${i},"text":"${"a".repeat(i % 7)}"}`],
      [s + 0.05, "receive", `{"type":"noted","n":${i}}`],
    ]),
  ].sort((a, b) => a[0] - b[0]);
  return {
    startedDateTime: iso(at),
    time: (openForS ?? tookS) * 1000,
    _resourceType: "websocket",
    request: {
      method: "GET",
      url,
      headers: [
        { name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==" },
        ...(protocols ? [{ name: "Sec-WebSocket-Protocol", value: protocols }] : []),
        ...Object.entries(told.asked ?? {}).map(([name, value]) => ({ name, value })),
        ...(page ? [{ name: "Origin", value: new URL(page).origin }] : []),
      ],
    },
    response: {
      status: told.status ?? (openForS === undefined ? 0 : 101),
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      ...(error === undefined ? {} : { _error: error }),
    },
    timings: { send: 0, wait: tookS * 1000 },
    ...(typeof code === "number"
      ? {
          _webSocketClose: {
            code,
            reason: told.reason ?? "",
            timestamp: START_S + at + (openForS ?? 0),
          },
        }
      : {}),
    _webSocketMessages: messages.map(([s, type, data]) => ({
      type,
      time: START_S + at + s,
      ...(data.startsWith("hex:")
        ? { opcode: 2, data: Buffer.from(data.slice(4), "hex").toString("base64") }
        : { opcode: 1, data: data === "BIG" ? BIG : data }),
    })),
    ...(openForS === undefined ? { _error: true } : {}),
  };
}

const toHttp = (http: NonNullable<FieldReport["http"]>[number]) => ({
  startedDateTime: iso(http.at),
  time: 40,
  request: {
    method: http.method ?? "GET",
    url: `https://${http.host ?? "ipy.example.test"}${http.path}`,
    headers: [],
  },
  response: { status: http.status ?? 0, _error: http.error ?? null, headers: [] },
});

/** What was seen of it, and when. `closed`: DevTools was not open, so only the page saw it. */
export function toFieldSession(
  { connections, http = [], page, thrown }: FieldReport,
  closed = false,
): { session: Session; nowMs: number } {
  const told = [...connections].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const entries = [
    ...told.map((each) => toEntry(each, page ?? null)),
    ...(closed ? [] : http.map(toHttp)),
  ];
  const { session, nowMs } = readHar(
    JSON.stringify({ log: { creator: { name: "a page" }, entries } }),
  );
  for (const [i, connection] of [...session.connections.values()].entries()) {
    const { end } = connection;
    // Other tools do not know whose a close was; the page that reported it did.
    if (end?.code) end.by = "close";
    if (end && told[i]?.by === "page") {
      connection.closing = { at: end.at - 20, code: null, reason: null, stack: null };
    }
    if (end && connection.open === null) {
      connection.end = { ...end, by: "close", code: 1006, reason: "", wasClean: false };
    }
    if (closed) {
      connection.handshake = null;
    }
  }
  if (page !== undefined || closed) {
    const document = makeDocument({
      url: page ?? "https://app.example.test/",
      page: session.page,
      joinedAt: START_S * 1000 - 1_000,
    });
    session.documents.set(document.id, document);
    for (const connection of session.connections.values()) connection.documentId = document.id;
  }
  if (thrown) {
    session.constructorErrors.push({
      documentId: [...session.documents.keys()][0] ?? "d1",
      at: START_S * 1000,
      stack: null,
      ...thrown,
    });
  }
  return { session, nowMs: Math.max(nowMs, START_S * 1000) + 30_000 };
}
