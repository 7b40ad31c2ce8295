import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { talkRoutes } from "../../servers/talk-routes.ts";
import { connectSocket, nextMessage, openSocket, watchSocket } from "./page-side.ts";

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer({ more: talkRoutes });
});
afterAll(() => server.stop());

const call = (id: number) => JSON.stringify({ jsonrpc: "2.0", id, method: "weather" });

describe("a conversation", () => {
  it("is cut in the midst of its readings at /live and /flap", async () => {
    for (const path of ["live/120/10", "flap"]) {
      const { code, messages } = await watchSocket(`${server.url}/${path}`);
      expect(code).toBe(1006);
      expect(messages.length).toBeGreaterThan(1);
    }
  });

  it("is heard and cut without a word at /cut", async () => {
    const seen = await watchSocket(`${server.url}/cut/20`, { send: ["hello?"] });
    expect(seen).toMatchObject({ code: 1006, messages: [] });
  });

  it("is closed by the book when it falls quiet at /idle-close", async () => {
    const seen = await watchSocket(`${server.url}/idle-close/80/1008/idle`, { send: ["here"] });
    expect(seen).toMatchObject({ code: 1008, reason: "idle", messages: ["here"] });
  });

  it("has so many pongs at /pong, and then an end", async () => {
    const send = Array<string>(3).fill('{"type":"ping"}');
    const { code, messages } = await watchSocket(`${server.url}/pong/2/30`, { send });
    expect(code).toBe(1006);
    expect(messages).toEqual(['{"type":"pong"}', '{"type":"pong"}']);
  });

  it("has so many answers at /rpc, and late ones at /rpc-slow", async () => {
    for (const path of ["rpc/1", "rpc-slow/0/30"]) {
      const socket = await openSocket(`${server.url}/${path}`);
      socket.send(call(7));
      expect(JSON.parse(await nextMessage(socket))).toMatchObject({ id: 7, result: "sleet" });
      socket.terminate();
    }
  });

  it("begins with what the path says at /say", async () => {
    const socket = connectSocket(`${server.url}/say/%7B%22a%22%3A1%7D`);
    expect(await nextMessage(socket)).toBe('{"a":1}');
    socket.terminate();
  });

  it("ends with what the path says at /refuse", async () => {
    const send = ["may I?"];
    expect(await watchSocket(`${server.url}/refuse/4401/log%20in/no`, { send })).toMatchObject({
      code: 4401,
      reason: "log in",
      messages: ["no"],
    });
  });

  it("is an answer in pieces at /stream, and over when it is done", async () => {
    const seen = await watchSocket(`${server.url}/stream/3/5/1000`, { send: ["tell me"] });
    expect(seen.code).toBe(1000);
    expect(seen.messages).toHaveLength(3);
  });

  it("ends with a message that is too large at /big-cut", async () => {
    const send = ["small", "x".repeat(101)];
    const { code, messages } = await watchSocket(`${server.url}/big-cut/100`, { send });
    expect([code, messages]).toEqual([1006, ["small"]]);
  });

  it("piles up at /deaf", async () => {
    const socket = await openSocket(`${server.url}/deaf`);
    for (let n = 0; n < 64; n++) socket.send("x".repeat(262_144));
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.bufferedAmount).toBeGreaterThan(0);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it("turns from bytes to text at /binary", async () => {
    const socket = connectSocket(`${server.url}/binary/2/oh`);
    const kinds: boolean[] = [];
    await new Promise<void>((resolve) => {
      socket.on("message", (_data, isBinary) => {
        if (kinds.push(isBinary) === 3) resolve();
      });
    });
    expect(kinds).toEqual([true, true, false]);
    socket.terminate();
  });
});

describe("the end of every conversation", () => {
  it("comes without a close frame where the server is killed", async () => {
    const killed = await startFaultServer();
    const ends = [1, 2].map(() => watchSocket(`${killed.url}/echo`, { send: ["hello"] }));
    await Promise.all([1, 2].map(() => openSocket(`${killed.url}/echo`)));
    killed.dropAll();
    for (const { code } of await Promise.all(ends)) expect(code).toBe(1006);
    await killed.stop();
  });
});
