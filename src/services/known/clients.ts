import type { Service } from "../service.ts";

/** Libraries in the page that say nothing of the other side. */
export const CLIENTS = {
  "reconnecting-websocket": {
    is: "client",
    schedules: [
      {
        name: "reconnecting-websocket",
        kind: "exponential",
        baseMs: [1_000, 5_000],
        factor: 1.3,
        capMs: 10_000,
        jitter: "none",
        source: "pladaria/reconnecting-websocket:reconnecting-websocket.ts",
      },
    ],
    source: "pladaria/reconnecting-websocket:reconnecting-websocket.ts",
  },
  "y-websocket": {
    is: "client",
    schedules: [
      {
        name: "y-websocket",
        kind: "exponential",
        baseMs: [100, 100],
        factor: 2,
        capMs: 2500,
        jitter: "none",
        source: "yjs/y-websocket:src/y-websocket.js",
      },
    ],
    source: "yjs/y-websocket:src/y-websocket.js",
  },
} as const satisfies Record<string, Service>;
