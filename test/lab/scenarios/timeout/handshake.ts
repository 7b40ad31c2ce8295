import type { Page } from "playwright";
import { expectOne, type Scenario } from "../../scenario.ts";

/** Longer than a change of mind takes. */
const PAGE_PATIENCE_MS = 3_500;
/** A healthy handshake does not take so long. */
const LONG_MS = 11_000;
const QUEUE_MS = 2_500;

const giveUpAfter = (page: Page, url: string, afterMs: number): Promise<void> =>
  page.evaluate(
    ([address, ms]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        socket.onclose = () => resolve();
        setTimeout(() => socket.close(), ms);
      }),
    [url, afterMs] as const,
  );

const givesUp = (devtools: Scenario["devtools"]): Scenario => ({
  name: `no answer until the page gives up, DevTools ${devtools}`,
  devtools,
  run: (page, { others: [host] }) => giveUpAfter(page, `${host?.url}/hang`, PAGE_PATIENCE_MS),
  expect: expectOne("/hang", "handshake-timeout", [
    "handshake-failed",
    "closed-by-page",
    "abnormal-closure",
  ]),
});

/** On hosts of their own: a handshake that hangs holds back the next ones to its host. */
export const handshakeTimeouts: Scenario[] = [
  givesUp("open"),
  givesUp("closed"),
  {
    name: "no answer yet",
    devtools: "closed",
    async run(page, { others: [, host] }) {
      await page.evaluate((url) => {
        new WebSocket(url);
      }, `${host?.url}/hang/on`);
      await page.waitForTimeout(LONG_MS);
    },
    expect: {
      connections: [{ path: "/hang/on", count: 1, state: "connecting", primary: null }],
      required: ["handshake-timeout"],
      forbidden: ["handshake-failed"],
    },
  },
  {
    name: "a handshake that waits behind another",
    devtools: "closed",
    async run(page, { others: [, , host] }) {
      await page.evaluate(
        ([hanging, echo, ms]) => {
          const first = new WebSocket(hanging);
          const second = new WebSocket(echo);
          setTimeout(() => first.close(), ms);
          return new Promise((resolve) => {
            second.onopen = resolve;
          });
        },
        [`${host?.url}/hang/first`, `${host?.url}/echo/second`, QUEUE_MS] as const,
      );
    },
    expect: {
      connections: [
        { path: "/hang/first", count: 1, state: "closed", primary: "closed-by-page" },
        { path: "/echo/second", count: 1, state: "open", primary: null },
      ],
      required: ["handshake-queued"],
      forbidden: ["handshake-failed", "abnormal-closure", "handshake-timeout"],
    },
  },
];
