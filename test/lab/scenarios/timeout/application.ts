import { openAgain, sayUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, type Scenario } from "../../scenario.ts";

const CALL_EVERY_MS = 150;
const CALLS = 6;
const PAGE_PATIENCE_MS = 4_000;
/** Chromium waits a minute for the answer to a close frame; a developer wonders sooner. */
const CLOSING_MS = 8_000;

/** Open, and yet nothing comes of it. */
export const applicationTimeouts: Scenario[] = [
  {
    name: "OpenClaw: nobody answers the challenge",
    devtools: "closed",
    async run(page, { startGateway }) {
      const { url } = await startGateway();
      await openAgain(page, `${url}/control`, { times: 3, waitMs: 400 });
    },
    expect: expectEach("/control", 3, "application-handshake-timeout", [
      "closed-normally",
      "abnormal-closure",
    ]),
  },
  {
    name: "GraphQL: no connection_init",
    devtools: "closed",
    run: (page, { graphql }) => sayUntilClosed(page, graphql.url, [], ["graphql-transport-ws"]),
    expect: expectOne("/graphql", "application-handshake-timeout", ["closed-by-server"]),
  },
  {
    name: "calls that nobody answers any more",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        ([url, everyMs, calls, patienceMs]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            let id = 0;
            const timer = setInterval(() => {
              if (socket.readyState !== WebSocket.OPEN) return;
              socket.send(JSON.stringify({ jsonrpc: "2.0", id: ++id, method: "weather" }));
              if (id < calls) return;
              clearInterval(timer);
              setTimeout(() => socket.close(4000, "request timeout"), patienceMs);
            }, everyMs);
            socket.onclose = () => resolve();
          }),
        [`${faults.url}/rpc/3`, CALL_EVERY_MS, CALLS, PAGE_PATIENCE_MS] as const,
      ),
    expect: expectOne("/rpc/3", "response-timeout", ["heartbeat-missed", "abnormal-closure"]),
  },
  {
    name: "a close frame that nobody answers",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => {
              socket.close(1000, "done");
              resolve();
            };
          }),
        `${faults.url}/hang-close`,
      );
      await page.waitForTimeout(CLOSING_MS);
    },
    expect: {
      connections: [{ path: "/hang-close", count: 1, state: "closing", primary: null }],
      required: ["close-hung"],
      forbidden: ["abnormal-closure"],
    },
  },
];
