/** Faults made by real servers, seen from a plain client, beside what the servers logged of them. */

import { readFile } from "node:fs/promises";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { startFaultUpstream } from "./fault-upstream.ts";
import { LOGGED, type LoggedProxy, startLogged } from "./logged-proxies.ts";
import { startTlsUpstreams } from "./tls-upstreams.ts";

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
  expected: { kind: string; where: string; hop?: number } | null;
  seen: Seen[];
  logs: Record<string, string>;
};

type Client = { seen: Promise<Seen>; kill(): void; reset(): void; send(text: string): void };

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
  return {
    seen: ended,
    kill: () => socket.terminate(),
    reset: () => raw?.resetAndDestroy(),
    send: (text) => {
      socket.send(text);
      seen.sentBytes += text.length;
    },
  };
}

type Server = keyof typeof LOGGED;
/** nginx in front, HAProxy behind it. */
const CHAIN: readonly Server[] = ["nginx", "haproxy"];
type Place = Server | "chain";
type Scene = {
  fault: string;
  path: string;
  servers: Partial<Record<Place, Recorded["expected"]>>;
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
    servers: {
      nginx: behind("upstream-lost"),
      haproxy: behind("upstream-lost"),
      chain: { ...behind("upstream-lost"), hop: 1 },
    },
  },
  {
    fault: "an idle limit of the second hop",
    path: "/hop/idle/",
    servers: { chain: { ...at("idle-limit"), hop: 1 } },
  },
  {
    fault: "nothing listens behind the second hop",
    path: "/hop/dead/",
    servers: { chain: { ...behind("connect-refused"), hop: 1 } },
  },
  {
    fault: "an idle limit of the first hop",
    path: "/front/idle/",
    servers: { chain: { ...at("idle-limit"), hop: 0 } },
  },
  {
    fault: "a message is larger than what the server takes",
    path: "/echo/",
    servers: { nginx: null, haproxy: null, apache: null, caddy: null },
    act: (clients) => {
      for (const client of clients) client.send("fog".repeat(1_000));
    },
  },
  {
    fault: "the configuration is loaded anew",
    path: "/echo/",
    servers: { nginx: null },
    act: async (_, proxy) => {
      process.kill(Number(await readFile(join(proxy.folder, "pid"), "utf8")), "SIGHUP");
    },
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
      apache: behind("tls-upstream"),
      caddy: behind("tls-upstream"),
      haproxy: behind("connect-refused"),
    },
  },
  ...(
    [
      ["the upstream's certificate is nobody's who is trusted", "/tls-refused/"],
      ["the upstream's certificate is over", "/tls-expired/"],
      ["the upstream's certificate is for another name", "/tls-name/"],
    ] as const
  ).map(([fault, path]) => ({
    fault,
    path,
    servers: {
      nginx: behind("tls-upstream"),
      apache: behind("tls-upstream"),
      caddy: behind("tls-upstream"),
      // Its line says that no connection came about, and not that TLS was why.
      haproxy: behind("connect-refused"),
    },
  })),
  {
    fault: "plain HTTP to an upstream that wants TLS",
    path: "/plain/",
    servers: {
      nginx: behind("upstream-lost"),
      apache: behind("bad-answer"),
      caddy: behind("bad-answer"),
      haproxy: behind("bad-answer"),
    },
  },
  {
    fault: "more requests than a limit allows",
    path: "/rate/",
    servers: { nginx: at("rate-limited") },
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
export async function record(place: Place, scene: Scene, sockets = SOCKETS): Promise<Recorded> {
  const upstream = await startFaultUpstream();
  const tls = await startTlsUpstreams();
  const proxies: LoggedProxy[] = [];
  const names = place === "chain" ? CHAIN : [place];
  try {
    let { url } = upstream;
    // From the server outwards.
    for (const name of names.toReversed()) {
      const proxy = await startLogged(LOGGED[name], url, tls);
      proxies.unshift(proxy);
      url = proxy.url;
    }
    // Somebody who holds the only place that there is.
    const holder = ["/full/", "/rate/"].includes(scene.path) ? openClient(url, scene.path) : null;
    if (holder) await sleep(300);
    const clients: Client[] = [];
    for (let i = 0; i < sockets; i++) {
      clients.push(openClient(url, scene.path));
      await sleep(60 + ((i * 97) % 160));
    }
    const [first] = proxies;
    if (scene.act && first) {
      await sleep(OPEN_MS);
      await scene.act(clients, first);
    }
    const seen = await Promise.all(clients.map((client) => client.seen));
    holder?.kill();
    await sleep(300);
    const logs: Record<string, string> = {};
    for (const [i, proxy] of proxies.entries()) {
      await proxy.stop();
      for (const [name, text] of Object.entries(await proxy.logs())) {
        logs[place === "chain" ? `${names[i]} ${name}` : name] = text;
      }
    }
    return {
      server: place,
      fault: scene.fault,
      expected: scene.servers[place] ?? null,
      seen: seen.map((each) => ({ ...each, url: each.url.replace(/:\d+/, ":8080") })),
      logs,
    };
  } finally {
    for (const proxy of proxies) {
      await proxy.stop();
      proxy.remove();
    }
    await upstream.stop();
    await tls.stop();
  }
}
