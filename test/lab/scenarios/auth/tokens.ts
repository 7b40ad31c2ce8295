import { makeJwt } from "../../jwt.ts";
import { expectOpen, type Scenario } from "../../scenario.ts";

const MINUTE_MS = 60_000;

/** How long credentials are good for, and where they do not belong. */
export const tokens: Scenario[] = [
  {
    name: "a token that runs out while the socket lives",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        ([url, token]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () =>
              socket.send(JSON.stringify({ op: 2, d: { properties: { auth: [token] } } }));
            socket.onmessage = () => resolve();
          }),
        [`${faults.url}/echo/token`, makeJwt(Date.now() + 5 * MINUTE_MS)] as const,
      ),
    expect: {
      ...expectOpen("/echo/token", { required: ["token-expiring"] }),
      forbidden: "trouble",
      words: { says: [/runs out in [45]/] },
      health: "A",
    },
  },
  {
    name: "a token that has run out on an open socket",
    devtools: "open",
    async run(page, { faults }) {
      await page.evaluate(
        ([url, token]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send(JSON.stringify({ type: "login", jwt: token }));
            socket.onmessage = () => resolve();
          }),
        [`${faults.url}/echo/token-over`, makeJwt(Date.now() + 2_000)] as const,
      );
      await page.waitForTimeout(3_500);
    },
    expect: {
      ...expectOpen("/echo/token-over", { required: ["token-expiring"] }),
      words: { says: [/next reconnect is likely to fail/] },
    },
  },
  {
    name: "a provider's secret key in the first message of a page",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(
        ([url, key]) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send(JSON.stringify({ type: "auth", api_key: key }));
            socket.onmessage = () => resolve();
          }),
        [`${faults.url}/echo/key`, `sk-ant-api03-${"Ab3d".repeat(12)}`] as const,
      ),
    expect: {
      ...expectOpen("/echo/key", { required: ["secret-in-page"] }),
      words: { says: [/Anthropic/], never: [/Ab3dAb3d/] },
    },
  },
];
