import type { FindingId } from "../../../../src/analysis/finding.ts";
import type { Scenario } from "../../scenario.ts";
import { comesBack } from "./comes-back.ts";

/** Scaled down where the defaults would take minutes; the shape is the library's own. */
const GROWING = { minReconnectionDelay: 300, reconnectionDelayGrowFactor: 1.6 };
/** Opened, greeted by the client, and gone before the server has said a word. */
const NEVER_READY: FindingId[] = ["closed-before-ready", "immediate-disconnect"];

export const libraries: Scenario[] = [
  comesBack({
    name: "reconnecting-websocket",
    attempts: 7,
    policy: { kind: "exponential", baseMs: 300, factor: 1.6 },
    start: (page, url) =>
      page.evaluate(
        ([address, options]) => {
          const socket = new window.ReconnectingWebSocket(address, [], options);
          window.stopLibrary = () => socket.close();
        },
        [url, GROWING] as const,
      ),
  }),
  comesBack({
    name: "partysocket",
    attempts: 7,
    policy: { kind: "exponential", baseMs: 300, factor: 1.6 },
    start: (page, url) =>
      page.evaluate(
        ([address, options]) => {
          const socket = new window.PartySocket(address, [], options);
          window.stopLibrary = () => socket.close();
        },
        [url, GROWING] as const,
      ),
  }),
  comesBack({
    name: "socket.io",
    path: "/status/503/socket.io/",
    attempts: 6,
    policy: { kind: "exponential", baseMs: 200, factor: 2 },
    start: (page, url) =>
      page.evaluate((address) => {
        const { origin, pathname } = new URL(address.replace(/^ws/, "http"));
        const socket = io(origin, {
          path: pathname,
          transports: ["websocket"],
          reconnectionDelay: 200,
          randomizationFactor: 0,
        });
        window.stopLibrary = () => socket.disconnect();
      }, url),
  }),
  comesBack({
    name: "phoenix",
    seenPath: "/status/503/phoenix/websocket",
    attempts: 10,
    policy: { kind: "listed" },
    required: ["reconnect-storm"],
    start: (page, url) =>
      page.evaluate((address) => {
        const socket = new window.Phoenix.Socket(address);
        socket.connect();
        window.stopLibrary = () => socket.disconnect();
      }, url),
  }),
  comesBack({
    name: "pusher",
    path: "/app/lost",
    attempts: 6,
    primary: NEVER_READY,
    forbidden: ["gave-up"],
    start: (page, url) =>
      page.evaluate((address) => {
        const { hostname, port } = new URL(address);
        const pusher = new window.Pusher("lost", {
          cluster: "",
          wsHost: hostname,
          wsPort: Number(port),
          forceTLS: false,
          enabledTransports: ["ws"],
        });
        window.stopLibrary = () => pusher.disconnect();
      }, url),
  }),
  comesBack({
    name: "centrifuge",
    attempts: 5,
    start: (page, url) =>
      page.evaluate((address) => {
        const client = new window.Centrifuge(address, { minReconnectDelay: 300 });
        client.on("error", () => {});
        client.connect();
        window.stopLibrary = () => client.disconnect();
      }, url),
  }),
  comesBack({
    name: "mqtt",
    path: "/cut/40/mqtt",
    attempts: 8,
    primary: NEVER_READY,
    policy: { kind: "fixed", baseMs: 400 },
    required: ["reconnect-storm", "no-backoff"],
    forbidden: ["no-jitter"],
    start: (page, url) =>
      page.evaluate((address) => {
        const client = window.mqtt.connect(address, { reconnectPeriod: 400 });
        client.on("error", () => {});
        window.stopLibrary = () => client.end(true);
      }, url),
  }),
  comesBack({
    // A handshake that fails it takes for final; what had opened it tries again.
    name: "graphql-ws",
    path: "/cut/40/graphql-ws",
    attempts: 3,
    primary: NEVER_READY,
    start: (page, url) =>
      page.evaluate((address) => {
        const client = window.graphqlWs.createClient({ url: address, lazy: false });
        window.stopLibrary = () => void client.dispose();
      }, url),
  }),
  comesBack({
    name: "stomp",
    path: "/cut/40/stomp",
    attempts: 8,
    primary: NEVER_READY,
    policy: { kind: "fixed", baseMs: 400 },
    required: ["reconnect-storm", "no-backoff"],
    forbidden: ["no-jitter"],
    start: (page, url) =>
      page.evaluate((address) => {
        const client = new window.StompJs.Client({ brokerURL: address, reconnectDelay: 400 });
        client.activate();
        window.stopLibrary = () => void client.deactivate({ force: true });
      }, url),
  }),
  comesBack({
    name: "robust-websocket",
    attempts: 5,
    start: (page, url) =>
      page.evaluate((address) => {
        const waits = [0, 300, 900, 1_900, 2_700];
        const socket = new window.RobustWebSocket(address, [], {
          shouldReconnect: (_event, { attempts }) => waits[attempts],
        });
        window.stopLibrary = () => socket.close();
      }, url),
  }),
  comesBack({
    name: "signalr",
    path: "/signalr/lost",
    attempts: 5,
    // Let in once, cut, and turned away from then on.
    primary: ["abnormal-closure", "handshake-server-error"],
    start: (page, url) =>
      page.evaluate(async (address) => {
        const { HubConnectionBuilder, HttpTransportType, LogLevel } = window.signalR;
        const connection = new HubConnectionBuilder()
          .withUrl(address.replace(/^ws/, "http"), {
            skipNegotiation: true,
            transport: HttpTransportType.WebSockets,
          })
          .withAutomaticReconnect([0, 300, 900, 2_700])
          .configureLogging(LogLevel.None)
          .build();
        window.stopLibrary = () => void connection.stop();
        await connection.start();
      }, url),
  }),
];
