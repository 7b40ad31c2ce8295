import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { type FieldReport, toFieldSession } from "./field-session.ts";

type Control = Pick<FieldReport, "page" | "connections"> & { kind: string };

const subscribeAnd = (answer: (n: number) => unknown): FieldReport["connections"][number] => ({
  url: "wss://ci.example.org/live",
  openForS: 40,
  code: null,
  messages: [1, 2, 3, 4, 5].flatMap((n): [number, "send" | "receive", string][] => [
    [n, "send", JSON.stringify({ type: "subscribe", job: n })],
    [n + 0.2, "receive", JSON.stringify(answer(n))],
  ]),
});

/** Each looks like a fault that strangers reported, and is none. */
const CONTROLS: Control[] = [
  {
    kind: "jobs that failed, told to who subscribed",
    connections: [subscribeAnd((n) => ({ type: "job", id: n, status: "failed" }))],
  },
  {
    kind: "subscriptions that work",
    connections: [subscribeAnd((n) => ({ type: "subscribed", job: n }))],
  },
  {
    kind: "a page of another origin that is let in",
    page: "https://app.example.com/",
    connections: [
      { url: "wss://api.example.org/live", openForS: 40, beatS: 5, code: null, protocols: "chat" },
    ],
  },
  {
    kind: "odd addresses that work",
    connections: [
      "wss://a.example.org/rooms//null",
      "wss://b.example.org/x?filter=undefined",
      "wss://broker.example.org:1883/mqtt",
      "wss://ws/live",
    ].map((url) => ({ url, openForS: 40, beatS: 5, code: null })),
  },
  {
    kind: "a public key of a web app, as Firebase's pages hold it",
    connections: [
      {
        url: "wss://rooms.example.org/live",
        openForS: 40,
        beatS: 5,
        code: null,
        messages: [
          [
            0.5,
            "send",
            JSON.stringify({
              type: "hello",
              firebase: {
                apiKey: `AIza${"SyD4x9QmTr7w".repeat(3)}`.slice(0, 39),
                projectId: "rooms",
              },
            }),
          ],
          [0.6, "receive", '{"type":"welcome"}'],
        ],
      },
    ],
  },
  {
    kind: "people who speak of faults",
    connections: [
      {
        url: "wss://chat.example.org/",
        openForS: 40,
        code: null,
        messages: [
          "this API is deprecated, isn't it?",
          "stale bread again",
          "the application does not exist yet",
          "missing bearer authentication in my code",
        ].flatMap((text, n): [number, "send" | "receive", string][] => [
          [n * 3 + 1, "send", JSON.stringify({ type: "message", text })],
          [n * 3 + 2, "receive", JSON.stringify({ type: "message", text })],
        ]),
      },
    ],
  },
];

describe("healthy beside it", () => {
  it.each(CONTROLS)("$kind", ({ connections, page }) => {
    const { session, nowMs } = toFieldSession({
      kind: "",
      source: "",
      cause: "",
      connections,
      ...(page ? { page } : {}),
    });
    const { findings } = diagnose(session, nowMs);
    expect(findings.map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
  });

  it("a name that does not resolve and has nothing odd keeps its first cause", () => {
    const { session, nowMs } = toFieldSession({
      kind: "",
      source: "",
      cause: "",
      connections: [{ url: "wss://api.exmaple.org/live", error: "net::ERR_NAME_NOT_RESOLVED" }],
    });
    const [found] = diagnose(session, nowMs).findings;
    expect(found?.id).toBe("handshake-dns");
    expect(found?.causes[0]).toBe("A typing error in the host name.");
  });
});
