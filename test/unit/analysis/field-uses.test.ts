import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { type FieldReport, toFieldSession } from "./field-session.ts";

type Told = FieldReport["connections"][number];
type Lines = NonNullable<Told["messages"]>;
type Use = { kind: string; source: string; connections: Told[]; page?: string };

const say = (at: number, value: unknown): Lines[number] => [at, "send", text(value)];
const hear = (at: number, value: unknown): Lines[number] => [at, "receive", text(value)];
const text = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
const times = (n: number, lines: (i: number) => Lines): Lines =>
  Array.from({ length: n }, (_, i) => lines(i)).flat();
const byTime = (...lines: Lines): Lines => lines.sort((a, b) => a[0] - b[0]);
const open = (url: string, openForS: number, messages: Lines, more: Partial<Told> = {}): Told => ({
  url,
  openForS,
  code: null,
  messages,
  ...more,
});
const speaks = (protocol: string): Partial<Told> => ({
  protocols: protocol,
  headers: { "Sec-WebSocket-Protocol": protocol },
});
const hex = (words: string): string => Buffer.from(words).toString("hex");

const register = (n: number, login = ""): string =>
  `REGISTER sip:pbx.example.org SIP/2.0\r\nCSeq: ${n} REGISTER\r\n${login}Content-Length: 0\r\n\r\n`;
const answer = (n: number, status: string, method = "REGISTER"): string =>
  `SIP/2.0 ${status}\r\nCSeq: ${n} ${method}\r\nContent-Length: 0\r\n\r\n`;
const cell = (id: string, at: number): Lines => [
  say(at, { header: { msg_type: "execute_request", msg_id: id }, channel: "shell" }),
  hear(at + 0.1, {
    header: { msg_type: "status", msg_id: `${id}-s` },
    parent_header: { msg_id: id },
    content: { execution_state: "busy" },
    channel: "iopub",
  }),
];

