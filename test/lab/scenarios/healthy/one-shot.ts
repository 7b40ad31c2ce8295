import { expectEach, expectOpen, type Scenario } from "../../scenario.ts";

const TIMES = 20;

/** Sockets that are meant to be short, or that look busier than they are. */
export const healthyOneShot: Scenario[] = [
  {
    name: "healthy: a socket for each click, closed by the server",
    devtools: "closed",
    core: true,
    async run(page, { faults }) {
      await page.evaluate((url) => {
        const button = document.createElement("button");
        button.textContent = "Ask";
        button.onclick = () => {
          const socket = new WebSocket(url);
          socket.onopen = () => socket.send("hello");
          socket.onclose = () => {
            document.title = `${Number(document.title || "0") + 1}`;
          };
        };
        document.title = "0";
        document.body.append(button);
      }, `${faults.url}/once/1000/click`);
      for (let n = 1; n <= TIMES; n++) {
        await page.getByRole("button", { name: "Ask" }).click();
        await page.waitForFunction((times) => document.title === `${times}`, n);
      }
    },
    expect: expectEach("/once/1000/click", TIMES, "closed-normally", "trouble"),
  },
  {
    name: "healthy: one question after the other, each on a socket of its own",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        async ([url, times]) => {
          for (let n = 0; n < times; n++) {
            const socket = new WebSocket(url);
            socket.onopen = () => socket.send(`question ${n}`);
            await new Promise((resolve) => {
              socket.onmessage = resolve;
            });
            socket.close(1000);
          }
        },
        [`${faults.url}/echo/questions`, TIMES] as const,
      ),
    expect: { connections: [], required: [], forbidden: "trouble", health: "A" },
  },
  {
    name: "healthy: another room for each click",
    devtools: "closed",
    async run(page, { faults }) {
      await page.evaluate((url) => {
        let room: WebSocket | null = null;
        const button = document.createElement("button");
        button.textContent = "Next room";
        button.addEventListener("click", () => {
          room?.close();
          room = new WebSocket(url);
          room.onmessage = () => {
            document.title = "joined";
          };
        });
        document.body.append(button);
      }, `${faults.url}/push/100/rooms`);
      for (let n = 0; n < 8; n++) {
        await page.evaluate(() => {
          document.title = "";
        });
        await page.getByRole("button", { name: "Next room" }).click();
        await page.waitForFunction(() => document.title === "joined");
      }
    },
    expect: { connections: [], required: [], forbidden: "trouble", health: "A" },
  },
  {
    name: "healthy: ever larger uploads",
    devtools: "closed",
    run: (page, { faults }) =>
      page.evaluate(async (url) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => {
          socket.onopen = resolve;
        });
        for (let n = 1; n <= 10; n++) {
          socket.send(new Uint8Array(90_000 * n));
          await new Promise((resolve) => setTimeout(resolve, 400));
        }
      }, `${faults.url}/echo/uploads`),
    expect: { ...expectOpen("/echo/uploads"), health: "A" },
  },
];
