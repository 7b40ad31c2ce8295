/** Sessions such as a page or a file makes that wants to keep the diagnosis busy; `n`: how much of it. */

import {
  MAX_CONSTRUCTOR_ERRORS,
  MAX_LIFECYCLE,
  MAX_URL_LENGTH,
} from "../../../src/session/limits.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

type Parts = Parameters<typeof makeConnection>[0];

const sessionOf = (n: number, partsOf: (i: number) => Parts): Session =>
  makeSession({
    connections: Array.from({ length: n }, (_, i) =>
      makeConnection({ revision: 1, createdAt: T0 + i * 500, ...partsOf(i) }),
    ),
  });

const sample = (i: number, body: string) => ({
  seq: i,
  at: T0 + i * 500 + 100,
  direction: "receive" as const,
  body,
});

const CLOSES = [1000, 1001, 1002, 1005, 1006, 1008, 1009, 1011, 1012, 1013, 4000, 4401];

/** One thing over and over, which the expressions of the checks are built of. */
const WORDS = [
  "max-",
  "session ",
  "max ",
  "ping ",
  "too many tokens ",
  "0:",
  " after 1 s",
  "\u2026",
  "@",
  "Error during WebSocket handshake: ",
  "token is ",
  "key: ",
  "a=",
  "\ud800",
  "\t",
];
const long = (word: string, length: number) =>
  word.repeat(Math.ceil(length / word.length)).slice(0, length);
const wordFor = (i: number): string => WORDS[i % WORDS.length] as string;

export const HOSTILE: Record<string, (n: number) => Session> = {
  "many endpoints": (n) =>
    sessionOf(n, (i) => ({
      url: `wss://h${i}.example/${i}?q=${i}`,
      close: { code: CLOSES[i % CLOSES.length] as number },
    })),
  "one deep series": (n) => sessionOf(n, () => ({ open: true, close: { code: 1006 } })),
  "a series without an opening": (n) => sessionOf(n, () => ({ close: { code: 1006 } })),
  "sockets that stay open at many places": (n) =>
    sessionOf(n, (i) => ({ open: true, stack: `at f${i} (https://h.example/${i}.js:1:1)` })),
  "sockets that stay open at one place": (n) =>
    sessionOf(n, () => ({ open: true, stack: "at f (https://h.example/a.js:1:1)" })),
  "long names": (n) =>
    sessionOf(n, (i) => ({
      open: true,
      stack: `at ${long(wordFor(i), 8_100)} (https://h.example/a.js:1:1)\n${long(wordFor(i), 90)}`,
      createdAt: T0 + i * 20_000,
    })),
  "long addresses": (n) =>
    sessionOf(n, (i) => ({
      url: `wss://h.example/${long(wordFor(i), MAX_URL_LENGTH - 16)}`,
      close: { code: 1006 },
    })),
  "long queries": (n) =>
    sessionOf(n, (i) => ({
      url: `wss://h.example/websocket?${long(`${wordFor(i)}&`, MAX_URL_LENGTH - 40)}`,
      close: { code: 1006 },
    })),
  "long reasons": (n) =>
    sessionOf(n, (i) => ({
      open: true,
      closing: { code: 4000, reason: long(wordFor(i), 1_024), stack: long(wordFor(i), 8_192) },
      close: { code: CLOSES[i % CLOSES.length] as number, reason: long(wordFor(i), 1_024) },
    })),
  "many subprotocols": (n) =>
    sessionOf(n, (i) => ({
      protocols: Array.from({ length: 64 }, (_, p) => long(`${wordFor(i)}${p}`, 250)),
      close: { code: 1006 },
      handshake: { error: long(wordFor(i), 1_024) },
    })),
  "many headers": (n) =>
    sessionOf(n, (i) => {
      const headers = Array.from({ length: 100 }, (_, h) => ({
        name: `x-${h}`,
        value: long(wordFor(i), 160),
      }));
      return {
        handshake: {
          status: 200 + (i % 400),
          statusText: long(wordFor(i), 1_024),
          requestHeaders: headers,
          responseHeaders: headers,
        },
        close: { code: 1006 },
      };
    }),
  "many messages, each an error": (n) =>
    sessionOf(n, (i) => {
      const body = JSON.stringify({ type: "error", error: { message: long(wordFor(i), 3_900) } });
      return {
        open: true,
        first: [0, 1, 2, 3].map((m) => sample(m, body)),
        last: [4, 5, 6, 7, 8, 9, 10, 11].map((m) => sample(m, body)),
        receive: { count: 12, sizeBytes: 12 * body.length },
        close: { code: CLOSES[i % CLOSES.length] as number },
      };
    }),
  "many exceptions of the constructor": (n) => {
    const session = sessionOf(Math.ceil(n / 10), () => ({ open: true }));
    session.constructorErrors = Array.from(
      { length: Math.min(n, MAX_CONSTRUCTOR_ERRORS) },
      (_, i) => ({
        documentId: "d1",
        at: T0 + i,
        url: `a://[${long(wordFor(i), 8_180)}:]`,
        name: "SyntaxError",
        message: long(wordFor(i), 2_048),
        stack: long(wordFor(i), 8_192),
      }),
    );
    return session;
  },
  "a long life": (n) => {
    const session = sessionOf(n, () => ({ open: true, close: { code: 1006 } }));
    const kinds = ["freeze", "resume", "offline", "online", "hidden", "visible"] as const;
    session.lifecycle = Array.from({ length: Math.min(n, MAX_LIFECYCLE) }, (_, i) => ({
      kind: kinds[i % kinds.length] as (typeof kinds)[number],
      at: T0 + i * 100,
      documentId: "d1",
    }));
    return session;
  },
};
