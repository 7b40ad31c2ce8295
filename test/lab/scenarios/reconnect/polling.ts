import { loadLibrary } from "../../page-actions.ts";
import { expectOne, type Scenario } from "../../scenario.ts";

/** Ten seconds of them: so long another WebSocket could still be on its way. */
const READINGS = 21;

/** With a client and a server that use whatever is left. */
const signalr = (name: string, path: string): Scenario => ({
  name,
  devtools: "closed",
  async run(page, servers) {
    await loadLibrary(page, servers, "signalr");
    await page.evaluate(
      async ([url, count]) => {
        const { HubConnectionBuilder, LogLevel } = window.signalR;
        const connection = new HubConnectionBuilder()
          .withUrl(url)
          .configureLogging(LogLevel.None)
          .build();
        let received = 0;
        const heard = new Promise<void>((resolve) => {
          connection.on("reading", () => ++received === count && resolve());
        });
        await connection.start();
        await heard;
      },
      [servers.signalr.url + path, READINGS] as const,
    );
  },
  expect: {
    ...expectOne(path, "handshake-failed", ["gave-up", "reconnect-storm"]),
    required: ["fell-back-to-polling"],
  },
});

/** A library that goes on without a WebSocket. */
export const polling: Scenario[] = [
  {
    name: "Socket.IO falls back to polling",
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, "socket.io");
      const origin = servers.socketIoProxy.url.replace(/^ws/, "http");
      await page.evaluate(
        async ([url, count]) => {
          const socket = io(url, { path: "/strip/socket.io/" });
          await new Promise<void>((resolve) => socket.once("connect", resolve));
          for (let n = 0; n < count; n++)
            await new Promise((resolve) => socket.once("reading", resolve));
        },
        [origin, READINGS] as const,
      );
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
  signalr("SignalR goes on over Server-Sent Events", "/events/hub"),
  signalr("SignalR goes on over long polling", "/polls/hub"),
];
