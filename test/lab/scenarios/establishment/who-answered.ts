import { WebSocketServer } from "ws";
import { loadLibrary, openAll, openUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, type Scenario } from "../../scenario.ts";
import { failing } from "./answers.ts";

const THE_PATH = /path is wrong/;
const A_PROXY = /proxy/i;

/** What a status means is told by who gave it, and by what the address did before. */
export const whoAnswered: Scenario[] = [
  {
    name: "ws has another path",
    devtools: "open",
    async run(page) {
      const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/ws" });
      await new Promise((resolve) => server.once("listening", resolve));
      try {
        const address = server.address();
        if (typeof address === "string" || address === null) throw new Error("no port");
        await openUntilClosed(page, `ws://127.0.0.1:${address.port}/ws/`);
        // A page on this computer has its own plain request sent: the server has to live for it.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      } finally {
        server.close();
      }
    },
    expect: {
      ...expectOne("/ws/", "handshake-rejected"),
      words: { says: [/slash too many/], never: [A_PROXY] },
      health: ["D", "F"],
    },
  },
  failing(
    "nginx drops Upgrade, and the server answers 404",
    ({ nginx }) => nginx.url,
    "/strip/nowhere",
    "handshake-not-found",
    {
      expect: {
        ...expectOne("/strip/nowhere", "handshake-not-found"),
        words: {
          says: [
            /Upgrade lost on the way/,
            /proxy_http_version 1\.1; proxy_set_header Upgrade .*Connection "upgrade"/,
            /proxy_read_timeout/,
          ],
        },
      },
    },
  ),
  {
    name: "SignalR behind two servers",
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, "signalr");
      await page.evaluate(async (url) => {
        const { HubConnectionBuilder, HttpTransportType, LogLevel } = window.signalR;
        const hub = new HubConnectionBuilder()
          .withUrl(url, { transport: HttpTransportType.WebSockets })
          .configureLogging(LogLevel.None)
          .build();
        await hub.start().catch(() => {});
      }, `${servers.signalr.url}/events/hub`);
    },
    expect: {
      ...expectEach("/events/hub", { atLeast: 1 }, "handshake-not-found"),
      words: { says: [/Another instance made the id/, /skipNegotiation/], never: [THE_PATH] },
      health: ["D", "F"],
    },
  },
  failing(
    "the edge does not reach its origin (522)",
    ({ faults }) => faults.url,
    "/status/522",
    "handshake-server-error",
    {
      expect: {
        ...expectOne("/status/522", "handshake-server-error"),
        words: { says: [/could not connect to the origin/], never: [/exception/i] },
      },
    },
  ),
  failing(
    "TLS to the origin fails (525)",
    ({ faults }) => faults.url,
    "/status/525",
    "handshake-server-error",
    {
      expect: {
        ...expectOne("/status/525", "handshake-server-error"),
        words: { says: [/TLS between the edge and the origin/], never: [/exception/i] },
      },
    },
  ),
  failing(
    "a broken answer to the offer of compression",
    ({ faults }) => faults.url,
    "/bad-extension/client_max_window_bits",
    "handshake-not-websocket",
    {
      expect: {
        ...expectOne("/bad-extension/client_max_window_bits", "handshake-not-websocket"),
        words: { says: [/Sec-WebSocket-Extensions/], never: [/down or unreachable/] },
      },
    },
  ),
  ...([431, 402, 408, 511] as const).map((status) =>
    failing(
      `answered ${status}`,
      ({ faults }) => faults.url,
      `/status/${status}`,
      "handshake-rejected",
    ),
  ),
  {
    name: "the same path opens directly, and not through nginx",
    devtools: "open",
    async run(page, { faults, nginx }) {
      await openAll(page, `${faults.url}/bare/1`, 1);
      await openUntilClosed(page, `${nginx.url}/bare/1`);
    },
    expect: {
      connections: [],
      required: ["handshake-not-websocket"],
      forbidden: ["handshake-failed"],
      words: { says: [/while the same path opened at 127\.0\.0\.1/, /Forward the upgrade/] },
    },
  },
];
