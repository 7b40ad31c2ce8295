import { openAgain } from "../../page-actions.ts";
import { expectEach, expectOpen, type Scenario } from "../../scenario.ts";

const KIB = 1024;
const SIZES = [900, 4_000, 20_000, 64_000, 100_000, 131_500];
const CALLS = 60;

/** What figures seem to say, and what they do say. */
export const numbers: Scenario[] = [
  {
    name: "cut at the first message over 128 KiB, after ever larger ones, twice",
    devtools: "closed",
    async run(page, { faults }) {
      for (let n = 0; n < 2; n++) {
        await page.evaluate(
          ([url, sizes]) =>
            new Promise<void>((resolve) => {
              const socket = new WebSocket(url);
              let next = 0;
              const send = () => {
                const size = sizes[next++];
                if (size !== undefined) socket.send("x".repeat(size));
              };
              socket.onopen = send;
              socket.onmessage = send;
              socket.onclose = () => resolve();
            }),
          [`${faults.url}/big-cut/${128 * KIB}`, SIZES] as const,
        );
      }
    },
    expect: {
      ...expectEach(`/big-cut/${128 * KIB}`, 2, "abnormal-closure", ["idle-timeout"]),
      required: ["message-too-big"],
    },
  },
  {
    name: "one answer in ten is slow",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        async ([url, calls]) => {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onopen = resolve;
          });
          let answers = 0;
          const all = new Promise<void>((resolve) => {
            socket.onmessage = () => {
              if (++answers === calls) resolve();
            };
          });
          for (let id = 1; id <= calls; id++) {
            socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "weather" }));
            await new Promise((resolve) => setTimeout(resolve, 110));
          }
          await all;
        },
        [`${faults.url}/rpc-tenth/1600`, CALLS] as const,
      ),
    expect: {
      ...expectOpen("/rpc-tenth/1600", { required: ["slow-responses"] }),
      forbidden: "trouble",
      health: "A",
    },
  },
  {
    name: "goodbye at the same age each time, in the midst of traffic",
    devtools: "closed",
    run: (page, { faults }) =>
      openAgain(page, `${faults.url}/goodbye/4000/1000`, { times: 5, waitMs: 300 }),
    expect: {
      ...expectEach("/goodbye/4000/1000", 5, "closed-normally", ["idle-timeout"]),
      required: ["lifetime-limit"],
      words: { says: [/4 s/] },
    },
  },
  {
    name: "a subscription that pongs do not answer",
    devtools: "open",
    run: (page, { faults }) =>
      page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const socket = new WebSocket(url);
            let pongs = 0;
            socket.onopen = () => {
              socket.send('{"type":"subscribe","id":"1","topic":"weather"}');
              setInterval(() => socket.send('{"type":"ping"}'), 1_000);
            };
            socket.onmessage = () => {
              if (++pongs === 6) resolve();
            };
          }),
        `${faults.url}/pong/quiet`,
      ),
    expect: { ...expectOpen("/pong/quiet"), health: "A" },
  },
];
