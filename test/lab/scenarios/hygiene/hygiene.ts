import type { Page } from "playwright";
import { ELSEWHERE } from "../../lab-servers.ts";
import { openAll } from "../../page-actions.ts";
import { expectOpen, type Scenario } from "../../scenario.ts";

const HELPERS = 6;
/** Of the 60 s after which nginx cuts what says nothing: near, but not there. */
const NEARLY_CUT_MS = 47_000;
const PING_EVERY_MS = 15_000;

/** Greets once and is quiet then, but for pings where there are any. */
const greetAndWait = (page: Page, url: string, pingEveryMs: number | null): Promise<void> =>
  page.evaluate(
    async ([address, everyMs, waitMs]) => {
      const socket = new WebSocket(address);
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      socket.send("good morning");
      if (everyMs !== null) setInterval(() => socket.send('{"type":"ping"}'), everyMs);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    [url, pingEveryMs, NEARLY_CUT_MS] as const,
  );

/** Works, but not well, or only looks as if it did not. */
export const hygiene: Scenario[] = [
  {
    name: "nearly cut by nginx, without a heartbeat",
    devtools: "open",
    run: (page, { nginx }) => greetAndWait(page, `${nginx.url}/patient/echo/quiet`, null),
    expect: expectOpen("/patient/echo/quiet", { required: ["no-heartbeat"] }),
  },
  {
    name: "healthy: kept awake under nginx by a heartbeat",
    devtools: "open",
    run: (page, { nginx }) => greetAndWait(page, `${nginx.url}/patient/echo/awake`, PING_EVERY_MS),
    expect: {
      ...expectOpen("/patient/echo/awake"),
      forbidden: ["no-heartbeat", "idle-timeout"],
    },
  },
  {
    name: "plain text over a network",
    devtools: "closed",
    run: (page, { faults }) =>
      openAll(page, `${faults.url.replace("127.0.0.1", ELSEWHERE)}/echo/plain`, 1),
    expect: expectOpen("/echo/plain", { required: ["insecure-transport"] }),
  },
  {
    name: "a helper that only looks whether the server is there",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        async ([url, times]) => {
          for (let n = 0; n < times; n++) {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.close();
            await new Promise((resolve) => {
              socket.onclose = resolve;
            });
            await new Promise((resolve) => setTimeout(resolve, 400));
          }
        },
        [`${faults.url}/echo/helper`, HELPERS] as const,
      ),
    expect: {
      connections: [
        { path: "/echo/helper", count: HELPERS, state: "closed", primary: "closed-by-page" },
      ],
      required: ["noisy-helper"],
      forbidden: ["reconnect-storm", "no-backoff", "flapping", "immediate-disconnect"],
    },
  },
  {
    name: "a handshake that takes its time",
    devtools: "closed",
    run: (page, { others: [host] }) => openAll(page, `${host?.url}/slow/3600`, 1),
    expect: expectOpen("/slow/3600", { required: ["slow-handshake"] }),
  },
  {
    name: "answers that become slow",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        async ([url, calls]) => {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onopen = resolve;
          });
          for (let id = 1; id <= calls; id++) {
            socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "weather" }));
            await new Promise((resolve) => {
              socket.onmessage = resolve;
            });
          }
        },
        [`${faults.url}/rpc-slow/40/1200`, 46] as const,
      ),
    expect: expectOpen("/rpc-slow/40/1200", { required: ["slow-responses"] }),
  },
];
