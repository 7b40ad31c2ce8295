import { openAll, openUntilClosed } from "../../page-actions.ts";
import { expectOne, type Scenario } from "../../scenario.ts";

/** Older than what dies for having been opened at all. */
const SETTLED_MS = 2_300;

/** Breaks without a close frame. */
export const network: Scenario[] = [
  {
    name: "cut in the midst of traffic",
    devtools: "closed",
    core: true,
    run: (page, { faults }) => openUntilClosed(page, `${faults.url}/live/1300/60`),
    expect: expectOne("/live/1300/60", "abnormal-closure", [
      "idle-timeout",
      "lifetime-limit",
      "immediate-disconnect",
    ]),
  },
  {
    name: "a TCP reset after a word",
    devtools: "open",
    run: (page, { faults }) => openUntilClosed(page, `${faults.url}/reset/700`, 32),
    expect: expectOne("/reset/700", "abnormal-closure", ["idle-timeout", "handshake-failed"]),
  },
  {
    name: "opened and dropped at once",
    devtools: "closed",
    run: (page, { faults }) => openUntilClosed(page, `${faults.url}/drop/40`),
    expect: expectOne("/drop/40", "immediate-disconnect", ["idle-timeout", "lifetime-limit"]),
  },
  {
    name: "the sockets of four hosts die together",
    devtools: "closed",
    async run(page, { faults, others }) {
      const servers = [faults, ...others];
      for (const { url } of servers) await openAll(page, `${url}/push/200/lost`, 2);
      await page.waitForTimeout(SETTLED_MS);
      for (const server of servers) server.dropAll();
    },
    expect: {
      connections: [{ path: "/push/200/lost", count: 8, state: "closed", primary: "network-lost" }],
      required: [],
      forbidden: ["server-restart", "reconnect-storm"],
    },
  },
];
