import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { type OpenclawGateway, startOpenclawGateway } from "../../servers/openclaw-gateway.ts";
import { connectSocket, nextMessage, watchSocket } from "./page-side.ts";

let gateway: OpenclawGateway;
beforeEach(async () => {
  gateway = await startOpenclawGateway({ handshakeTimeoutMs: 300, tickIntervalMs: 30 });
});
afterEach(() => gateway.stop());

const connectFrame = (params: object): string =>
  JSON.stringify({
    type: "req",
    id: "1",
    method: "connect",
    params: {
      minProtocol: 4,
      maxProtocol: 4,
      client: { id: "openclaw-control-ui" },
      auth: { token: "right" },
      ...params,
    },
  });

/** What it answers to a first frame, and how it closes. */
async function say(frame: string) {
  const { code, reason, messages } = await watchSocket(gateway.url, { send: [frame] });
  return { code, reason, answer: messages[1] === undefined ? null : JSON.parse(messages[1]) };
}

async function becomeReady(): Promise<WebSocket> {
  const socket = connectSocket(gateway.url);
  await nextMessage(socket);
  socket.send(connectFrame({}));
  expect(JSON.parse(await nextMessage(socket))).toMatchObject({
    ok: true,
    payload: { type: "hello-ok", policy: { tickIntervalMs: 30 } },
  });
  return socket;
}

describe("the OpenClaw gateway", () => {
  it("challenges first, and closes a silent client with a clean 1000 and no reason", async () => {
    const { code, reason, messages } = await watchSocket(gateway.url);
    expect([code, reason, messages.length]).toEqual([1000, "", 1]);
    expect(JSON.parse(messages[0] ?? "")).toMatchObject({ event: "connect.challenge" });
  });

  it("closes with the same 1000 what it cannot parse", async () => {
    expect(await say("not JSON")).toEqual({ code: 1000, reason: "", answer: null });
  });

  it("refuses frames that are no requests, and requests that are not connect", async () => {
    expect(await say("{}")).toMatchObject({ code: 1008, reason: "invalid request frame" });
    expect(await say('{"type":"req","id":"1","method":"status"}')).toMatchObject({
      code: 1008,
      reason: "invalid handshake: first request must be connect",
    });
  });

  it.each([
    { params: { auth: {} }, code: 1008, detail: "AUTH_TOKEN_MISSING" },
    { params: { auth: { token: "wrong" } }, code: 1008, detail: "AUTH_TOKEN_MISMATCH" },
    { params: { client: { id: "test" } }, code: 1008, detail: "PAIRING_REQUIRED" },
    { params: { minProtocol: 1, maxProtocol: 1 }, code: 1002, detail: "PROTOCOL_MISMATCH" },
  ])("says $detail in its answer before it closes with $code", async ({ params, code, detail }) => {
    const said = await say(connectFrame(params));
    expect(said.code).toBe(code);
    expect(said.answer).toMatchObject({ ok: false, error: { details: { code: detail } } });
    expect(said.reason).toBe(said.answer.error.message);
  });

  it("ticks once a client is in, until the ticks are paused", async () => {
    const socket = await becomeReady();
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ event: "tick" });
    gateway.pauseTicks();
    let frames = 0;
    socket.on("message", () => frames++);
    socket.send('{"type":"req","id":"2","method":"status"}');
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ id: "2", ok: true });
    expect(frames).toBe(1);
  });

  it("says that it stops, and closes with 1012", async () => {
    const socket = await becomeReady();
    const messages: string[] = [];
    socket.on("message", (data) => messages.push(String(data)));
    const closed = once(socket, "close");
    gateway.restart();
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1012, "service restart"]);
    expect(JSON.parse(messages.at(-1) ?? "")).toMatchObject({ event: "shutdown" });
  });

  it("closes with 1008 a client that does not keep up", async () => {
    const socket = await becomeReady();
    socket.send('{"type":"req","id":"2","method":"logs.tail"}');
    const [code, reason] = await once(socket, "close");
    expect([code, String(reason)]).toEqual([1008, "slow consumer"]);
  });
});
