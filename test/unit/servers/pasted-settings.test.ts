import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { forwardUpgrade } from "../../../src/analysis/texts/settings.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { PRODUCTS, startPasted } from "../../servers/pasted-proxies.ts";

let faults: FaultServer;
beforeAll(async () => {
  faults = await startFaultServer();
});
afterAll(() => faults.stop());

/** Says this at once and after a silence; resolves with the answers, in their order. */
async function talk(url: string, silenceMs: number): Promise<string[]> {
  const socket = new WebSocket(url);
  await once(socket, "open");
  const heard: string[] = [];
  for (const [text, waitMs] of [
    ["rain", silenceMs],
    ["snow", 0],
  ] as const) {
    socket.send(text);
    const [answer] = (await once(socket, "message")) as [Buffer];
    heard.push(String(answer));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  socket.close();
  await once(socket, "close");
  return heard;
}

/** Longer than what the HAProxy here waits for by its other timeouts. */
const SILENCE_MS = 2_500;

describe("the lines that are advised for a proxy that strips the upgrade", () => {
  const settings = forwardUpgrade("/echo");

  it("are for all the proxies that are tried here", () => {
    expect(settings.map(({ product }) => product).sort()).toEqual(Object.keys(PRODUCTS).sort());
  });

  it.each(settings)("work in a real $product as they are pasted", async ({ product, text }) => {
    const kind = PRODUCTS[product];
    if (!kind) throw new Error(`nobody runs ${product}`);
    const proxy = await startPasted(kind, text, faults.url);
    try {
      expect(await talk(`${proxy.url}/echo/through`, SILENCE_MS)).toEqual(["rain", "snow"]);
    } finally {
      await proxy.stop();
    }
  });
});
