import type { Socket } from "socket.io-client";
import type { Scenario } from "../scenario.ts";

declare global {
  /** From the script that a Socket.IO server serves. */
  function io(url: string): Socket;
}

export const healthySocketIo: Scenario = {
  name: "healthy: Socket.IO",
  devtools: "open",
  async run(page, { socketIo }) {
    await page.addScriptTag({ url: `${socketIo.url}/socket.io/socket.io.min.js` });
    await page.evaluate(async (url) => {
      const socket = io(url);
      // It begins with long polling and goes over to a WebSocket, before or after it is connected.
      const upgraded = new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
      await new Promise<void>((resolve) => socket.once("connect", resolve));
      await upgraded;
      await socket.emitWithAck("say", "hello");
      for (let i = 0; i < 4; i++) {
        await new Promise((resolve) => socket.once("reading", resolve));
      }
    }, socketIo.url);
  },
  expect: {
    connections: [{ path: "/socket.io/", count: 1, state: "open", primary: null }],
    required: [],
    forbidden: "trouble",
  },
};
