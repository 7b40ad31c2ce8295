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
  {
    kind: "a public page that talks to a program of the visitor's",
    page: "https://wallet.example.com/",
    connections: [{ url: "wss://localhost:8080/bridge", openForS: 40, beatS: 5, code: null }],
  },
  {
    kind: "a relay's news, a subscription that ends and an event that it has already",
    connections: [
      {
        url: "wss://relay.example.org/",
        openForS: 40,
        code: null,
        messages: [
          [1, "receive", '["NOTICE","Welcome to this relay"]'],
          [2, "send", '["REQ","s1",{"kinds":[1]}]'],
          [3, "receive", '["EVENT","s1",{"content":"rate-limited: what a song"}]'],
          [4, "receive", '["CLOSED","s1",""]'],
          [5, "receive", '["OK","e1",false,"duplicate: already have this event"]'],
          [6, "receive", '["trade",12,false,"invalid: a name"]'],
        ],
      },
    ],
  },
];

const judge = (connections: FieldReport["connections"]) => {
  const { session, nowMs } = toFieldSession({ kind: "", source: "", cause: "", connections });
  return diagnose(session, nowMs);
};

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

  it("uploads that end without a code, one to a connection, are done rather than too big", () => {
    const { findings } = judge(
      [2, 9, 4].map((openForS, n) => ({
        at: n * 30,
        url: "wss://files.example.org/upload",
        openForS,
        messages: [[openForS - 0.5, "send", "BIG"]],
        code: 1005,
      })),
    );
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it("a page that only sends, and closes when it is done, is no fault", () => {
    const { findings, health } = judge([
      {
        url: "wss://metrics.example.org/in",
        openForS: 20,
        by: "page",
        code: 1000,
        messages: [1, 2, 3].map((s) => [s, "send", '{"type":"metric","value":1}']),
      },
    ]);
    expect(findings.map(({ severity }) => severity)).toEqual(["info"]);
    expect(health.grade).toBe("A");
  });

  it("one protocol error after a silence is no idle limit", () => {
    const { findings } = judge([
      { url: "wss://a.example.org/ws", openForS: 47, messages: [[1, "send", "hello"]], code: 1002 },
    ]);
    expect(findings.find(({ primary }) => primary)?.id).toBe("protocol-error");
  });

  it("an address that never opened is not said to have been accepted before", () => {
    const { findings } = judge([
      { url: "wss://a.example.org/one", openForS: 10, beatS: 2, code: 1000, by: "page" },
      { at: 20, url: "wss://a.example.org/two", status: 403 },
    ]);
    expect(findings.find(({ id }) => id === "auth-rejected")?.variant).toMatch(/^403/);
  });

  it("a kernel's session names, and its token opens", () => {
    const kernel =
      "wss://hub.example.org/api/kernels/251adc99-3c1b-4d97-a9ae-9ecbfba3bc70/channels";
    const withSession = judge([
      { url: `${kernel}?session_id=28DC42BB11FD413A86D75BAE570CA379`, openForS: 9, code: null },
    ]);
    const withToken = judge([
      { url: `${kernel}?token=28DC42BB11FD413A86D75BAE570CA379`, openForS: 9, code: null },
    ]);
    expect(withSession.findings.map(({ id }) => id)).toEqual([]);
    expect(withToken.findings.map(({ id }) => id)).toEqual(["secret-in-url"]);
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
