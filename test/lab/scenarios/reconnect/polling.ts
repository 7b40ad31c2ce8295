import { loadLibrary } from "../../page-actions.ts";
import type { Scenario } from "../../scenario.ts";

/** A library that goes on without a WebSocket. */
export const polling: Scenario[] = [
  {
    name: "Socket.IO falls back to polling",
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, "socket.io");
      const origin = servers.socketIoProxy.url.replace(/^ws/, "http");
      await page.evaluate(async (url) => {
        const socket = io(url, { path: "/strip/socket.io/" });
        await new Promise<void>((resolve) => socket.once("connect", resolve));
        // Ten seconds of them: so long another upgrade could still be on its way.
        for (let n = 0; n < 20; n++)
          await new Promise((resolve) => socket.once("reading", resolve));
      }, origin);
    },
    expect: {
      connections: [
        {
          path: "/strip/socket.io/",
          count: 1,
          state: "closed",
          primary: ["handshake-rejected", "handshake-not-websocket"],
        },
      ],
      required: ["fell-back-to-polling"],
      forbidden: ["gave-up", "handshake-failed"],
    },
  },
];
