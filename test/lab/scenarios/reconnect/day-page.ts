/** A page that is connected by its own code and by four libraries, to one gateway. */
import type { Page } from "playwright";
import type { LibraryName } from "../../../servers/client-libraries.ts";
import { SERVICE_PATHS } from "../../../servers/day-services.ts";
import type { LabServers } from "../../lab-servers.ts";
import { loadLibrary } from "../../page-actions.ts";

declare global {
  interface Window {
    day: {
      token: string;
      stopped: boolean;
      /** Which of them are connected, their application ready. */
      ready: Set<string>;
      /** What a person does who has found the right token. */
      logIn(token: string): void;
      stop(): void;
    };
  }
}

export const ROOMS = ["/gate/events", "/gate/rpc"];
/** A client's own longest wait, by which it may notice late that all is well. */
const LONGEST_WAIT_MS = 1_500;
const LIBRARIES: LibraryName[] = ["socket.io", "signalr", "mqtt", "graphql-ws"];
export const ENDPOINTS = ROOMS.length + LIBRARIES.length;

/** Each comes back by itself, as its own makers or documents would have it. */
export async function startDay(
  page: Page,
  servers: LabServers,
  url: string,
  token: string,
): Promise<void> {
  for (const name of LIBRARIES) await loadLibrary(page, servers, name);
  const options = { url, rooms: ROOMS, token, longestMs: LONGEST_WAIT_MS, paths: SERVICE_PATHS };
  await page.evaluate(({ url, rooms, token, longestMs, paths }) => {
    const ready = new Set<string>();
    const stops: (() => void)[] = [];
    const note = (name: string, isReady: boolean) =>
      isReady ? ready.add(name) : ready.delete(name);
    const day = { token, stopped: false, ready, logIn, stop };
    window.day = day;

    const httpUrl = url.replace(/^ws/, "http");
    const socket = io(httpUrl, {
      transports: ["websocket"],
      auth: (give) => give({ token: day.token }),
      reconnectionDelayMax: longestMs,
      reconnectionDelay: 300,
      // One that opens and closes before its first packet it would wait for until then.
      timeout: 2_000,
    });
    socket.on("connect", () => note("socket.io", true));
    socket.on("disconnect", () => note("socket.io", false));
    // A server that closes a socket means it; this page's makers know that theirs does not.
    stops.push(() => socket.disconnect());

    function logIn(right: string) {
      day.token = right;
      socket.connect();
    }
    function stop() {
      day.stopped = true;
      for (const each of stops) each();
    }

    for (const room of rooms) {
      let tries = 0;
      const connect = () => {
        const own = new WebSocket(`${url}${room}?token=${day.token}`);
        own.onopen = () => own.send("hello");
        own.onmessage = () => {
          tries = 0;
          note(room, true);
        };
        own.onclose = () => {
          note(room, false);
          const waitMs = Math.min(longestMs, 300 * 1.5 ** tries++);
          if (!day.stopped) setTimeout(connect, waitMs);
        };
        current = own;
      };
      let current: WebSocket | null = null;
      stops.push(() => current?.close(1000));
      connect();
    }

    const { HubConnectionBuilder, HttpTransportType, LogLevel } = window.signalR;
    const hub = new HubConnectionBuilder()
      .withUrl(`${httpUrl}${paths.signalr}`, {
        skipNegotiation: true,
        transport: HttpTransportType.WebSockets,
        accessTokenFactory: () => day.token,
      })
      .withKeepAliveInterval(2_000)
      .withAutomaticReconnect({
        nextRetryDelayInMilliseconds: ({ previousRetryCount }) =>
          Math.min(longestMs, 300 * 2 ** previousRetryCount),
      })
      .configureLogging(LogLevel.None)
      .build();
    hub.onreconnecting(() => note("signalr", false));
    hub.onreconnected(() => note("signalr", true));
    // As its documents have it: a first start that fails is tried again by the page.
    const startHub = () =>
      hub.start().then(
        () => note("signalr", true),
        () => setTimeout(startHub, 2_000),
      );
    stops.push(() => void hub.stop());
    startHub();

    const client = window.mqtt.connect(`${url}${paths.mqtt}`, {
      username: "page",
      reconnectPeriod: 2_500,
      reconnectOnConnackError: true,
      keepalive: 3,
      password: day.token,
    });
    client.on("error", () => {});
    client.on("connect", () => note("mqtt", true));
    client.on("close", () => {
      note("mqtt", false);
      client.options.password = day.token;
    });
    stops.push(() => client.end(true));

    const graphql = window.graphqlWs.createClient({
      url: `${url}${paths.graphql}`,
      lazy: false,
      connectionParams: () => ({ token: day.token }),
      retryAttempts: 1_000,
      shouldRetry: () => true,
      keepAlive: 2_000,
      retryWait: (tries) =>
        new Promise((wake) => setTimeout(wake, Math.min(longestMs, 300 * 2 ** tries))),
      onNonLazyError: () => {},
      on: {
        connected: () => note("graphql-ws", true),
        closed: () => note("graphql-ws", false),
      },
    });
    stops.push(() => void graphql.dispose());
  }, options);
}

export const untilReady = (page: Page) => untilCount(page, ENDPOINTS);
export const untilGone = (page: Page) => untilCount(page, 0);

/** Waits until so many are connected; who else is, is said where that never comes. */
async function untilCount(page: Page, count: number): Promise<void> {
  try {
    await page.waitForFunction((wanted) => window.day.ready.size === wanted, count, {
      polling: 50,
      timeout: 30_000,
    });
  } catch {
    const ready = await page.evaluate(() => [...window.day.ready].join(", "));
    throw new Error(`not ${count} connected, but: ${ready}`);
  }
}
