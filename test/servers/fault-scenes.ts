/** Faults made by real servers, seen from a plain client, beside what the servers logged of them. */

import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { startFaultUpstream } from "./fault-upstream.ts";
import { LOGGED, type LoggedProxy, startLogged } from "./logged-proxies.ts";

/** What the client saw, by its own clock. */
export type Seen = {
  key: string;
  url: string;
  createdAt: number;
  openedAt: number | null;
  endedAt: number;
  code: number;
  status: number | null;
  sentBytes: number;
  receivedBytes: number;
};

export type Recorded = {
  server: string;
  fault: string;
  /** What has to be found: what ended it, and where; null: this server's log cannot tell. */
  expected: { kind: string; where: string } | null;
  seen: Seen[];
  logs: Record<string, string>;
};

type Client = { seen: Promise<Seen>; kill(): void; reset(): void };

function openClient(url: string, path: string): Client {
  const seen: Seen = {
    key: "",
    url: `${url}${path}`,
    createdAt: Date.now(),
    openedAt: null,
    endedAt: 0,
    code: 1006,
    status: null,
    sentBytes: 0,
    receivedBytes: 0,
  };
  const socket = new WebSocket(`${url}${path}`, {
    perMessageDeflate: false,
    finishRequest: (request) => {
      seen.key = String(request.getHeader("Sec-WebSocket-Key"));
      request.end();
    },
  });
  let raw: Socket | null = null;
  socket.on("upgrade", (response) => {
    raw = response.socket;
  });
  const ended = new Promise<Seen>((resolve) => {
    socket.on("open", () => {
      seen.openedAt = Date.now();
      seen.status = 101;
      const text = "fog".repeat(20);
      socket.send(text);
      seen.sentBytes += text.length;
    });
    socket.on("message", (data) => {
      seen.receivedBytes += (data as Buffer).length;
    });
    socket.on("unexpected-response", (request, response) => {
      seen.status = response.statusCode ?? null;
      seen.endedAt = Date.now();
      request.destroy();
      resolve(seen);
    });
    socket.on("error", () => {});
    socket.on("close", (code) => {
      seen.code = code;
      seen.endedAt ||= Date.now();
      resolve(seen);
    });
  });
  return { seen: ended, kill: () => socket.terminate(), reset: () => raw?.resetAndDestroy() };
}

type Server = keyof typeof LOGGED;
type Scene = {
  fault: string;
  path: string;
  servers: Partial<Record<Server, Recorded["expected"]>>;
  /** Done to the sockets, some time after they opened. */
  act?(clients: readonly Client[], proxy: LoggedProxy): Promise<void> | void;
};

const behind = (kind: string) => ({ kind, where: "behind" });
const at = (kind: string) => ({ kind, where: "at" });
const before = (kind: string) => ({ kind, where: "before" });

const OPEN_MS = 600;

const admin = (proxy: LoggedProxy, command: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(join(proxy.folder, "admin.sock"));
    socket.on("error", reject);
    socket.on("close", () => resolve());
    socket.resume();
    socket.end(`${command}\n`);
  });

export const SCENES: Scene[] = [
  {
    fault: "an idle limit",
    path: "/idle/",
    servers: { nginx: at("idle-limit"), haproxy: at("idle-limit") },
  },
  {
    fault: "the upstream resets",
    path: "/reset/",
    servers: { nginx: behind("upstream-lost"), haproxy: behind("upstream-lost") },
  },
  {
    fault: "nothing listens behind it",
    path: "/dead/",
    servers: {
      nginx: behind("connect-refused"),
      haproxy: behind("connect-refused"),
      apache: behind("connect-refused"),
      caddy: behind("connect-refused"),
    },
  },
  {
    fault: "no answer to the handshake",
    path: "/silent/",
    servers: {
      nginx: behind("answer-timeout"),
      haproxy: behind("answer-timeout"),
      apache: behind("bad-answer"),
      caddy: behind("answer-timeout"),
    },
  },
  {
    fault: "TLS to an upstream without",
    path: "/tls/",
    servers: {
      nginx: behind("tls-upstream"),
      apache: behind("bad-answer"),
      caddy: behind("tls-upstream"),
      haproxy: behind("connect-refused"),
    },
  },
  {
    fault: "the upgrade is stripped",
    path: "/strip/",
    servers: { nginx: at("bad-answer"), apache: at("bad-answer") },
  },
  {
    fault: "a rule forbids it",
    path: "/denied/",
    servers: { nginx: at("denied"), haproxy: at("denied"), apache: at("denied"), caddy: null },
  },
  { fault: "a limit on the rate", path: "/busy/", servers: { haproxy: at("rate-limited") } },
  {
    fault: "no room for another",
    path: "/full/",
    servers: { nginx: at("rate-limited"), haproxy: at("overloaded") },
  },
  {
    fault: "the client is gone",
    path: "/echo/",
    servers: { nginx: null, haproxy: null, apache: null },
    act: (clients) => {
      for (const client of clients) client.kill();
    },
  },
  {
    fault: "the client resets",
    path: "/echo/",
    servers: { nginx: before("client-lost"), haproxy: before("client-lost") },
    act: (clients) => {
      for (const client of clients) client.reset();
    },
  },
  {
    fault: "the upstream is killed",
    path: "/gone/",
    servers: { nginx: null, haproxy: null, apache: null, caddy: null },
  },
  {
    fault: "the server closes in good order",
    path: "/done/",
    servers: { nginx: null, haproxy: null, apache: null, caddy: null },
  },
  {
    fault: "an operator ends the sessions",
    path: "/echo/",
    servers: { haproxy: at("stopped") },
    act: (_, proxy) => admin(proxy, "shutdown sessions server app/app"),
  },
  {
    fault: "the proxy is stopped",
    path: "/echo/",
    servers: { haproxy: null, nginx: null, caddy: null },
    act: (_, proxy) => proxy.stop(),
  },
];

const SOCKETS = 5;

/** One fault, `SOCKETS` times in a row that no two sockets share a moment. */
export async function record(server: Server, scene: Scene, sockets = SOCKETS): Promise<Recorded> {
  const upstream = await startFaultUpstream();
  const proxy = await startLogged(LOGGED[server], upstream.url);
  try {
    // Somebody who holds the only place that there is.
    const holder = scene.path === "/full/" ? openClient(proxy.url, "/full/") : null;
    if (holder) await sleep(300);
    const clients: Client[] = [];
    for (let i = 0; i < sockets; i++) {
      clients.push(openClient(proxy.url, scene.path));
      await sleep(60 + ((i * 97) % 160));
    }
    if (scene.act) {
      await sleep(OPEN_MS);
      await scene.act(clients, proxy);
    }
    const seen = await Promise.all(clients.map((client) => client.seen));
    holder?.kill();
    await sleep(300);
    await proxy.stop();
    return {
      server,
      fault: scene.fault,
      expected: scene.servers[server] ?? null,
      seen: seen.map((each) => ({ ...each, url: each.url.replace(/:\d+/, ":8080") })),
      logs: await proxy.logs(),
    };
  } finally {
    await proxy.stop();
    proxy.remove();
    await upstream.stop();
  }
}
