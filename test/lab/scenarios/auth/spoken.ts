import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { makeJwt } from "../../jwt.ts";
import { loadLibrary, sayUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, type Scenario } from "../../scenario.ts";

const DAY_MS = 86_400_000;
const SETUP = '{"setup":{"model":"models/live-1"}}';

/** The first message is answered by this close; the page tries once more after a second. */
async function sayTwice(page: Page, url: string, message: string, times = 2): Promise<void> {
  for (let n = 0; n < times; n++) {
    if (n > 0) await sleep(1_000);
    await sayUntilClosed(page, url, [message]);
  }
}

const refusal = (code: number, reason: string, message = ""): string =>
  `/refuse/${code}/${[reason, message].map(encodeURIComponent).join("/").replace(/\/$/, "")}`;

const WRONG_KEY = refusal(1007, "API key not valid. Please pass a valid API key.");
const NO_QUOTA = refusal(
  1011,
  "You exceeded your current quota, please check your plan and billing details.",
);
const AUTH_FAIL = refusal(1000, "", '{"auth":"fail"}');
const EXPIRED = refusal(4001, "unauthorized");

/** What the server, or the page, says in its own words under a code that says something else. */
export const spoken: Scenario[] = [
  {
    name: "a wrong key, told under 1007",
    devtools: "closed",
    core: true,
    run: (page, { faults }) => sayTwice(page, `${faults.url}${WRONG_KEY}`, SETUP),
    expect: {
      ...expectEach(decodePath(WRONG_KEY), 2, "auth-rejected", ["invalid-payload"]),
      words: { says: [/API key not valid/], never: [/UTF-8/, /\bbinary\b/i] },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "a quota, told under 1011",
    devtools: "closed",
    run: (page, { faults }) => sayTwice(page, `${faults.url}${NO_QUOTA}`, SETUP),
    expect: {
      ...expectEach(decodePath(NO_QUOTA), 2, "quota-exhausted", ["server-error"]),
      words: { says: [/current quota/], never: [/exception/i, /crash/i] },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "a login over the socket fails, and the close is a plain 1000",
    devtools: "closed",
    run: (page, { faults }) => sayTwice(page, `${faults.url}${AUTH_FAIL}`, '{"auth":"x"}', 4),
    expect: {
      ...expectEach(decodePath(AUTH_FAIL), 4, "auth-rejected", ["closed-normally"]),
      words: { says: [/auth/], never: [/server was done/] },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "an expired token in the first message, refused under a private code",
    devtools: "closed",
    run: (page, { faults }) =>
      sayUntilClosed(page, `${faults.url}${EXPIRED}`, [
        JSON.stringify({ type: "authenticate", token: makeJwt(Date.now() - DAY_MS) }),
      ]),
    expect: {
      ...expectOne(decodePath(EXPIRED), "token-expired", ["closed-by-server"]),
      words: { says: [/first messages/] },
      health: ["C", "D"],
    },
  },
  {
    name: "GraphQL: subscribe before connection_init",
    devtools: "closed",
    run: (page, { graphql }) =>
      sayUntilClosed(
        page,
        graphql.url,
        ['{"id":"1","type":"subscribe","payload":{"query":"subscription { readings }"}}'],
        ["graphql-transport-ws"],
      ),
    expect: {
      ...expectOne("/graphql", "auth-rejected", ["closed-by-server", "closed-before-ready"]),
      words: { says: [/Unauthorized/] },
      health: ["C", "D"],
    },
  },
  {
    name: "the page's own watchdog: pong timeout",
    devtools: "closed",
    run: (page, { faults }) => watchPongs(page, `${faults.url}/pong/5`),
    expect: {
      ...expectOne("/pong/5", "heartbeat-missed", ["closed-by-page"]),
      words: { says: [/pong timeout|heartbeat/i], never: [/no longer needed/] },
      health: ["C", "D"],
    },
  },
  {
    name: "SignalR: more than 32 KiB in one message",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "signalr");
      await page.evaluate(
        ([url, size]) =>
          new Promise<void>((resolve) => {
            const { HubConnectionBuilder, HttpTransportType, LogLevel } = window.signalR;
            const hub = new HubConnectionBuilder()
              .withUrl(url, {
                skipNegotiation: true,
                transport: HttpTransportType.WebSockets,
              })
              .withAutomaticReconnect([300])
              .configureLogging(LogLevel.None)
              .build();
            let times = 0;
            const say = () => hub.send("Say", "x".repeat(size)).catch(() => {});
            hub.onreconnected(() => {
              if (++times < 2) void say();
              else void hub.stop();
            });
            hub.onclose(() => resolve());
            void hub.start().then(say);
          }),
        [`${servers.faults.httpUrl}/signalr/small`, 40_000] as const,
      );
    },
    expect: {
      connections: [
        {
          path: "/signalr/small",
          count: { atLeast: 2 },
          state: "closed",
          primary: ["message-too-big", "closed-by-page"],
        },
      ],
      required: ["message-too-big"],
      forbidden: ["closed-by-server"],
      words: { says: [/32 KiB/, /MaximumReceiveMessageSize/], never: [/on purpose/] },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "the second tab kicks the first",
    devtools: "closed",
    async run(page, { faults, pages }) {
      await page.evaluate(
        async ([url, address]) => {
          const frames = [0, 1].map(() => {
            const frame = document.createElement("iframe");
            frame.src = address;
            document.body.append(frame);
            return frame;
          });
          await Promise.all(
            frames.map((frame) => new Promise((resolve) => (frame.onload = resolve))),
          );
          for (const frame of frames) {
            const connect = () => {
              const Socket = (frame.contentWindow as typeof window).WebSocket;
              new Socket(url).onclose = () => setTimeout(connect, 1_000);
            };
            connect();
            await new Promise((resolve) => setTimeout(resolve, 400));
          }
        },
        [`${faults.url}/one-socket/4002/replaced`, `${pages.url}/next`] as const,
      );
      await sleep(5_000);
      for (const frame of await page.$$("iframe")) await frame.evaluate((node) => node.remove());
    },
    expect: {
      connections: [
        {
          path: "/one-socket/4002/replaced",
          count: { atLeast: 4 },
          state: "closed",
          primary: ["taken-over", "page-gone"],
        },
      ],
      required: ["taken-over"],
      forbidden: ["idle-timeout"],
      words: { says: [/[Dd]o not reconnect/], never: [/the number says nothing/i] },
      health: ["B", "C", "D", "F"],
    },
  },
];

/** As the browser writes it into the address. */
function decodePath(path: string): string {
  return new URL(path, "ws://localhost").pathname;
}

/** Pings each second, and gives up when the last pong is 2.4 s ago. */
const watchPongs = (page: Page, address: string): Promise<void> =>
  page.evaluate(
    (url) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(url);
        let lastPong = Date.now();
        const timer = setInterval(() => {
          if (Date.now() - lastPong > 2_400) {
            clearInterval(timer);
            socket.close(4000, "pong timeout");
          } else if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
        }, 1_000);
        socket.onmessage = () => {
          lastPong = Date.now();
        };
        socket.onclose = () => resolve();
      }),
    address,
  );
