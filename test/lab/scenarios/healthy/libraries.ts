import { loadLibrary } from "../../page-actions.ts";
import { expectOpen, type Scenario } from "../../scenario.ts";

/** Normal sessions of client libraries with their own servers. */
export const healthyLibraries: Scenario[] = [
  {
    name: "healthy: Socket.IO",
    devtools: "open",
    core: true,
    async run(page, servers) {
      await loadLibrary(page, servers, "socket.io");
      await page.evaluate(async (url) => {
        const socket = io(url);
        // It begins with long polling and goes over to a WebSocket, before or after it is connected.
        const upgraded = new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
        await new Promise<void>((resolve) => socket.once("connect", resolve));
        await upgraded;
        await socket.emitWithAck("say", "hello");
        for (let n = 0; n < 4; n++) await new Promise((resolve) => socket.once("reading", resolve));
      }, servers.socketIo.url);
    },
    expect: expectOpen("/socket.io/"),
  },
  {
    name: "healthy: MQTT",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "mqtt");
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const client = window.mqtt.connect(url, { keepalive: 1, username: "keeper" });
            let received = 0;
            client.on("connect", () => client.subscribe("weather"));
            client.on("message", () => {
              if (++received === 8) resolve();
            });
            setInterval(() => client.publish("weather", "sleet"), 400);
          }),
        servers.mqtt.url,
      );
    },
    expect: expectOpen("/mqtt"),
  },
  {
    name: "healthy: MQTT, nothing but its keep-alive",
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, "mqtt");
      await page.evaluate(async (url) => {
        const client = window.mqtt.connect(url, { keepalive: 1 });
        await new Promise<void>((resolve) => client.on("connect", () => resolve()));
        await new Promise((resolve) => setTimeout(resolve, 6_000));
      }, servers.mqtt.url);
    },
    expect: expectOpen("/mqtt"),
  },
  {
    name: "healthy: GraphQL subscription",
    devtools: "open",
    async run(page, servers) {
      await loadLibrary(page, servers, "graphql-ws");
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve, reject) => {
            const client = window.graphqlWs.createClient({ url, lazy: false });
            const query = "subscription { readings(to: 20) }";
            client.subscribe({ query }, { next: () => {}, error: reject, complete: resolve });
          }),
        servers.graphql.url,
      );
    },
    expect: expectOpen("/graphql"),
  },
  {
    name: "healthy: Phoenix",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "phoenix");
      await page.evaluate(async (url) => {
        const socket = new window.Phoenix.Socket(url, { heartbeatIntervalMs: 700 });
        socket.connect();
        const joining = socket.channel("weather:north").join();
        await new Promise<void>((resolve) => joining.receive("ok", resolve));
        await new Promise((resolve) => setTimeout(resolve, 4_000));
      }, `${servers.faults.url}/phoenix`);
    },
    expect: expectOpen("/phoenix/websocket"),
  },
  {
    name: "healthy: Pusher",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "pusher");
      await page.evaluate(async (url) => {
        const { hostname, port } = new URL(url);
        const pusher = new window.Pusher("steady", {
          cluster: "",
          wsHost: hostname,
          wsPort: Number(port),
          forceTLS: false,
          enabledTransports: ["ws"],
        });
        const channel = pusher.subscribe("weather");
        await new Promise((resolve) => channel.bind("pusher:subscription_succeeded", resolve));
      }, servers.faults.url);
    },
    expect: expectOpen("/app/steady"),
  },
  {
    name: "healthy: STOMP",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "stomp");
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const client = new window.StompJs.Client({ brokerURL: url });
            let received = 0;
            const send = () => client.publish({ destination: "/weather", body: "sleet" });
            client.onConnect = () => {
              client.subscribe("/weather", () => {
                if (++received === 6) resolve();
                else send();
              });
              send();
            };
            client.activate();
          }),
        `${servers.faults.url}/stomp`,
      );
    },
    expect: expectOpen("/stomp"),
  },
  {
    name: "healthy: SignalR",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "signalr");
      await page.evaluate(async (url) => {
        const { HubConnectionBuilder, HttpTransportType } = window.signalR;
        const transport = HttpTransportType.WebSockets;
        const connection = new HubConnectionBuilder()
          .withUrl(url, { skipNegotiation: true, transport })
          .build();
        connection.keepAliveIntervalInMilliseconds = 600;
        await connection.start();
        await new Promise((resolve) => setTimeout(resolve, 4_000));
      }, `${servers.faults.httpUrl}/signalr`);
    },
    expect: expectOpen("/signalr"),
  },
  {
    name: "healthy: Centrifugo",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "centrifuge");
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const client = new window.Centrifuge(url);
            client.on("connected", () => resolve());
            client.connect();
          }),
        `${servers.faults.url}/centrifugo`,
      );
    },
    expect: expectOpen("/centrifugo"),
  },
  {
    name: "healthy: a development server",
    devtools: "open",
    async run(page, { startDevServer }) {
      const { url, changeStyle } = await startDevServer();
      await page.goto(url);
      const hasColor = (color: string) =>
        page.waitForFunction((wanted) => getComputedStyle(document.body).color === wanted, color);
      await hasColor("rgb(0, 0, 128)");
      await changeStyle();
      await hasColor("rgb(0, 128, 128)");
    },
    expect: expectOpen("/"),
  },
];
