// @vitest-environment node

import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { Client, ReconnectionTimeMode } from "@stomp/stompjs";
import { createClient } from "graphql-ws";
import mqtt from "mqtt";
import { WebSocket as PartySocket } from "partysocket";
import { Socket as PhoenixSocket } from "phoenix";
import Pusher from "pusher-js";
import ReconnectingWebSocket from "reconnecting-websocket";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { matchLibraries } from "../../../src/analysis/policy/known-schedules.ts";
import { readPolicy } from "../../../src/analysis/policy/read-policy.ts";
import { sayLibrary } from "../../../src/analysis/policy/say-library.ts";
import { SERVICES } from "../../../src/services/services.ts";
import { createRandom } from "./policy/random.ts";

/**
 * Each library runs as it is, against a port that hangs up on whoever calls. Only its clock is
 * ours: as the calls cost no time on it, the time between two of them is the wait in between.
 */
let server: Server;
let calls: number[];
let port: number;

beforeEach(async () => {
  calls = [];
  server = createServer((socket) => {
    calls.push(Date.now());
    socket.on("error", () => {});
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
  vi.spyOn(Math, "random").mockImplementation(createRandom(5));
  vi.stubGlobal("WebSocket", WebSocket);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await new Promise((resolve) => server.close(resolve));
});

/** Gives the sockets their turn. Their events come by way of the real event loop. */
async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets the clock run on until so many calls have come; `policyAfter` reads the policy behind them. */
async function waitsOf(count: number) {
  await settle();
  for (let turns = 0; calls.length < count && turns < 40 * count; turns++) {
    vi.advanceTimersToNextTimer();
    await settle();
  }
  return { delaysMs: calls.slice(1).map((at, i) => at - (calls[i] as number)) };
}

async function policyAfter(count: number) {
  const { delaysMs } = await waitsOf(count);
  return readPolicy(delaysMs.map((delayMs) => ({ delayMs, uptimeMs: null }))).policy;
}

const near = (value: number, share = 0.02) => ({
  asymmetricMatch: (found: unknown) =>
    typeof found === "number" && Math.abs(found - value) <= Math.max(share * value, 5),
});
const url = () => `ws://127.0.0.1:${port}/`;

describe("the policies of real client libraries", () => {
  it("reads reconnecting-websocket", async () => {
    const socket = new ReconnectingWebSocket(url(), [], { minReconnectionDelay: 1_500 });
    const policy = await policyAfter(13);
    socket.close();
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: near(1_500),
      factor: near(1.3, 0.005),
      capMs: near(10_000),
      jitter: { kind: "none" },
    });
    expect(matchLibraries(policy)).toContain("reconnecting-websocket");
  });

  it("reads partysocket", async () => {
    const socket = new PartySocket(url(), [], {
      minReconnectionDelay: 2_000,
      reconnectionDelayGrowFactor: 1.5,
      maxReconnectionDelay: 20_000,
      WebSocket,
    });
    const policy = await policyAfter(12);
    socket.close();
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: near(2_000),
      factor: near(1.5, 0.005),
      capMs: near(20_000),
      jitter: { kind: "none" },
    });
  });

  it("reads socket.io-client", async () => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      randomizationFactor: 0,
    });
    const policy = await policyAfter(10);
    socket.close();
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: near(1_000),
      factor: near(2, 0.005),
      capMs: near(5_000),
      jitter: { kind: "none" },
    });
  });

  it.each([1, 2, 3, 4, 5, 6])(
    "knows socket.io-client's defaults by seven waits, whatever chance draws (%i)",
    async (seed) => {
      vi.spyOn(Math, "random").mockImplementation(createRandom(seed));
      const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"] });
      const { delaysMs } = await waitsOf(8);
      socket.close();
      const seen = SERVICES["socket.io"].schedules ?? [];
      const { policy } = readPolicy(
        delaysMs.map((delayMs) => ({ delayMs, uptimeMs: null })),
        seen,
      );
      expect(policy).toMatchObject({
        kind: "exponential",
        baseMs: 1_000,
        factor: 2,
        capMs: 5_000,
        jitter: { kind: "proportional", fraction: 0.5 },
      });
      expect(sayLibrary(policy, seen)).toBe("socket.io-client: its defaults");
    },
  );

  it("says what is set otherwise in socket.io-client", async () => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      reconnectionDelay: 3_000,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0,
    });
    const policy = await policyAfter(8);
    socket.close();
    expect(sayLibrary(policy, SERVICES["socket.io"].schedules ?? [])).toMatch(
      /^socket\.io-client, but .*without jitter/,
    );
  });

  it("knows partysocket's defaults, and with another first wait", async () => {
    const party = new PartySocket(url(), [], { WebSocket });
    const own = await policyAfter(8);
    party.close();
    expect(matchLibraries(own)).toContain("partysocket");
    calls = [];
    const slow = new PartySocket(url(), [], { minReconnectionDelay: 6_000, WebSocket });
    const changed = await policyAfter(8);
    slow.close();
    expect(sayLibrary(changed, [])).toMatch(/, but from 6 s instead of \d s$/);
  });

  it("knows MQTT.js's default", async () => {
    const client = mqtt.connect(url());
    client.on("error", () => {});
    const policy = await policyAfter(8);
    client.end(true);
    expect(matchLibraries(policy)).toContain("MQTT.js");
  });

  it("reads phoenix.js", async () => {
    const socket = new PhoenixSocket(url(), { transport: WebSocket });
    socket.connect();
    const policy = await policyAfter(15);
    socket.disconnect();
    expect(policy).toMatchObject({
      kind: "listed",
      scheduleMs: [10, 50, 100, 150, 200, 250, 500, 1_000, 2_000, 5_000],
      capMs: 5_000,
    });
    expect(matchLibraries(policy)).toEqual(["phoenix.js"]);
  });

  it("reads MQTT.js", async () => {
    const client = mqtt.connect(url(), { reconnectPeriod: 3_000 });
    client.on("error", () => {});
    const policy = await policyAfter(8);
    client.end(true);
    expect(policy).toMatchObject({ kind: "fixed", baseMs: near(3_000), jitter: { kind: "none" } });
  });

  it("reads @stomp/stompjs with a fixed delay", async () => {
    const client = new Client({ brokerURL: url(), reconnectDelay: 5_000 });
    client.activate();
    const policy = await policyAfter(8);
    await client.deactivate();
    expect(policy).toMatchObject({ kind: "fixed", baseMs: near(5_000), jitter: { kind: "none" } });
    expect(matchLibraries(policy)).toEqual(["@stomp/stompjs"]);
  });

  it("reads @stomp/stompjs with a growing delay", async () => {
    const client = new Client({
      brokerURL: url(),
      reconnectDelay: 300,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
      maxReconnectDelay: 12_000,
    });
    client.activate();
    const policy = await policyAfter(12);
    await client.deactivate();
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: near(300),
      factor: near(2, 0.005),
      capMs: near(12_000),
    });
  });

  it("reads pusher-js", async () => {
    const pusher = new Pusher("key", {
      cluster: "",
      wsHost: "127.0.0.1",
      wsPort: port,
      forceTLS: false,
      enabledTransports: ["ws"],
    });
    const policy = await policyAfter(8);
    pusher.disconnect();
    // Its strategy's own timeouts: 15 s, doubled up to a minute.
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: near(15_000),
      factor: near(2, 0.01),
      capMs: near(60_000),
    });
  });

  it("reads graphql-ws with its own retryWait", async () => {
    const client = createClient({
      url: url(),
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 20,
      shouldRetry: () => true,
      onNonLazyError: () => {},
      retryWait: (retries) =>
        new Promise((resolve) =>
          setTimeout(resolve, Math.random() * Math.min(30_000, 1_000 * 2 ** retries)),
        ),
    });
    const policy = await policyAfter(21);
    void client.dispose();
    expect(policy).toMatchObject({ kind: "exponential", jitter: { kind: "full" } });
  });

  it("reads @microsoft/signalr after a connection that was lost", async () => {
    const lost = new WebSocketServer({ noServer: true });
    let accepted = false;
    server.removeAllListeners("connection");
    const { createServer: createHttp } = await import("node:http");
    const http = createHttp();
    http.on("upgrade", (request, socket, head) => {
      calls.push(Date.now());
      if (accepted) {
        socket.destroy();
        return;
      }
      accepted = true;
      lost.handleUpgrade(request, socket, head, (connection) => {
        // SignalR's own handshake: both sides say so much, each record ends with 0x1e.
        connection.once("message", () => {
          connection.send("{}\u001e");
          setImmediate(() => connection.terminate());
        });
      });
    });
    server.on("connection", (socket) => http.emit("connection", socket));
    const hub = new HubConnectionBuilder()
      .withUrl(`http://127.0.0.1:${port}/hub`, {
        skipNegotiation: true,
        transport: HttpTransportType.WebSockets,
      })
      .withAutomaticReconnect()
      .configureLogging(LogLevel.None)
      .build();
    await hub.start().catch(() => {});
    const policy = await policyAfter(5);
    void hub.stop();
    expect(policy).toMatchObject({ kind: "listed", scheduleMs: [0, 2_000, 10_000, 30_000] });
    expect(matchLibraries(policy)).toEqual(["@microsoft/signalr"]);
  });
});
