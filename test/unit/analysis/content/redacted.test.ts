import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { redactSession } from "../../../../src/har/mask/redact.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";
import { makeTalk, received, sent } from "./talk.ts";

const base64Url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const expired = `${base64Url({ alg: "HS256" })}.${base64Url({ exp: T0 / 1_000 - 60 })}.c2lnbmF0dXJl`;
/** As Kubernetes' clients hand it over: a whole token in base64url again. */
const wrapped = `base64url.bearer.authorization.k8s.io.${Buffer.from(expired).toString("base64url")}`;
const failed = { status: 401, error: "Unexpected response code: 401" };

/** The command line reads what the panel exported, with its secrets masked. */
describe("a diagnosis of an export without secrets", () => {
  it.each([
    [
      "a token in the URL",
      makeConnection({ url: `wss://h.example/?token=${expired}`, close: {}, handshake: failed }),
    ],
    [
      "a token in a subprotocol",
      makeTalk({ protocols: ["bearer", expired], lines: [], close: { code: 1008 } }),
    ],
    [
      "a token within a subprotocol's name",
      makeTalk({ protocols: [wrapped, "v5.channel.k8s.io"], lines: [], close: { code: 1008 } }),
    ],
    [
      "a wrapped token in the URL, under a name that means nothing",
      makeConnection({
        url: `wss://h.example/?q=${wrapped.split(".").at(-1)}`,
        close: {},
        handshake: failed,
      }),
    ],
    [
      "a token among cookies",
      makeConnection({
        close: {},
        handshake: {
          ...failed,
          requestHeaders: [{ name: "Cookie", value: `theme=dark; token=${expired}; lang=en` }],
        },
      }),
    ],
    [
      "a token in a message",
      makeTalk({
        lines: [sent(JSON.stringify({ token: expired }))],
        close: { code: 1008, reason: "expired" },
      }),
    ],
    [
      "a key in the URL",
      makeConnection({ url: "wss://h.example/?api_key=abc1234&key=room1", open: true }),
    ],
    [
      "a room that looks like a key",
      makeConnection({ url: "wss://h.example/?room=8f3a1b2c4d5e6f70a", open: true }),
    ],
    ["a password in the URL", makeConnection({ url: "wss://ada:hunter2@h.example/", open: true })],
    [
      "an error that quotes a key",
      makeTalk({
        lines: [
          received(
            '{"error":{"code":"invalid_api_key","message":"Incorrect API key: sk-a1B2c3D4e5F6g7H8"}}',
          ),
        ],
        close: { code: 1000 },
      }),
    ],
  ])("finds the same: %s", (_, connection) => {
    const session = makeSession({ connections: [connection] });
    const summary = (given: typeof session) =>
      diagnose(given, T0 + 60_000).findings.map(
        ({ id, severity, primary, confidence, title, evidence }) => {
          // Times that a token brings are the same in both; a request's own words may be masked.
          const until = evidence.find(({ is }) => is === "token-until")?.value;
          const quoted = title.replaceAll(/\*{3}\d+/g, "***");
          return { id, severity, primary, confidence, title: quoted, until };
        },
      );
    expect(summary(redactSession(session))).toEqual(summary(session));
  });
});
