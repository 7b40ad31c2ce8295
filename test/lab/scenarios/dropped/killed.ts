import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { openAll, openUntilClosed } from "../../page-actions.ts";
import { expectEach, type Scenario } from "../../scenario.ts";

const PATH = "/api/kernels/4711/channels";
/** Quiet enough to look like an idle limit to who only looks at the silence. */
const QUIET_MS = 12_000;
const AGAIN_MS = 1_000;

/** Opens one, waits until it is lost, and tries again a second later. */
const openUntilLost = (page: Page, url: string): Promise<void> =>
  page.evaluate(
    ([address, waitMs]) =>
      new Promise<void>((resolve) => {
        new WebSocket(address).onclose = () => setTimeout(resolve, waitMs);
      }),
    [url, AGAIN_MS] as const,
  );

/** A server's process that ends without a word, and what comes after it. */
export const killed: Scenario[] = [
  {
    name: "a quiet server is killed",
    devtools: "open",
    async run(page, servers) {
      const server = await servers.startMortalServer();
      const lost = openUntilLost(page, server.url);
      await sleep(QUIET_MS);
      await server.kill();
      await lost;
      await openUntilClosed(page, server.url);
    },
    expect: {
      connections: [
        {
          path: PATH,
          count: 2,
          state: "closed",
          primary: ["abnormal-closure", "server-restart", "handshake-refused"],
        },
      ],
      required: ["handshake-refused"],
      forbidden: ["idle-timeout", "no-heartbeat"],
      words: {
        says: [/The server died/],
        never: [/cut a quiet connection\./],
      },
      health: ["C", "D", "F"],
    },
  },
  {
    name: "what an address names is gone after a restart",
    devtools: "open",
    async run(page, servers) {
      const server = await servers.startMortalServer();
      await openAll(page, server.url, 1);
      await sleep(AGAIN_MS);
      await server.kill();
      await server.startAgain();
      await sleep(AGAIN_MS);
      await openUntilClosed(page, server.url);
    },
    expect: {
      ...expectEach(
        PATH,
        2,
        ["abnormal-closure", "server-restart", "handshake-not-found"],
        ["idle-timeout", "handshake-failed"],
      ),
      required: ["handshake-not-found"],
      words: { says: [/what .* names is gone/], never: [/slash at its end/] },
      health: ["C", "D", "F"],
    },
  },
];
