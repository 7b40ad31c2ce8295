import type { Page } from "playwright";
import { openAgain, openUntilClosed } from "../../page-actions.ts";
import { expectEach, expectOne, type Scenario } from "../../scenario.ts";

const AGAIN = { times: 3, waitMs: 500, sendBytes: 16 };
const NOT_RESTARTED = ["server-restart", "heartbeat-missed", "lifetime-limit"] as const;
const PING_EVERY_MS = 300;

/** Pings at a steady pace; `giveUpAfter` so many without an answer it closes with 4000. */
const beat = (page: Page, url: string, giveUpAfter: number | null): Promise<void> =>
  page.evaluate(
    ([address, everyMs, patience]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        let unanswered = 0;
        const timer = setInterval(() => {
          if (patience !== null && unanswered >= patience) socket.close(4000, "heartbeat timeout");
          if (socket.readyState !== WebSocket.OPEN) return;
          unanswered++;
          socket.send('{"type":"ping"}');
        }, everyMs);
        socket.onmessage = () => {
          unanswered = 0;
        };
        socket.onclose = () => {
          clearInterval(timer);
          resolve();
        };
      }),
    [url, PING_EVERY_MS, giveUpAfter] as const,
  );

/** Ends that come of time: idle limits, lifetime limits and heartbeats. */
export const silence: Scenario[] = [
  {
    name: "nginx cuts what is idle, three times",
    devtools: "closed",
    run: (page, { nginx }) => openAgain(page, `${nginx.url}/echo/idle`, AGAIN),
    expect: expectEach("/echo/idle", 3, "idle-timeout", [...NOT_RESTARTED]),
  },
  {
    name: "HAProxy cuts what is idle, three times",
    devtools: "open",
    run: (page, { haproxy }) => openAgain(page, `${haproxy.url}/echo/idle`, AGAIN),
    expect: expectEach("/echo/idle", 3, "idle-timeout", [...NOT_RESTARTED]),
  },
  {
    name: "the server closes what is idle, by its policy",
    devtools: "closed",
    run: (page, { faults }) =>
      openAgain(page, `${faults.url}/idle-close/1500/1008/idle%20timeout`, AGAIN),
    expect: expectEach("/idle-close/1500/1008/idle%20timeout", 3, "idle-timeout", [
      ...NOT_RESTARTED,
      "policy-violation",
    ]),
  },
  {
    // A single cut proves no idle limit yet.
    name: "nginx cuts what is idle, once",
    devtools: "closed",
    run: (page, { nginx }) => openUntilClosed(page, `${nginx.url}/echo`, 16),
    expect: expectOne("/echo", "abnormal-closure", [...NOT_RESTARTED, "reconnect-storm"]),
  },
  {
    name: "the same age three times, in the midst of traffic",
    devtools: "closed",
    run: (page, { faults }) => openAgain(page, `${faults.url}/live/3000/100`, AGAIN),
    expect: expectEach("/live/3000/100", 3, "lifetime-limit", ["idle-timeout", "server-restart"]),
  },
  {
    name: "pongs stop, then the connection breaks",
    devtools: "closed",
    run: (page, { faults }) => beat(page, `${faults.url}/pong/6/2000`, null),
    expect: expectOne("/pong/6/2000", "heartbeat-missed", ["idle-timeout", "lifetime-limit"]),
  },
  {
    name: "pongs stop, and the page gives up",
    devtools: "open",
    run: (page, { faults }) => beat(page, `${faults.url}/pong/6`, 4),
    expect: expectOne("/pong/6", "heartbeat-missed", ["idle-timeout", "response-timeout"]),
  },
];
