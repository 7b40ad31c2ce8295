import { on, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { connectSocket, nextMessage, openSocket, watchSocket, watchTcp } from "./page-side.ts";

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.stop());

describe("a healthy connection", () => {
  it("gets text and bytes back as they were", async () => {
    const socket = await openSocket(`${server.url}/echo`);
    socket.send("sleet");
    expect(await nextMessage(socket)).toBe("sleet");
    socket.send(Buffer.from([1, 2]));
    const [data, isBinary] = await once(socket, "message");
    expect([data, isBinary]).toEqual([Buffer.from([1, 2]), true]);
    socket.terminate();
  });

  it("hears nothing at /silent", async () => {
    const { end, bytes } = await watchTcp(`${server.url}/silent`, 200);
    expect(end).toBe("open");
    expect(bytes.split("\r\n\r\n")[1]).toBe("");
  });

  it("gets a reading at each interval at /push", async () => {
    const socket = connectSocket(`${server.url}/push/20`);
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ type: "reading", n: 1 });
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ type: "reading", n: 2 });
    socket.terminate();
  });

  it("gets one message of the asked size at /big", async () => {
    const socket = connectSocket(`${server.url}/big/300000`);
    expect(await nextMessage(socket)).toHaveLength(300_000);
    socket.terminate();
  });

  it("gets every message of a flood in order", async () => {
    const socket = connectSocket(`${server.url}/flood/2000/64`);
    const numbers: number[] = [];
    for await (const [data] of on(socket, "message")) {
      expect(String(data)).toHaveLength(64);
      numbers.push(Number.parseInt(String(data), 10));
      if (numbers.length === 2_000) break;
    }
    expect(numbers).toEqual(numbers.map((_, i) => i));
    socket.terminate();
  });
});

describe("a close frame", () => {
  for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]) {
    it(`carries ${code}`, async () => {
      expect(await watchSocket(`${server.url}/close/${code}`)).toMatchObject({
        opened: true,
        code,
      });
    });
  }

  it("carries private codes with their reason", async () => {
    const seen = await watchSocket(`${server.url}/close/4401/token%20expired`);
    expect(seen).toMatchObject({ code: 4401, reason: "token expired" });
  });

  it("carries no code at 1005", async () => {
    expect((await watchSocket(`${server.url}/close/1005`)).code).toBe(1005);
  });

  it("carries a code that must not travel, where the path asks for it", async () => {
    expect((await watchSocket(`${server.url}/close/1006`)).error).toMatch(/invalid status code/);
  });

  it("comes after the asked time", async () => {
    const startedAt = Date.now();
    const seen = await watchSocket(`${server.url}/close-after/150/1012/restart`);
    expect(seen).toMatchObject({ code: 1012, reason: "restart" });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(145);
  });

  it("answers the first message at /close-on-message", async () => {
    const seen = await watchSocket(`${server.url}/close-on-message/1007/no`, { send: ["?"] });
    expect(seen).toMatchObject({ code: 1007, reason: "no" });
  });

  it("follows a message that says what is wrong at /error-then-close", async () => {
    const { code, messages } = await watchSocket(`${server.url}/error-then-close/1011/no%20quota`);
    expect(code).toBe(1011);
    expect(messages).toEqual(['{"type":"error","error":{"message":"no quota"}}']);
  });

  it("answers a message over the limit with 1009, and one at the limit with an echo", async () => {
    const { code, messages } = await watchSocket(`${server.url}/limit/10`, {
      send: ["0123456789", "01234567890"],
    });
    expect(code).toBe(1009);
    expect(messages).toEqual(["0123456789"]);
  });

  it("goes to every open connection at once when the server restarts", async () => {
    const restarting = await startFaultServer();
    const sockets = await Promise.all([1, 2, 3].map(() => openSocket(`${restarting.url}/echo`)));
    const closes = sockets.map((socket) => once(socket, "close"));
    restarting.closeAll(1012, "restart");
    for (const [code, reason] of await Promise.all(closes)) {
      expect([code, String(reason)]).toEqual([1012, "restart"]);
    }
    await restarting.stop();
  });

  it("is never answered at /hang-close", async () => {
    const socket = await openSocket(`${server.url}/hang-close`);
    let ended = false;
    socket.on("close", () => {
      ended = true;
    });
    socket.close(1000);
    await sleep(200);
    expect(ended).toBe(false);
    socket.terminate();
  });
});

describe("an end without a close frame", () => {
  it("comes in order at /drop", async () => {
    const { end, bytes } = await watchTcp(`${server.url}/drop`, 1_000);
    expect(end).toBe("ended");
    expect(bytes).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("comes as a TCP reset at /reset, after the handshake", async () => {
    const { end, bytes } = await watchTcp(`${server.url}/reset`, 1_000);
    expect(end).toBe("ECONNRESET");
    expect(bytes).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("waits for silence at /idle-cut", async () => {
    const socket = await openSocket(`${server.url}/idle-cut/1500`);
    const startedAt = Date.now();
    await sleep(300);
    socket.send("still here");
    const [code] = await once(socket, "close");
    expect(code).toBe(1006);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_800);
  });
});

describe("a frame that breaks the protocol", () => {
  for (const [path, complaint] of [
    ["bad-utf8", /invalid UTF-8/],
    ["bad-frame", /RSV2 and RSV3 must be clear/],
    ["bad-frame/reserved-opcode", /invalid opcode 3/],
    ["bad-frame/masked", /MASK must be clear/],
    ["bad-frame/continuation", /invalid opcode 0/],
    ["bad-frame/oversize", /payload length > 2\^53/],
  ] as const) {
    it(`comes from /${path}`, async () => {
      const seen = await watchSocket(`${server.url}/${path}`);
      expect(seen.opened).toBe(true);
      expect(seen.error).toMatch(complaint);
    });
  }
});
