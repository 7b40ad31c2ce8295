import type { Page } from "playwright";
import { type ConnectionTruth, expectOne, expectOpen, type Scenario } from "../../scenario.ts";

type Login = { token?: string; clientId?: string; minProtocol?: number };

const CONTROL = "/control";
const TICK_LIMIT_MS = 1_200;

/**
 * What the gateway's own Control UI does: it answers the challenge, closes with 4008 when it is
 * refused, and with 4000 when ticks stop. Resolves when it has ended, or at the second tick where
 * it is told to stay.
 */
const connectControl = (
  page: Page,
  url: string,
  login: Login,
  until: "closed" | "ready",
  asks: string | null = null,
): Promise<void> =>
  page.evaluate(
    ([address, { token, clientId = "openclaw-control-ui", minProtocol = 4 }, end, method, limit]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        const ask = (name: string, params: object) =>
          socket.send(JSON.stringify({ type: "req", id: `${name}:1`, method: name, params }));
        let ticks = 0;
        let silence = 0;
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(data);
          clearTimeout(silence);
          if (frame.event === "connect.challenge") {
            ask("connect", {
              minProtocol,
              maxProtocol: minProtocol,
              client: { id: clientId, version: "2026.9.6", platform: "web", mode: "webchat" },
              ...(token === undefined ? {} : { auth: { token } }),
            });
            return;
          }
          if (frame.ok === false) socket.close(4008, "connect failed");
          if (frame.ok && method !== null && frame.id === "connect:1") ask(method, {});
          if (frame.event === "tick" && ++ticks === 2 && end === "ready") resolve();
          // Twice the tick's interval and more.
          silence = window.setTimeout(() => socket.close(4000, "tick timeout"), limit);
        };
        socket.onclose = () => resolve();
      }),
    [url, login, until, asks, TICK_LIMIT_MS] as const,
  );

const refused = (name: string, login: Login, primary: ConnectionTruth["primary"]): Scenario => ({
  name: `OpenClaw: ${name}`,
  devtools: "closed",
  async run(page, { startGateway }) {
    const { url } = await startGateway();
    await connectControl(page, `${url}${CONTROL}`, login, "closed");
  },
  expect: expectOne(CONTROL, primary, ["closed-by-page", "closed-by-server", "policy-violation"]),
});

/** The gateway's failures, by the shape of the conversation. */
export const openclaw: Scenario[] = [
  refused("wrong token", { token: "wrong" }, "auth-rejected"),
  refused("no token", {}, "auth-rejected"),
  refused("pairing required", { token: "right", clientId: "test" }, "auth-rejected"),
  refused("another protocol", { token: "right", minProtocol: 1 }, "protocol-error"),
  {
    name: "OpenClaw: ticks stop",
    devtools: "open",
    async run(page, { startGateway }) {
      const gateway = await startGateway();
      await connectControl(page, `${gateway.url}${CONTROL}`, { token: "right" }, "ready");
      gateway.pauseTicks();
      await page.waitForTimeout(2 * TICK_LIMIT_MS);
    },
    expect: expectOne(CONTROL, "heartbeat-missed", ["closed-by-server", "idle-timeout"]),
  },
  {
    name: "OpenClaw: restart",
    devtools: "closed",
    async run(page, { startGateway }) {
      const gateway = await startGateway();
      await connectControl(page, `${gateway.url}${CONTROL}`, { token: "right" }, "ready");
      gateway.restart();
    },
    expect: expectOne(CONTROL, "server-restart", ["closed-by-server", "heartbeat-missed"]),
  },
  {
    name: "OpenClaw: slow consumer",
    devtools: "closed",
    async run(page, { startGateway }) {
      const { url } = await startGateway();
      await connectControl(page, `${url}${CONTROL}`, { token: "right" }, "closed", "logs.tail");
    },
    expect: expectOne(CONTROL, ["backpressure", "server-overloaded"], ["auth-rejected"]),
  },
  {
    name: "healthy: OpenClaw",
    devtools: "closed",
    async run(page, { startGateway }) {
      const { url } = await startGateway();
      await connectControl(page, `${url}${CONTROL}`, { token: "right" }, "ready", "status");
    },
    expect: expectOpen(CONTROL),
  },
];
