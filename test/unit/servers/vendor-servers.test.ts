import { readFileSync } from "node:fs";
import { connect as connectMqtt } from "mqtt";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { libraryPath, readClientLibraries } from "../../servers/client-libraries.ts";
import { startDevServer } from "../../servers/dev-server.ts";
import { startFaultServer } from "../../servers/fault-server.ts";
import { startGraphqlServer } from "../../servers/graphql-server.ts";
import { startMqttBroker } from "../../servers/mqtt-broker.ts";
import { vendorRoutes } from "../../servers/vendor-routes.ts";
import { nextMessage, openSocket, watchSocket } from "./page-side.ts";

const started = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>) => {
  const server = await starting;
  onTestFinished(() => server.stop());
  return server;
};

describe("the MQTT broker", () => {
  it("passes on what is published", async () => {
    const { url } = await started(startMqttBroker());
    const client = connectMqtt(url);
    onTestFinished(() => void client.end(true));
    await client.subscribeAsync("weather");
    const heard = new Promise((resolve) => client.once("message", (_, body) => resolve(`${body}`)));
    await client.publishAsync("weather", "sleet");
    expect(await heard).toBe("sleet");
  });

  it("does not let the stranger in", async () => {
    const { url } = await started(startMqttBroker());
    const client = connectMqtt(url, { username: "stranger", password: "x", reconnectPeriod: 0 });
    onTestFinished(() => void client.end(true));
    const error = await new Promise<Error>((resolve) => client.once("error", resolve));
    expect(error).toMatchObject({ code: 4 });
  });
});

describe("the GraphQL server", () => {
  const PROTOCOLS = ["graphql-transport-ws"];

  it("acknowledges, counts up and completes", async () => {
    const { url } = await started(startGraphqlServer());
    const socket = new WebSocket(url, PROTOCOLS);
    const types: string[] = [];
    const completed = new Promise<void>((resolve) => {
      socket.on("open", () => socket.send('{"type":"connection_init"}'));
      socket.on("message", (data) => {
        const { type } = JSON.parse(String(data)) as { type: string };
        types.push(type);
        const payload = { query: "subscription { readings(to: 2) }" };
        if (type === "connection_ack") {
          socket.send(JSON.stringify({ type: "subscribe", id: "1", payload }));
        }
        if (type === "complete") resolve();
      });
    });
    await completed;
    socket.terminate();
    expect(types).toEqual(["connection_ack", "next", "next", "complete"]);
  });

  it("closes with its own codes for a missing and for a refused connection_init", async () => {
    const { url } = await started(startGraphqlServer());
    expect((await watchSocket(url, { protocols: PROTOCOLS })).code).toBe(4408);
    const send = ['{"type":"connection_init","payload":{"token":"wrong"}}'];
    expect((await watchSocket(url, { protocols: PROTOCOLS, send })).code).toBe(4403);
  });
});

describe("the development server", () => {
  it("serves a page that is told of changes", async () => {
    const { url } = await started(startDevServer());
    expect(await (await fetch(url)).text()).toContain("/@vite/client");
  });
});

describe("services by their own protocols", () => {
  it("answer as much as their clients need", async () => {
    const { url } = await started(startFaultServer({ more: vendorRoutes }));
    const ask = async (path: string, text: string) => {
      const socket = await openSocket(`${url}${path}`);
      socket.send(text);
      const answer = await nextMessage(socket);
      socket.terminate();
      return answer;
    };
    expect(await ask("/phoenix/websocket", '["1","2","weather","phx_join",{}]')).toBe(
      '["1","2","weather","phx_reply",{"status":"ok","response":{}}]',
    );
    expect(await ask("/stomp", "CONNECT\naccept-version:1.2\n\n\0")).toMatch(/^CONNECTED\n/);
    expect(await ask("/signalr", '{"protocol":"json","version":1}\u001e')).toBe("{}\u001e");
    expect(await ask("/centrifugo", '{"id":1,"connect":{}}')).toMatch(/^\{"id":1,"connect":/);
    expect((await watchSocket(`${url}/app/4004`)).code).toBe(4004);
  });

  it("SignalR lets a client in once where it is to be lost", async () => {
    const { url } = await started(startFaultServer({ more: vendorRoutes }));
    const send = ['{"protocol":"json","version":1}\u001e'];
    expect(await watchSocket(`${url}/signalr/lost`, { send })).toMatchObject({ code: 1006 });
    expect(await watchSocket(`${url}/signalr/lost`)).toMatchObject({ status: 503 });
  });
});

describe("the client libraries", () => {
  it("are served as their packages have them", () => {
    const pages = readClientLibraries();
    expect(Object.keys(pages)).toHaveLength(12);
    expect(pages[libraryPath("mqtt")]?.body).toBe(
      readFileSync("node_modules/mqtt/dist/mqtt.min.js", "utf8"),
    );
    expect(pages[libraryPath("partysocket")]?.body).toContain("window");
  });
});
