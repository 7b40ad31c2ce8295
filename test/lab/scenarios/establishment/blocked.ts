import { openAll, openUntilClosed } from "../../page-actions.ts";
import { expectOne, type Scenario } from "../../scenario.ts";

/** Chromium's limit for the sockets of one page. */
const MOST_SOCKETS = 255;

/** Such a socket gets an error event and no close. */
const openUntilError = (url: string) =>
  new Promise<void>((resolve) => {
    new WebSocket(url).onerror = () => resolve();
  });

const construct = (url: string) => {
  try {
    new WebSocket(url);
  } catch {
    // The constructor throws, which is the fault.
  }
};

const blockedBy = (devtools: Scenario["devtools"]): Scenario => ({
  name: `a content security policy, DevTools ${devtools}`,
  devtools,
  async run(page, { pages, faults }) {
    await page.goto(`${pages.url}/policy`);
    await page.evaluate(openUntilError, `${faults.url}/echo`);
  },
  expect: expectOne("/echo", "handshake-blocked", ["handshake-failed", "abnormal-closure"]),
});

/** The browser itself says no, or has no room. */
export const blocked: Scenario[] = [
  blockedBy("open"),
  { ...blockedBy("closed"), core: true },
  {
    name: "an insecure socket of a secure page",
    devtools: "closed",
    async run(page, { secure }) {
      await page.goto(`${secure.httpUrl}/status/200`);
      await page.evaluate(construct, "ws://weather.invalid/");
      await openAll(page, `${secure.url}/echo`, 1);
    },
    expect: {
      connections: [{ path: "/echo", count: 1, state: "open", primary: null }],
      required: ["handshake-blocked"],
      forbidden: ["invalid-url", "insecure-transport"],
    },
  },
  {
    name: "an address that is none",
    devtools: "closed",
    run: (page) => page.evaluate(construct, "ws://127.0.0.1:99999/"),
    expect: { connections: [], required: ["invalid-url"], forbidden: ["handshake-blocked"] },
  },
  {
    name: "a port that browsers refuse",
    devtools: "open",
    run: (page) => openUntilClosed(page, "ws://127.0.0.1:6000/x11"),
    expect: expectOne("/x11", "handshake-blocked", ["handshake-failed", "abnormal-closure"]),
  },
  {
    name: "more sockets than the browser allows",
    devtools: "closed",
    async run(page, { faults }) {
      await openAll(page, `${faults.url}/echo/held`, MOST_SOCKETS);
      await openUntilClosed(page, `${faults.url}/echo/over`);
    },
    expect: {
      connections: [
        { path: "/echo/held", count: MOST_SOCKETS, state: "open", primary: null },
        { path: "/echo/over", count: 1, state: "closed", primary: "too-many-sockets" },
      ],
      required: [],
      forbidden: ["handshake-failed", "abnormal-closure", "reconnect-storm"],
    },
  },
  {
    name: "offline",
    devtools: "closed",
    async run(page, { faults }) {
      await page.context().setOffline(true);
      try {
        await openUntilClosed(page, `${faults.url}/echo/offline`);
      } finally {
        await page.context().setOffline(false);
      }
    },
    expect: expectOne("/echo/offline", "handshake-unreachable", ["abnormal-closure"]),
  },
];