/** What well-known applications send and hear when all is well. */
const USES: Use[] = [
  {
    kind: "Home Assistant's dashboard",
    source: "https://developers.home-assistant.io/docs/api/websocket",
    connections: [
      open(
        "wss://ha.example.org/api/websocket",
        345,
        byTime(
          hear(0.1, { type: "auth_required" }),
          say(0.2, { type: "auth", access_token: "x" }),
          hear(0.3, { type: "auth_ok" }),
          say(0.4, { id: 1, type: "subscribe_events" }),
          hear(0.5, { id: 1, type: "result", success: true }),
          ...times(10, (n) => [
            say(30 + 30 * n, { id: 2 + n, type: "ping" }),
            hear(30.1 + 30 * n, { id: 2 + n, type: "pong" }),
          ]),
          ...times(20, (n) => [hear(1 + 17 * n, { id: 1, type: "event", event: { n: n % 7 } })]),
        ),
      ),
    ],
  },
  {
    kind: "Discord, where people speak of errors",
    source: "https://discord.com/developers/docs/events/gateway",
    connections: [
      open(
        "wss://gateway.discord.gg/?v=9&encoding=json",
        250,
        byTime(
          hear(0.1, { t: null, s: null, op: 10, d: { heartbeat_interval: 41_250 } }),
          say(0.2, { op: 2, d: { token: "x" } }),
          hear(0.6, { t: "READY", s: 1, op: 0, d: { session_id: "a" } }),
          ...times(6, (n) => [
            say(20 + 41 * n, { op: 1, d: n + 1 }),
            hear(20.1 + 41 * n, { t: null, s: null, op: 11, d: null }),
          ]),
          ...times(30, (n) => [
            hear(3 + 8 * n, {
              t: "MESSAGE_CREATE",
              s: n + 2,
              op: 0,
              d: { content: "invalid session? too many errors" },
            }),
          ]),
        ),
      ),
    ],
  },
  {
    kind: "a notebook's cell that computes for minutes",
    source: "https://jupyter-client.readthedocs.io/en/stable/messaging.html",
    connections: [
      open(
        "wss://hub.example.org/api/kernels/251adc99-3c1b-4d97-a9ae-9ecbfba3bc70/channels",
        260,
        byTime(
          ...times(5, (n) => [
            ...cell(`e${n}`, 3 * n + 1),
            hear(3 * n + 1.4, {
              header: { msg_type: "execute_reply", msg_id: `r${n}` },
              parent_header: { msg_id: `e${n}` },
              channel: "shell",
            }),
          ]),
          ...cell("long", 20),
        ),
      ),
    ],
  },
  {
    kind: "two who write one document",
    source: "yjs/y-websocket:src/y-websocket.js",
    connections: [
      open(
        "wss://docs.example.org/room-1",
        190,
        byTime(
          say(0.1, "hex:00000100"),
          hear(0.2, "hex:0001020000"),
          ...times(20, (n) => [
            say(2 + 9 * n, `hex:010f01d6e5b0d30a${(n + 16).toString(16)}02277b7d`),
            hear(2.3 + 9 * n, `hex:010f01d6e5b0d30b${(n + 16).toString(16)}02277b7d`),
          ]),
        ),
      ),
    ],
  },
  {
    kind: "speech that is transcribed",
    source: "https://developers.deepgram.com/reference",
    connections: [
      open(
        "wss://api.deepgram.com/v1/listen?model=nova-2",
        61,
        byTime(
          ...times(300, (n) => [say(0.2 + 0.2 * n, `hex:${"00ff".repeat(8)}`)]),
          ...times(10, (n) => [
            hear(5 + 6 * n, { type: "Results", alternatives: [{ transcript: "error, timeout" }] }),
          ]),
        ),
      ),
    ],
  },
  {
    kind: "a voice session in which the page only listens in for a while",
    source: "https://platform.openai.com/docs/guides/realtime-websocket",
    connections: [
      open(
        "wss://api.openai.com/v1/realtime?model=gpt-realtime",
        130,
        byTime(
          hear(0.1, { type: "session.created", session: { id: "s" } }),
          ...times(6, (n) => [
            say(10 * n + 1, { type: "response.create" }),
            hear(10 * n + 1.3, { type: "response.created", response: { id: `r${n}` } }),
            hear(10 * n + 3, { type: "response.done", response: { status: "completed" } }),
          ]),
          ...times(3, (n) => [say(70 + n, { type: "input_audio_buffer.append", audio: "AA" })]),
        ),
      ),
    ],
  },
  {
    kind: "a telephone that is asked for its password, and calls who is busy",
    source: "https://www.rfc-editor.org/rfc/rfc7118",
    connections: [
      open(
        "wss://pbx.example.org:8089/ws",
        250,
        byTime(
          ...times(4, (n) => [
            say(60 * n + 1, register(2 * n)),
            hear(60 * n + 1.1, answer(2 * n, "401 Unauthorized")),
            say(60 * n + 1.2, register(2 * n + 1, "Authorization: Digest x\r\n")),
            hear(60 * n + 1.3, answer(2 * n + 1, "200 OK")),
          ]),
          say(100, "INVITE sip:1@pbx SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"),
          hear(105, answer(1, "486 Busy Here", "INVITE")),
          say(140, "INVITE sip:2@pbx SIP/2.0\r\nCSeq: 2 INVITE\r\n\r\n"),
          hear(140.1, answer(2, "404 Not Found", "INVITE")),
        ),
        speaks("sip"),
      ),
    ],
  },
  {
    kind: "a stream's chat that is only read",
    source: "https://dev.twitch.tv/docs/chat/irc/",
    connections: [
      open(
        "wss://irc-ws.chat.twitch.tv/",
        210,
        byTime(
          say(0.1, "NICK justinfan1"),
          hear(0.3, ":tmi.twitch.tv 001 justinfan1 :Welcome, GLHF!\r\n"),
          ...times(50, (n) => [
            hear(2 * n + 1, `:bob!bob@bob PRIVMSG #a :login failed, banned, 464 ${n}\r\n`),
          ]),
          hear(150, "PING :tmi.twitch.tv\r\n"),
          say(150.1, "PONG :tmi.twitch.tv"),
          hear(160, ":tmi.twitch.tv NOTICE #a :This room is now in slow mode.\r\n"),
        ),
      ),
    ],
  },
  {
    kind: "a shell that its user leaves with exit 1",
    source: "kubernetes/kubernetes#61346",
    connections: [
      open(
        "wss://k.example.org/api/v1/namespaces/d/pods/w/exec?command=sh",
        60,
        [
          hear(0.2, `hex:01${hex("/ # ")}`),
          say(50, `hex:00${hex("exit 1\n")}`),
          hear(
            59.9,
            `hex:03${hex('{"metadata":{},"status":"Failure","message":"command terminated with exit code 1","reason":"NonZeroExitCode"}')}`,
          ),
        ],
        { ...speaks("v4.channel.k8s.io"), code: 1000 },
      ),
    ],
  },
  {
    kind: "a log of another program's errors",
    source: "https://kubernetes.io/docs/concepts/cluster-administration/logging/",
    connections: [
      open("wss://logs.example.org/tail", 110, [
        say(0.1, "tail app"),
        ...times(60, (n) => [
          hear(
            1 + 1.7 * n,
            `${["INFO", "ERROR", "WARN"][n % 3]} ${n}: connection refused, invalid token, timeout`,
          ),
        ]),
      ]),
    ],
  },
  {
    kind: "a quiet channel whose client pings",
    source: "https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/",
    connections: [
      open("wss://ws-eu.pusher.com/app/key?protocol=7", 530, [
        hear(0.1, { event: "pusher:connection_established", data: '{"activity_timeout":120}' }),
        say(0.2, { event: "pusher:subscribe", data: { channel: "a" } }),
        hear(0.3, { event: "pusher_internal:subscription_succeeded", channel: "a" }),
        ...times(4, (n) => [
          say(120 * (n + 1), { event: "pusher:ping", data: {} }),
          hear(120.1 + 120 * n, { event: "pusher:pong" }),
        ]),
      ]),
    ],
  },
  {
    kind: "one upload for each socket, seen off when it is done",
    source: "https://developer.mozilla.org/docs/Web/API/WebSocket",
    connections: [0, 1, 2].map((n) =>
      open(
        "wss://files.example.org/up",
        3,
        [
          say(0.1, { type: "begin", name: `file ${n}` }),
          hear(0.2, { type: "go" }),
          say(1, `hex:${"aa".repeat(500)}`),
          say(2.8, { type: "end" }),
        ],
        { at: 31 * n + n * n, code: 1000 },
      ),
    ),
  },
];

describe("what is well is told so", () => {
  it.each(USES)("$kind ($source)", ({ kind, source, connections }) => {
    const { session, nowMs } = toFieldSession({ kind, source, cause: "", connections });
    const { findings, health } = diagnose(session, nowMs);
    expect(findings.filter(({ severity }) => severity !== "info").map(({ id }) => id)).toEqual([]);
    expect(health.grade).toBe("A");
  });
});
