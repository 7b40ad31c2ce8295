import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { type DayGateway, startDayGateway } from "../../../servers/day-gateway.ts";
import type { LabServers } from "../../lab-servers.ts";
import type { OutageTruth, Scenario } from "../../scenario.ts";
import { ENDPOINTS, ROOMS, startDay, untilGone, untilReady } from "./day-page.ts";

const RIGHT = "right-4f9c2b7e61d8";
const WRONG = "wrong-9a1e5d3c70b2";
/** Long enough to be of use: what dies sooner has hardly lived. */
const WORKS_MS = 7_000;
const REFUSES_MS = 5_000;
const STARTS_MS = 3_000;
const OFFLINE_MS = 8_000;

const truth: OutageTruth[] = [];

/** A wrong token put right, a death with a slow start, a deploy, and a lost network. */
async function liveThroughADay(
  page: Page,
  servers: LabServers,
  gateway: DayGateway,
): Promise<void> {
  truth.length = 0;
  let begin = 0;
  const note = (told: Omit<OutageTruth, "begin" | "end" | "endpoints">) =>
    truth.push({ ...told, begin, end: Date.now(), endpoints: ENDPOINTS });
  await gateway.start("working");
  await startDay(page, servers, gateway.url, WRONG);
  begin = Date.now();
  await sleep(REFUSES_MS);
  await page.evaluate((token) => window.day.logIn(token), RIGHT);
  await untilReady(page);
  note({ state: "solved-by-user", causes: ["auth-rejected"], told: null });
  await sleep(WORKS_MS);

  begin = Date.now();
  await gateway.kill();
  await sleep(REFUSES_MS);
  await gateway.start("starting");
  await sleep(STARTS_MS);
  gateway.become("working");
  await untilReady(page);
  note({ state: "over", causes: ["handshake-refused"], told: "process-gone" });
  await sleep(WORKS_MS);

  begin = Date.now();
  gateway.deploy();
  await untilGone(page);
  await untilReady(page);
  note({ state: "over", causes: ["server-restart"], told: "restarting" });
  await sleep(WORKS_MS);

  begin = Date.now();
  await page.context().setOffline(true);
  gateway.cut();
  await sleep(OFFLINE_MS);
  await page.context().setOffline(false);
  await untilReady(page);
  note({ state: "over", causes: ["network-lost", "handshake-unreachable"], told: "network-gone" });
  await sleep(WORKS_MS);

  await page.evaluate(() => window.day.stop());
}

export const gatewayDay: Scenario[] = [
  {
    name: "a gateway's day",
    devtools: "open",
    waitsMinutes: true,
    async run(page, servers) {
      const gateway = await startDayGateway(RIGHT);
      try {
        await liveThroughADay(page, servers, gateway);
      } finally {
        await page.context().setOffline(false);
        await gateway.kill();
      }
    },
    expect: {
      connections: ROOMS.map((path) => ({
        path,
        count: { atLeast: 8 },
        state: "closed" as const,
        primary: [
          "auth-rejected",
          "handshake-refused",
          "handshake-unreachable",
          "abnormal-closure",
          "network-lost",
          "server-overloaded",
          "server-restart",
          "closed-by-page",
          "closed-normally",
        ],
      })),
      required: [],
      forbidden: ["reconnect-storm", "gave-up"],
      outages: truth,
    },
  },
];
