import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { type Haproxy, startHaproxy } from "../../servers/haproxy.ts";
import { findOnPath } from "../../tools/programs.ts";
import { nextMessage, openSocket, watchSocket } from "./page-side.ts";

if (findOnPath("haproxy") === null) {
  describe("a machine without HAProxy", () => {
    it("is told how to get it", async () => {
      await expect(startHaproxy({ upstreamUrl: "ws://127.0.0.1:1" })).rejects.toThrow(
        "apt-get install haproxy",
      );
    });
  });
} else {
  describe("HAProxy in front of a server", () => {
    let upstream: FaultServer;
    let haproxy: Haproxy;
    beforeAll(async () => {
      upstream = await startFaultServer();
      haproxy = await startHaproxy({ upstreamUrl: upstream.url, tunnelMs: 500 });
    });
    afterAll(async () => {
      await haproxy.stop();
      await upstream.stop();
    });

    it("passes a WebSocket through, and cuts it without a close frame when it falls quiet", async () => {
      const socket = await openSocket(`${haproxy.url}/echo`);
      const closed = once(socket, "close");
      socket.send("fog");
      expect(await nextMessage(socket)).toBe("fog");
      expect((await closed)[0]).toBe(1006);
    });

    it("answers 503 where its upstream does not listen", async () => {
      expect((await watchSocket(`${haproxy.url}/dead/echo`)).status).toBe(503);
    });

    it("answers 429 and when to come back where it limits the rate", async () => {
      const { status, headers } = await watchSocket(`${haproxy.url}/busy/echo`);
      expect([status, headers["retry-after"]]).toEqual([429, "7"]);
    });

    it("listens no more once it is stopped", async () => {
      const another = await startHaproxy({ upstreamUrl: upstream.url });
      await another.stop();
      expect((await watchSocket(`${another.url}/echo`)).error).toMatch(/ECONNREFUSED/);
    });
  });
}
