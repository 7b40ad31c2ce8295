import { openAll, openUntilClosed } from "../../page-actions.ts";
import { type ConnectionTruth, expectEach, expectOne, type Scenario } from "../../scenario.ts";

/** Time for the challenge to have come, far from any timeout. */
const CHALLENGE_MS = 500;

/** Older than what dies for having been opened at all. */
const SETTLED_MS = 2_300;

/** A conversation that the server ends with this code. */
const closedWith = (
  code: number,
  primary: ConnectionTruth["primary"],
  more: Partial<Scenario> = {},
): Scenario => ({
  name: `the server closes with ${code}`,
  devtools: "closed",
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/close-after/300/${code}`, 16),
  expect: expectOne(`/close-after/300/${code}`, primary, ["abnormal-closure", "closed-by-page"]),
  ...more,
});

/** Somebody says that it is over. */
export const closes: Scenario[] = [
  closedWith(1000, "closed-normally"),
  closedWith(1001, "server-restart"),
  closedWith(1011, "server-error", { core: true }),
  closedWith(1013, "server-overloaded"),
  closedWith(1014, "server-error"),
  closedWith(4999, "closed-by-server"),
  {
    name: "restart under four sockets",
    devtools: "closed",
    core: true,
    async run(page, { faults }) {
      await openAll(page, `${faults.url}/echo/restart`, 4);
      faults.closeAll(1012, "restart");
    },
    expect: expectEach("/echo/restart", 4, "server-restart", [
      "closed-by-server",
      "abnormal-closure",
      "reconnect-storm",
    ]),
  },
  {
    name: "a server is killed while another lives on",
    devtools: "closed",
    async run(page, { faults, others: [host] }) {
      await openAll(page, `${faults.url}/push/200/alive`, 1);
      await openAll(page, `${host?.url}/push/200/killed`, 5);
      await page.waitForTimeout(SETTLED_MS);
      host?.dropAll();
    },
    expect: {
      connections: [
        { path: "/push/200/killed", count: 5, state: "closed", primary: "server-restart" },
        { path: "/push/200/alive", count: 1, state: "open", primary: null },
      ],
      required: [],
      forbidden: ["network-lost", "reconnect-storm"],
    },
  },
  {
    name: "the page calls close()",
    devtools: "closed",
    core: true,
    run: (page, { faults }) =>
      page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send("last words");
            socket.onmessage = () => socket.close(1000, "done");
            socket.onclose = () => resolve();
          }),
        `${faults.url}/echo`,
      ),
    expect: expectOne("/echo", "closed-by-page", "trouble"),
  },
  {
    name: "a frame of the page is removed",
    devtools: "closed",
    async run(page, { pages, faults }) {
      const name = "weather";
      await page.evaluate(
        ([url, frameName]) =>
          new Promise<void>((resolve) => {
            const frame = document.createElement("iframe");
            frame.name = frameName;
            frame.onload = () => resolve();
            frame.src = url;
            document.body.append(frame);
          }),
        [`${pages.url}/next`, name] as const,
      );
      await page.frame(name)?.evaluate(
        (url) =>
          new Promise((resolve) => {
            new WebSocket(url).onopen = resolve;
          }),
        `${faults.url}/echo/frame`,
      );
      await page.evaluate(() => document.querySelector("iframe")?.remove());
    },
    expect: expectOne("/echo/frame", "page-gone", "trouble"),
  },
  {
    name: "OpenClaw: the gateway dies before it has answered",
    devtools: "closed",
    async run(page, { startGateway }) {
      const gateway = await startGateway();
      const ended = openUntilClosed(page, `${gateway.url}/control`);
      await page.waitForTimeout(CHALLENGE_MS);
      await Promise.all([gateway.stop(), ended]);
    },
    expect: expectOne("/control", "closed-before-ready", [
      "application-handshake-timeout",
      "immediate-disconnect",
    ]),
  },
];
