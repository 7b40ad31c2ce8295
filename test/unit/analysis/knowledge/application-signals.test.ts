import { describe, expect, it } from "vitest";
import { explainSignal } from "../../../../src/analysis/knowledge/application-signals.ts";
import { findingsOf, makeTalk, primaryOf, received, sent } from "../content/talk.ts";

describe("signals", () => {
  it("answers for a service's own words, and for its close codes within messages", () => {
    expect(explainSignal("actioncable", "server_restart")?.meaning).toContain("Server restarts");
    expect(explainSignal("pusher", "4004")?.meaning).toContain("Over connection quota");
    expect(explainSignal("pusher", "4999")).toBeNull();
    expect(explainSignal("actioncable", "4004")).toBeNull();
    expect(explainSignal("pusher", "server_restart")).toBeNull();
  });
});

describe("the announcements of services", () => {
  it.each<[string, string, string, string]>([
    [
      "Slack",
      "wss://wss-primary.slack.com/link",
      '{"type":"disconnect","reason":"refresh_requested","debug_info":{}}',
      "closed-by-server",
    ],
    [
      "Home Assistant",
      "wss://home.example/api/websocket",
      '{"type":"auth_invalid","message":"Invalid access token"}',
      "auth-rejected",
    ],
    [
      "Slack's limit",
      "wss://wss-primary.slack.com/link",
      '{"type":"disconnect","reason":"too_many_websockets","debug_info":{}}',
      "rate-limited",
    ],
    [
      "SignalR",
      "wss://h.example/hub?id=a",
      '{"error":"Handshake was canceled."}\x1e',
      "application-handshake-timeout",
    ],
    ["Binance", "wss://stream.binance.com/ws", '{"e":"serverShutdown","E":1}', "server-restart"],
    [
      "Twitch",
      "wss://eventsub.wss.twitch.tv/ws",
      '{"metadata":{"message_type":"session_reconnect"},"payload":{"session":{}}}',
      "closed-by-server",
    ],
    [
      "Gemini",
      "wss://generativelanguage.googleapis.com/ws/x",
      '{"goAway":{"timeLeft":"10s"}}',
      "closed-by-server",
    ],
    [
      "SockJS",
      "wss://h.example/ws/123/abcd1234/websocket",
      'c[3000,"Go away!"]',
      "closed-by-server",
    ],
    [
      "Centrifugo",
      "wss://h.example/connection/websocket",
      '{"push":{"disconnect":{"code":3001,"reason":"shutdown"}}}',
      "server-restart",
    ],
  ])("are read: %s", (_, url, body, id) => {
    const connect = url.includes("/connection/")
      ? [sent('{"connect":{},"id":1}'), received('{"id":1,"connect":{}}')]
      : [];
    const connection = makeTalk({
      url,
      lines: [...connect, received(body)],
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).toBe(id);
  });

  it("say what the service documents for the code of an error", () => {
    const connection = makeTalk({
      url: "wss://ws-eu.pusher.com/app/k?protocol=7",
      lines: [received('{"event":"pusher:error","data":{"code":4009}}')],
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("auth-rejected");
    expect(finding.evidence).toContainEqual(expect.objectContaining({ is: "error-meaning" }));
    expect(findingsOf(connection).filter(({ primary }) => primary)).toHaveLength(1);
  });
});
