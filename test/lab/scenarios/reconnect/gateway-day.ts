import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { waitFor } from "../../../harness/wait-for.ts";
import { type DayGateway, startDayGateway } from "../../../servers/day-gateway.ts";
import type { OutageTruth, Scenario } from "../../scenario.ts";

const RIGHT = "right-4f9c2b7e61d8";
const WRONG = "wrong-9a1e5d3c70b2";
const ROOMS = ["/gate/events", "/gate/rpc"];
/** Long enough to be of use: what dies sooner has hardly lived. */
const WORKS_MS = 7_000;
const REFUSES_MS = 5_000;
const STARTS_MS = 3_000;
/** A client's own longest wait, by which it may notice late that all is well. */
const LONGEST_WAIT_MS = 1_500;

const truth: OutageTruth[] = [];

/** What the page does, whatever happens: each room comes back by itself, with waits that grow. */
const keepOpen = (page: Page, url: string) =>
  page.evaluate(
    ([base, rooms, token, longestMs]) => {
      const day = { token, stopped: false, sockets: new Map<string, WebSocket>() };
      Object.assign(window, { day });
      for (const room of rooms) {
        let tries = 0;
        const connect = () => {
          const socket = new WebSocket(`${base}${room}?token=${day.token}`);
          day.sockets.set(room, socket);
          socket.onopen = () => socket.send("hello");
          socket.onmessage = () => {
            tries = 0;
          };
          socket.onclose = () => {
            const waitMs = Math.min(longestMs, 300 * 1.5 ** tries++);
            if (!day.stopped) setTimeout(connect, waitMs);
          };
        };
        connect();
      }
    },
    [url, ROOMS, WRONG, LONGEST_WAIT_MS] as const,
  );

const allOpen = (gateway: DayGateway) =>
  waitFor("all rooms to be open", () => Promise.resolve(gateway.openCount() === ROOMS.length));

/** A wrong token that is put right, a death with a start that takes its time, and a deploy. */
async function liveThroughADay(page: Page, gateway: DayGateway): Promise<void> {
  truth.length = 0;
  let begin = Date.now();
  const note = (told: Omit<OutageTruth, "begin" | "end" | "endpoints">) =>
    truth.push({ ...told, begin, end: Date.now(), endpoints: ROOMS.length });
  await gateway.start("working");
  await keepOpen(page, gateway.url);
  await sleep(REFUSES_MS);
  await page.evaluate((token) => Object.assign(Reflect.get(window, "day"), { token }), RIGHT);
  await allOpen(gateway);
  note({ state: "solved-by-user", causes: ["auth-rejected", "handshake-rejected"], told: null });
  await sleep(WORKS_MS);

  begin = Date.now();
  await gateway.kill();
  await sleep(REFUSES_MS);
  await gateway.start("starting");
  await sleep(STARTS_MS);
  gateway.become("working");
  await allOpen(gateway);
  note({ state: "over", causes: ["handshake-refused"], told: "process-gone" });
  await sleep(WORKS_MS);

  begin = Date.now();
  gateway.deploy();
  await waitFor("the old sockets to be gone", () => Promise.resolve(gateway.openCount() === 0));
  await allOpen(gateway);
  note({ state: "over", causes: ["server-restart"], told: "restarting" });
  await sleep(WORKS_MS);
  await page.evaluate(() => {
    const day = Reflect.get(window, "day");
    day.stopped = true;
    for (const socket of day.sockets.values()) socket.close(1000);
  });
}

export const gatewayDay: Scenario[] = [
  {
    name: "a gateway's day",
    devtools: "open",
    waitsMinutes: true,
    async run(page) {
      const gateway = await startDayGateway(RIGHT);
      try {
        await liveThroughADay(page, gateway);
      } finally {
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
          "handshake-rejected",
          "handshake-refused",
          "abnormal-closure",
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
