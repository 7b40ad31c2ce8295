import type { Scenario } from "../scenario.ts";

export const healthyChat: Scenario = {
  name: "healthy: a steady chat",
  devtools: "closed",
  run: (page, { faults }) =>
    page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          let messages = 0;
          socket.onmessage = ({ data }) => {
            messages++;
            // The server echoes what it is told; only its own readings are answered.
            if (JSON.parse(data).type === "reading")
              socket.send(`{"type":"thanks","n":${messages}}`);
            if (messages >= 20) resolve();
          };
        }),
      `${faults.url}/push/200`,
    ),
  expect: {
    connections: [{ path: "/push/200", count: 1, state: "open", primary: null }],
    required: [],
    forbidden: "trouble",
  },
};
