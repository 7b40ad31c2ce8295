import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../../src/analysis/finding.ts";
import { recognisePage } from "../../../../src/services/recognise.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeProbe, makeSession, T0 } from "../../../builders.ts";

function primaryOf(connection: Connection, others: Connection[] = []): Finding {
  const session = makeSession({ connections: [...others, connection] });
  const { findings } = diagnose(session, T0 + 60_000);
  const primary = findings.find((each) => each.primary && each.subject.id === connection.id);
  if (!primary) throw new Error("nothing explains the end");
  return primary;
}

const kindOf = ({ id, variant }: Finding) => (variant ? `${id}/${variant}` : id);

type Known = {
  url?: string;
  /** Of the refusal itself, as Firefox and files have them. */
  headers?: Record<string, string>;
  request?: Record<string, string>;
  /** What a plain request got. */
  plain?: { status: number; headers?: Record<string, string>; body?: string };
};

const listOf = (headers: Record<string, string> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const probeOf = ({ status, headers, body = "" }: NonNullable<Known["plain"]>) =>
  makeProbe({ status, headers: listOf(headers), pages: recognisePage(body) });

function refused(status: number | null, { url, headers, request, plain }: Known): Finding {
  return primaryOf(
    makeConnection({
      ...(url ? { url } : {}),
      close: {},
      handshake:
        status === null
          ? null
          : {
              status,
              error: `Error during WebSocket handshake: Unexpected response code: ${status}`,
              responseHeaders: listOf(headers),
              requestHeaders: listOf(request),
            },
      probes: plain ? [probeOf(plain)] : [],
    }),
  );
}

const ENGINE_IO = "wss://h.example/socket.io/?EIO=4&transport=websocket&sid=lv_VI97HAXpY6yYWAAAC";
const SIGNALR = "wss://h.example/hub?id=9tZ4pLwXfYzq0a1b2c3d4g";
const NGINX_404 = "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.22.1</center>";

const CASES: [string, number, Known, string][] = [
  [
    "uvicorn without a library",
    404,
    { headers: { Server: "uvicorn" } },
    "handshake-not-found/no-library",
  ],
  [
    "Django's runserver",
    404,
    { headers: { Server: "WSGIServer/0.2" } },
    "handshake-not-found/wsgi",
  ],
  [
    "gunicorn",
    400,
    { plain: { status: 404, headers: { Server: "gunicorn" } } },
    "handshake-rejected/wsgi",
  ],
  ["Vercel by its host", 404, { url: "wss://a.vercel.app/ws" }, "handshake-not-found/static"],
  ["Netlify", 200, { headers: { Server: "Netlify" } }, "handshake-not-found/static"],
  [
    "a file server",
    404,
    { plain: { status: 404, headers: { Server: "SimpleHTTP/0.6" } } },
    "handshake-not-found/static",
  ],
  ["Starlette", 403, { headers: { Server: "uvicorn" } }, "auth-rejected/asgi"],
  ["Tornado", 403, { headers: { Server: "TornadoServer/6.4" } }, "auth-rejected/tornado"],
  ["Envoy", 403, { headers: { Server: "istio-envoy" } }, "handshake-rejected/upgrades-off"],
  [
    "an application behind Envoy",
    403,
    { headers: { Server: "istio-envoy", "x-envoy-upstream-service-time": "3" } },
    "auth-rejected/403",
  ],
  [
    "AirPlay on port 5000",
    403,
    { plain: { status: 403, headers: { Server: "AirTunes/775.3.1" } } },
    "handshake-not-websocket/airplay",
  ],
  [
    "ws on this computer",
    400,
    { url: "ws://127.0.0.1:8080/ws/" },
    "handshake-rejected/not-its-path",
  ],
  ["a 400 elsewhere", 400, {}, "handshake-rejected/400"],
  ["Socket.IO's session", 400, { url: ENGINE_IO }, "handshake-rejected/session-socket-io"],
  [
    "Socket.IO's session, on this computer",
    400,
    { url: ENGINE_IO.replace("h.example", "localhost:3000") },
    "handshake-rejected/session-socket-io",
  ],
  ["SignalR's connection", 404, { url: SIGNALR }, "handshake-not-found/session-signalr"],
  [
    "SockJS's session",
    404,
    { url: "wss://h.example/ws/123/abcd1234/websocket" },
    "handshake-not-found/session-sockjs",
  ],
  [
    "a raw socket to SockJS",
    404,
    { plain: { status: 200, body: "Welcome to SockJS!\n" } },
    "handshake-not-found/sockjs-raw",
  ],
  [
    "nginx that strips",
    404,
    { plain: { status: 404, headers: { Server: "nginx" } } },
    "handshake-not-found/stripped",
  ],
  [
    "nginx that strips, told by the refusal",
    426,
    { headers: { Server: "nginx" } },
    "handshake-not-websocket/stripped",
  ],
  [
    "nginx without a route",
    404,
    { plain: { status: 404, headers: { Server: "nginx" }, body: NGINX_404 } },
    "handshake-not-found/no-route",
  ],
  [
    "Traefik without a route",
    404,
    { plain: { status: 404, body: "404 page not found\n" } },
    "handshake-not-found/no-route",
  ],
  [
    "Apache that strips",
    400,
    { headers: { Server: "Apache/2.4.62" } },
    "handshake-rejected/stripped",
  ],
  [
    "plain text to a TLS port",
    400,
    {
      plain: {
        status: 400,
        body: "<center>The plain HTTP request was sent to HTTPS port</center>",
      },
    },
    "handshake-not-websocket/tls-port",
  ],
  [
    "cookies that are too large",
    400,
    { request: { Cookie: "a".repeat(9_000) } },
    "handshake-rejected/headers-too-large",
  ],
  ["431", 431, {}, "handshake-rejected/headers-too-large"],
  ["413", 413, {}, "handshake-rejected/headers-too-large"],
  [
    "Azure with WebSockets off",
    503,
    { url: "wss://a.azurewebsites.net/ws" },
    "handshake-server-error/switched-off",
  ],
  ["503 of anybody", 503, {}, "handshake-server-error/503"],
  [
    "a challenge",
    403,
    { plain: { status: 403, headers: { "cf-mitigated": "challenge" } } },
    "handshake-rejected/challenge",
  ],
  [
    "Basic authentication",
    401,
    { headers: { "WWW-Authenticate": 'Basic realm="x"' } },
    "auth-rejected/basic",
  ],
  ["a bearer's 401", 401, { headers: { "WWW-Authenticate": "Bearer" } }, "auth-rejected/401"],
  [
    "a development server",
    200,
    { plain: { status: 200, body: '<script src="/@vite/client"></script>' } },
    "handshake-not-websocket/dev-server",
  ],
  ["402", 402, {}, "handshake-rejected/402"],
  ["408", 408, {}, "handshake-rejected/408"],
  ["511", 511, {}, "handshake-rejected/511"],
  ["404 of nobody that shows", 404, {}, "handshake-not-found"],
  ["403 of nobody that shows", 403, {}, "auth-rejected/403"],
];

describe("who answered", () => {
  it.each(CASES)("%s: %i", (_who, status, known, kind) => {
    const finding = refused(status, known);
    expect(kindOf(finding)).toBe(kind);
    // Whatever is advised is complete: no fact is missing, and a proxy's line has its timeouts.
    const nginx = finding.fixes
      .flatMap(({ settings = [] }) => settings)
      .find(({ text }) => text.includes("proxy_pass"));
    if (nginx) expect(nginx.text).toMatch(/Upgrade \$http_upgrade.*Connection.*read_timeout/);
  });

  it.each([
    [
      "a challenge",
      { status: 403, headers: { "cf-mitigated": "challenge" } },
      "handshake-rejected/challenge",
    ],
    [
      "another program",
      { status: 403, headers: { Server: "AirTunes/775.3.1" } },
      "handshake-not-websocket/airplay",
    ],
    [
      "a server that only answers",
      { status: 404, headers: { Server: "nginx" } },
      "handshake-failed/answers-http",
    ],
    [
      "one that cannot upgrade",
      { status: 404, headers: { Server: "uvicorn" } },
      "handshake-failed/answers-http",
    ],
  ])("is all that is known with DevTools closed: %s", (_who, plain, kind) => {
    expect(kindOf(refused(null, { plain }))).toBe(kind);
  });
});

describe("what an address did before", () => {
  const at = (url: string, createdAt: number) => ({ url, createdAt });
  const opened = (url: string) =>
    makeConnection({ ...at(url, T0 - 60_000), open: true, close: { code: 1001 } });
  const refusedNow = (url: string, status: number) =>
    makeConnection({ ...at(url, T0), close: {}, handshake: { status } });

  it.each([404, 410, 400])("makes a %i mean that what it names is gone", (status) => {
    const url = "wss://h.example/kernels/7/channels";
    const finding = primaryOf(refusedNow(url, status), [opened(url)]);
    expect(finding.variant).toBe("gone");
    expect(JSON.stringify(finding)).not.toMatch(/path is wrong|slash/);
  });

  it("points at the host through which the same path does not open", () => {
    const finding = primaryOf(refusedNow("wss://h.example/live", 404), [
      opened("ws://127.0.0.1:8080/live"),
    ]);
    expect(finding).toMatchObject({ id: "handshake-not-found", variant: "other-host" });
    expect(finding.title).toContain("127.0.0.1:8080");
  });

  it("says nothing of a path that everybody has, of another's host, or of what opened only later", () => {
    const tool = opened("ws://localhost:3000/ws");
    expect(primaryOf(refusedNow("ws://localhost:8080/ws", 404), [tool]).variant).not.toBe(
      "other-host",
    );
    const stranger = opened("wss://elsewhere.example/live");
    expect(primaryOf(refusedNow("wss://h.example/live", 404), [stranger]).variant).toBeUndefined();
    const sibling = opened("wss://origin.h.example/live");
    expect(primaryOf(refusedNow("wss://h.example/live", 404), [sibling]).variant).toBe(
      "other-host",
    );
    const now = refusedNow("wss://h.example/", 404);
    expect(primaryOf(now, [opened("wss://other.example/")]).variant).toBeUndefined();
    const later = makeConnection({ ...at("wss://h.example/live", T0 + 1_000), open: true });
    expect(primaryOf(refusedNow("wss://h.example/live", 404), [later]).variant).toBeUndefined();
  });
});
