import type { Scenario } from "../scenario.ts";

const ATTEMPTS = 12;
const EVERY_MS = 250;

export const storm: Scenario = {
  name: "storm without backoff",
  devtools: "closed",
  run: (page, { faults }) =>
    page.evaluate(
      async ([url, attempts, everyMs]) => {
        for (let i = 0; i < attempts; i++) {
          const socket = new WebSocket(url);
          await new Promise((resolve) => {
            socket.onclose = resolve;
          });
          await new Promise((resolve) => setTimeout(resolve, everyMs));
        }
      },
      [`${faults.url}/drop`, ATTEMPTS, EVERY_MS] as const,
    ),
  expect: {
    connections: [{ path: "/drop", count: ATTEMPTS, state: "closed", primary: "abnormal-closure" }],
    required: ["reconnect-storm", "no-backoff"],
    forbidden: ["server-restart"],
  },
};
