import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { type Nginx, startNginx } from "../../servers/nginx.ts";
import { findOnPath } from "../../tools/programs.ts";
import { nextMessage, openSocket, watchSocket } from "./page-side.ts";

if (findOnPath("nginx") === null) {
  describe("a machine without nginx", () => {
    it("is told how to get it", async () => {
      await expect(startNginx({ upstreamUrl: "ws://127.0.0.1:1" })).rejects.toThrow(
        "apt-get install nginx",
      );
    });
  });
} else {
  describe("nginx in front of a server", () => {
    let upstream: FaultServer;
    let nginx: Nginx;
    beforeAll(async () => {
      upstream = await startFaultServer();
      nginx = await startNginx({ upstreamUrl: upstream.url, readTimeoutS: 1 });
    });
    afterAll(async () => {
      await nginx.stop();
      await upstream.stop();
    });

    it("passes a WebSocket through, and cuts it without a close frame when it falls quiet", async () => {
      const socket = await openSocket(`${nginx.url}/echo`);
      const closed = once(socket, "close");
      socket.send("fog");
      expect(await nextMessage(socket)).toBe("fog");
      expect((await closed)[0]).toBe(1006);
    });

    it("drops Upgrade at /strip", async () => {
      expect((await watchSocket(`${nginx.url}/strip/echo`)).status).toBe(426);
    });

    it("answers 502 where its upstream does not listen", async () => {
      const seen = await watchSocket(`${nginx.url}/dead/echo`);
      expect(seen.status).toBe(502);
      expect(seen.headers.server).toMatch(/^nginx/);
    });

    it("answers 504 where its upstream never answers", async () => {
      expect((await watchSocket(`${nginx.url}/hang`)).status).toBe(504);
    });

    it("listens no more once it is stopped", async () => {
      const another = await startNginx({ upstreamUrl: upstream.url });
      await another.stop();
      expect((await watchSocket(`${another.url}/echo`)).error).toMatch(/ECONNREFUSED/);
    });
  });
}
