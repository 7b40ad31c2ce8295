import { openAll, openUntilClosed, sayUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, expectOpen, type Scenario } from "../../scenario.ts";
import { standStill } from "../../stand-still.ts";

const ROOMS = 30;
const FLOOD = 20_000;
const QUIET_MS = 6_000;
const SLEEP_MS = 4_000;

/** Pings at a steady pace for as long as the page lives; resolves at the seventh pong. */
const beat = (url: string) =>
  new Promise<void>((resolve) => {
    const socket = new WebSocket(url);
    let pongs = 0;
    setInterval(() => socket.readyState === 1 && socket.send('{"type":"ping"}'), 900);
    socket.onmessage = () => {
      if (++pongs === 7) resolve();
    };
  });

const chat: Scenario = {
  name: "healthy: a steady chat",
  devtools: "closed",
  core: true,
  run: (page, { faults }) =>
    page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          let messages = 0;
          socket.onmessage = ({ data }) => {
            messages++;
            // The server echoes what it is told; only its own readings are answered.
            if (JSON.parse(data).type === "reading")
              socket.send(`{"type":"thanks","n":${messages}}`);
            if (messages >= 20) resolve();
          };
        }),
      `${faults.url}/push/150`,
    ),
  expect: expectOpen("/push/150"),
};

/** All is well, and nothing is to be said but remarks. */
export const healthyOwnCode: Scenario[] = [
  chat,
  { ...chat, name: "healthy: a steady chat, DevTools open", devtools: "open", core: false },
  {
    // Without its pings nginx would have cut it three times.
    name: "healthy: idle with a heartbeat, through nginx",
    devtools: "closed",
    run: (page, { nginx }) => page.evaluate(beat, `${nginx.url}/pong`),
    expect: expectOpen("/pong"),
  },
  {
    name: "healthy: market data in floods",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        ([url, count]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            let received = 0;
            socket.onopen = () => socket.send('{"subscribe":"quotes"}');
            socket.onmessage = () => {
              if (++received > count) resolve();
            };
          }),
        [`${faults.url}/flood/${FLOOD}/96`, FLOOD] as const,
      ),
    expect: expectOpen(`/flood/${FLOOD}/96`),
  },
  {
    name: "healthy: one question, one socket",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        // Words that a failure has as well.
        const reasons = ["", "done", "lost focus", "ping test done", "missed call", "no error"];
        for (const [n, reason] of reasons.entries()) {
          const socket = new WebSocket(url);
          socket.onopen = () => socket.send(`{"jsonrpc":"2.0","id":${n},"method":"weather"}`);
          socket.onmessage = () => socket.close(1000, reason);
          await new Promise((resolve) => {
            socket.onclose = resolve;
          });
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      }, `${faults.url}/rpc`),
    expect: {
      connections: [{ path: "/rpc", count: 6, state: "closed", primary: "closed-by-page" }],
      required: [],
      forbidden: "trouble",
    },
  },
  {
    name: "healthy: question after question, each closed by the server when it is answered",
    devtools: "closed",
    core: true,
    async run(page, { faults }) {
      for (let n = 0; n < 8; n++) {
        await sayUntilClosed(page, `${faults.url}/stream/3/60/1000`, [`question ${n}`]);
        await page.waitForTimeout(300);
      }
    },
    expect: expectEach("/stream/3/60/1000", 8, "closed-normally", "trouble"),
  },
  {
    name: "healthy: an answer in pieces, closed when done",
    devtools: "closed",
    run: (page, { faults }) => openUntilClosed(page, `${faults.url}/stream/30/40/1000`, 40),
    expect: expectOne("/stream/30/40/1000", "closed-normally", "trouble"),
  },
  {
    name: "healthy: from page to page",
    devtools: "open",
    core: true,
    async run(page, { pages, faults }) {
      for (const path of ["/", "/next", "/"]) {
        await page.goto(`${pages.url}${path}`);
        await openAll(page, `${faults.url}/push/100/page`, 2);
      }
    },
    expect: expectOpen("/push/100/page", { count: 2 }),
  },
  {
    name: "healthy: many rooms",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate(
        async ([url, count]) => {
          const rooms = Array.from({ length: count }, (_, n) => {
            const socket = new WebSocket(`${url}?room=${n}`);
            socket.onopen = () => socket.send('{"join":true}');
            return new Promise((resolve) => {
              socket.onmessage = resolve;
            });
          });
          await Promise.all(rooms);
        },
        [`${faults.url}/echo/rooms`, ROOMS] as const,
      );
    },
    expect: expectOpen("/echo/rooms", { count: ROOMS }),
  },
  {
    name: "healthy: quiet, and nobody minds",
    devtools: "closed",
    async run(page, { faults }) {
      await openAll(page, `${faults.url}/echo/quiet`, 1);
      await page.waitForTimeout(QUIET_MS);
    },
    expect: expectOpen("/echo/quiet"),
  },
  {
    name: "healthy: a computer that slept",
    devtools: "closed",
    async run(page, { faults }, browser) {
      await page.evaluate((url) => {
        let received = 0;
        new WebSocket(url).onmessage = () => {
          document.title = `${Math.min(++received, 40)}`;
        };
      }, `${faults.url}/push/150/slept`);
      await standStill(browser, SLEEP_MS);
      await page.waitForFunction(() => document.title === "40");
    },
    expect: expectOpen("/push/150/slept"),
  },
  {
    name: "healthy: a component that is mounted twice",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        // As React's strict mode does while one develops.
        new WebSocket(url).close();
        const socket = new WebSocket(url);
        await new Promise((resolve) => {
          socket.onmessage = resolve;
        });
      }, `${faults.url}/push/100/twice`),
    expect: { connections: [], required: [], forbidden: "trouble" },
  },
  {
    name: "healthy: components that come and go while their sockets connect",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        for (let n = 0; n < 8; n++) {
          const socket = new WebSocket(url);
          const closed = new Promise((resolve) => {
            socket.onclose = resolve;
          });
          await new Promise((resolve) => setTimeout(resolve, 20));
          socket.close();
          await closed;
        }
      }, `${faults.url}/slow/500/mount`),
    expect: expectEach("/slow/500/mount", 8, "closed-by-page", "trouble"),
  },
  {
    name: "healthy: bytes both ways",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        const socket = new WebSocket(url);
        socket.binaryType = "arraybuffer";
        await new Promise((resolve) => {
          socket.onopen = resolve;
        });
        for (let n = 1; n <= 30; n++) {
          socket.send(new Uint8Array(n * 100));
          await new Promise((resolve) => {
            socket.onmessage = resolve;
          });
        }
      }, `${faults.url}/echo/bytes`),
    expect: expectOpen("/echo/bytes"),
  },
];
