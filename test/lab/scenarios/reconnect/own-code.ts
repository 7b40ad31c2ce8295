import { openAgain, openAll, retry } from "../../page-actions.ts";
import { expectEach, type Scenario } from "../../scenario.ts";

const fixed = (count: number, waitMs: number) => Array<number>(count).fill(waitMs);
/** Long waits, beside which the lateness of a busy machine's timers is little. */
const exponential = Array.from({ length: 5 }, (_, n) => Math.round(800 * 1.6 ** n));
/** From 1, 2 and 4 s by up to a half either way: as it should be. */
const JITTERED = [1_340, 1_620, 4_930];
/** From nothing to 1, 2, 4, 8 and 16 s: short ones come first, and a long one may, too. */
const DRAWN = [310, 1_480, 640, 2_700, 1_150];

const HERD = 6;
const HERD_WAIT_MS = 1_000;
const RESTARTED = 8;
const APART_MS = 150;
const LEAK_EVERY_MS = 4_000;
const LEAKS = 4;

/** How the page's own code comes back, well and badly. */
export const ownCode: Scenario[] = [
  {
    name: "every 250 ms",
    devtools: "closed",
    core: true,
    run: (page, { faults }) => retry(page, `${faults.url}/drop/storm`, fixed(11, 250)),
    expect: {
      ...expectEach("/drop/storm", 12, "immediate-disconnect", ["server-restart", "no-jitter"]),
      required: ["reconnect-storm", "no-backoff"],
      policy: { path: "/drop/storm", kind: "fixed", baseMs: 250 },
    },
  },
  {
    name: "at once",
    devtools: "open",
    run: (page, { faults }) => retry(page, `${faults.url}/status/503/now`, fixed(9, 0)),
    expect: {
      ...expectEach("/status/503/now", 10, "handshake-server-error", ["no-jitter"]),
      required: ["reconnect-storm", "no-backoff"],
      policy: { path: "/status/503/now", kind: "immediate" },
    },
  },
  {
    name: "backoff without jitter",
    devtools: "open",
    run: (page, { faults }) => retry(page, `${faults.url}/status/503/same`, exponential),
    expect: {
      ...expectEach("/status/503/same", 6, "handshake-server-error", ["no-backoff"]),
      required: ["no-jitter"],
      policy: { path: "/status/503/same", kind: "exponential", baseMs: 800, factor: 1.6 },
    },
  },
  {
    name: "backoff as it should be",
    devtools: "open",
    run: (page, { faults }) => retry(page, `${faults.url}/status/503/good`, JITTERED),
    expect: expectEach("/status/503/good", 4, "handshake-server-error", [
      "reconnect-storm",
      "no-backoff",
      "no-jitter",
      "retry-hopeless",
      "flapping",
    ]),
  },
  {
    name: "backoff with short draws",
    devtools: "open",
    run: (page, { faults }) => retry(page, `${faults.url}/status/503/drawn`, DRAWN),
    expect: expectEach("/status/503/drawn", 6, "handshake-server-error", ["reconnect-storm"]),
  },
  {
    name: "again after 4401",
    devtools: "closed",
    run: (page, { faults }) => retry(page, `${faults.url}/close/4401`, [2_300, 2_700, 4_100]),
    expect: {
      ...expectEach("/close/4401", 4, "auth-rejected", ["no-backoff", "reconnect-storm"]),
      required: ["retry-hopeless"],
    },
  },
  {
    name: "again after 403",
    devtools: "open",
    run: (page, { faults }) => retry(page, `${faults.url}/status/403/again`, [2_300, 2_700, 4_100]),
    expect: {
      ...expectEach("/status/403/again", 4, "auth-rejected", ["no-backoff", "reconnect-storm"]),
      required: ["retry-hopeless"],
    },
  },
  {
    name: "opens and dies, again and again",
    devtools: "closed",
    run: (page, { faults }) => openAgain(page, `${faults.url}/flap`, { times: 4, waitMs: 1_200 }),
    expect: {
      ...expectEach("/flap", 4, "abnormal-closure", ["lifetime-limit", "idle-timeout"]),
      required: ["flapping"],
    },
  },
  {
    name: "six sockets come back as one",
    devtools: "closed",
    async run(page, { others: [, , host] }) {
      const url = `${host?.url}/echo/herd`;
      for (let loss = 0; loss < 3; loss++) {
        if (loss > 0) await page.waitForTimeout(HERD_WAIT_MS);
        await openAll(page, url, HERD);
        host?.closeAll(1012, "deploy");
      }
    },
    expect: {
      ...expectEach("/echo/herd", 3 * HERD, "server-restart", ["abnormal-closure"]),
      required: ["thundering-herd"],
    },
  },
  {
    name: "eight sockets come back from one restart, each in its own time",
    devtools: "closed",
    core: true,
    async run(page, { others: [, , host] }) {
      const url = `${host?.url}/echo/restart`;
      await openAll(page, url, RESTARTED);
      host?.closeAll(1012, "deploy");
      for (let n = 0; n < RESTARTED; n++) {
        await page.waitForTimeout(APART_MS);
        await openAll(page, url, 1);
      }
    },
    expect: {
      connections: [],
      required: ["server-restart"],
      forbidden: ["reconnect-storm", "no-backoff", "no-jitter", "thundering-herd", "flapping"],
    },
  },
  {
    name: "a new socket while the old one lives",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate(
        async ([url, count, everyMs]) => {
          for (let n = 0; n < count; n++) {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send("here again");
            await new Promise((resolve) => setTimeout(resolve, everyMs));
          }
        },
        [`${faults.url}/echo/leak`, LEAKS, LEAK_EVERY_MS] as const,
      );
    },
    expect: {
      connections: [{ path: "/echo/leak", count: LEAKS, state: "open", primary: null }],
      required: ["leaked-sockets"],
      forbidden: ["reconnect-storm", "no-backoff", "thundering-herd"],
    },
  },
];
