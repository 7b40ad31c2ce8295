import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import type { LabServers } from "../../lab-servers.ts";
import { loadLibrary } from "../../page-actions.ts";
import type { Scenario } from "../../scenario.ts";

const FIGHT_MS = 12_000;
const RECONNECT_MS = 1_500;

/** Two MQTT clients, half a second apart, and one client id for both. */
const connectTwice = (page: Page, url: string, clientIds: string[], stopAfterMs: number) =>
  page.evaluate(
    async ([address, ids, reconnectPeriod, afterMs]) => {
      const clients = [];
      for (const clientId of ids) {
        const client = window.mqtt.connect(address, {
          clientId,
          protocolVersion: 4,
          reconnectPeriod,
        });
        client.on("error", () => {});
        client.on("connect", () => client.subscribe("weather"));
        clients.push(client);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      for (const client of clients) client.end(true);
    },
    [url, clientIds, RECONNECT_MS, stopAfterMs] as const,
  );

async function fightOverMqtt(page: Page, servers: LabServers): Promise<void> {
  await loadLibrary(page, servers, "mqtt");
  await connectTwice(page, servers.mqtt.url, ["tab-1", "tab-1"], FIGHT_MS);
}

/** Connections that the page ends, or that it opens again and again. */
export const churn: Scenario[] = [
  {
    name: "MQTT: one client id, two clients",
    devtools: "closed",
    run: fightOverMqtt,
    expect: {
      connections: [
        {
          path: "/mqtt",
          count: { atLeast: 6 },
          state: "closed",
          primary: ["taken-over", "closed-by-page"],
        },
      ],
      required: ["taken-over", "flapping"],
      forbidden: ["idle-timeout", "lifetime-limit"],
      words: { says: [/same client id/, /end each other/], never: [/proxy/i] },
      health: ["B", "C", "D", "F"],
    },
  },
  {
    name: "MQTT: one client id in two tabs",
    devtools: "closed",
    async run(page, servers, browser) {
      const tab = await browser.openPage(servers.pages.url);
      await loadLibrary(tab, servers, "mqtt");
      await loadLibrary(page, servers, "mqtt");
      const other = connectTwice(tab, servers.mqtt.url, ["two-tabs"], FIGHT_MS);
      await sleep(700);
      await Promise.all([
        other,
        connectTwice(page, servers.mqtt.url, ["two-tabs"], FIGHT_MS - 1_000),
      ]);
      await tab.close();
    },
    expect: {
      connections: [
        {
          path: "/mqtt",
          count: { atLeast: 3 },
          state: "closed",
          primary: ["taken-over", "closed-by-page"],
        },
      ],
      required: ["taken-over"],
      forbidden: ["idle-timeout", "lifetime-limit"],
      words: { says: [/another tab/] },
      health: ["B", "C", "D", "F"],
    },
  },
  {
    name: "the handler ends after one message, and the page comes back",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate((url) => {
        const Socket = WebSocket;
        const connect = () => {
          const socket = new Socket(url);
          socket.onopen = () => socket.send("hello");
          socket.onclose = () => setTimeout(connect, 1_000);
        };
        connect();
      }, `${faults.url}/once/1000`);
      await sleep(9_500);
      await page.goto("about:blank");
    },
    expect: {
      connections: [],
      required: ["flapping"],
      forbidden: ["idle-timeout", "lifetime-limit", "page-churn"],
      words: { says: [/handler/, /1 message/] },
      health: ["B", "C", "D", "F"],
    },
  },
  {
    name: "an effect without its dependencies replaces a working socket again and again",
    devtools: "closed",
    core: true,
    run: (page, { faults }) =>
      page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            let socket: WebSocket | null = null;
            let times = 0;
            const render = () => {
              socket?.close();
              if (++times > 8) return resolve();
              const next = new WebSocket(url);
              socket = next;
              let heard = 0;
              next.onmessage = () => {
                if (++heard === 2 && next === socket) render();
              };
            };
            render();
          }),
        `${faults.url}/push/100/effect`,
      ),
    expect: {
      connections: [],
      required: ["page-churn"],
      forbidden: ["reconnect-storm", "flapping", "leaked-sockets"],
      words: { says: [/closed \d+ working connections/, /useEffect/] },
      health: "B",
    },
  },
  {
    name: "a timer that nobody cancels replaces a working socket",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        let socket = new WebSocket(url);
        const timer = setInterval(() => {
          socket.close(1000, "refresh");
          socket = new WebSocket(url);
          socket.onopen = () => socket.send('{"subscribe":"weather"}');
        }, 1_000);
        await new Promise((resolve) => setTimeout(resolve, 8_500));
        clearInterval(timer);
      }, `${faults.url}/push/150/timer`),
    expect: {
      connections: [],
      required: ["page-churn"],
      forbidden: ["reconnect-storm", "flapping"],
      health: "B",
    },
  },
];
