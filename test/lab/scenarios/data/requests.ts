import type { Page } from "playwright";
import { loadLibrary } from "../../page-actions.ts";
import { expectOpen, type Scenario } from "../../scenario.ts";

/** Asks so often, each time when the last answer is complete, and waits so long after that. */
const ask = (page: Page, url: string, times: number, waitMs = 0): Promise<void> =>
  page.evaluate(
    async ([address, questions, thenMs]) => {
      const socket = new WebSocket(address);
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      const closed = new Promise((resolve) => {
        socket.onclose = resolve;
      });
      for (let n = 0; n < questions; n++) {
        const answered = new Promise<void>((resolve) => {
          let pieces = 0;
          socket.onmessage = ({ data }) => {
            const { type = "", error } = JSON.parse(data);
            if (type.endsWith(".delta")) pieces++;
            if (error || type === "response.done" || (thenMs > 0 && pieces === 5)) resolve();
          };
        });
        socket.send(JSON.stringify({ type: "response.create", model: "breeze-1", n }));
        await Promise.race([answered, closed]);
      }
      await new Promise((resolve) => setTimeout(resolve, thenMs));
    },
    [url, times, waitMs] as const,
  );

/** Two generations of one protocol. */
export const generations: Scenario[] = [
  {
    name: "Socket.IO 4 in the page, Socket.IO 2 on the server",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "socket.io");
      await page.evaluate(async (url) => {
        const socket = io(url, { transports: ["websocket"], reconnectionDelay: 1_000 });
        await new Promise((resolve) => setTimeout(resolve, 9_500));
        socket.disconnect();
      }, servers.faults.httpUrl);
    },
    expect: {
      connections: [
        {
          path: "/socket.io/",
          count: { atLeast: 2 },
          state: "closed",
          primary: ["protocol-mismatch", "closed-by-page"],
        },
      ],
      required: ["protocol-mismatch"],
      forbidden: ["heartbeat-missed"],
      words: { says: [/without a session id/], never: [/event loop/] },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "GraphQL: the new subprotocol, and a server that speaks the old one",
    devtools: "open",
    async run(page, servers) {
      await page.evaluate(async (url) => {
        const socket = new WebSocket(url, ["graphql-transport-ws"]);
        socket.onopen = () => socket.send('{"type":"connection_init"}');
        await new Promise((resolve) => {
          socket.onmessage = ({ data }) => data.includes('"ka"') && resolve(null);
        });
      }, `${servers.faults.url}/graphql-old`);
    },
    expect: {
      connections: [{ path: "/graphql-old", count: 1, state: "open", primary: null }],
      required: ["protocol-mismatch"],
      forbidden: [],
    },
  },
];

/** How requests on a connection go whose socket is well. */
export const requests: Scenario[] = [
  {
    name: "every request is answered by a gateway's error",
    devtools: "open",
    core: true,
    run: (page, { faults }) => ask(page, `${faults.url}/model/failing`, 6),
    expect: {
      ...expectOpen("/model/failing", { required: ["requests-failing"] }),
      words: { says: [/6 of the last 6/, /Cirrus/, /Internal server error/] },
      health: ["D", "F"],
    },
  },
  {
    name: "stuck in the middle of an answer",
    devtools: "open",
    run: (page, { faults }) => ask(page, `${faults.url}/model/stuck`, 1, 17_000),
    expect: {
      ...expectOpen("/model/stuck", { required: ["response-timeout"] }),
      words: { says: [/middle of an answer/] },
    },
  },
  {
    name: "cut in the middle of an answer",
    devtools: "open",
    run: (page, { faults }) => ask(page, `${faults.url}/model/cut`, 1),
    expect: {
      connections: [{ path: "/model/cut", count: 1, state: "closed", primary: "abnormal-closure" }],
      required: ["response-timeout"],
      forbidden: ["idle-timeout"],
      words: { says: [/Broken off/] },
    },
  },
  {
    name: "an answer that ends at the limit of tokens",
    devtools: "open",
    run: (page, { faults }) => ask(page, `${faults.url}/model/short`, 2),
    expect: {
      ...expectOpen("/model/short", { required: ["error-payload"] }),
      forbidden: "trouble",
      words: { says: [/Cut short: 2 answers/] },
      health: "A",
    },
  },
  {
    name: "another model answers than the one that was asked",
    devtools: "open",
    run: (page, { faults }) => ask(page, `${faults.url}/model/other`, 1),
    expect: {
      ...expectOpen("/model/other", { required: ["error-payload"] }),
      forbidden: "trouble",
      words: { says: [/gale-2-mini instead of breeze-1/] },
    },
  },
  {
    name: "healthy: answers in pieces",
    devtools: "open",
    run: (page, { faults }) => ask(page, `${faults.url}/model/well`, 8),
    expect: { ...expectOpen("/model/well"), health: "A" },
  },
  {
    name: "a server that freezes while requests are under way",
    devtools: "open",
    async run(page, { faults }) {
      await page.evaluate(
        async ([url, calls]) => {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onopen = resolve;
          });
          for (let id = 1; id <= calls; id++) {
            socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "weather" }));
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        },
        [`${faults.url}/rpc/15`, 20] as const,
      );
      await page.waitForTimeout(22_000);
    },
    expect: {
      ...expectOpen("/rpc/15", { required: ["response-timeout"] }),
      words: { says: [/5 requests/] },
      health: ["D", "F"],
    },
  },
  {
    name: "healthy: messages that ask for nothing, beside a stream that pauses",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        async (url) => {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onopen = resolve;
          });
          for (let n = 0; n < 24; n++) {
            socket.send(JSON.stringify({ type: "telemetry", n, hPa: 1_013 }));
            await new Promise((resolve) => setTimeout(resolve, 1_000));
          }
        },
        `${faults.url}/say/${Array(12).fill("%7B%22type%22%3A%22quote%22%7D").join("/")}/quiet`,
      ),
    expect: { connections: [], required: [], forbidden: "trouble", health: "A" },
  },
];
