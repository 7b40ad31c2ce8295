/** Conversations that go well for a while, and then do not. */
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { acceptWebSocket } from "./accept.ts";
import { push } from "./traffic.ts";
import { numberAt, type Route } from "./visit.ts";

type Call = { id?: unknown; type?: unknown; method?: unknown };

const parse = (text: string): Call => {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null ? parsed : {};
};

const answer = ({ id }: Call) => JSON.stringify({ jsonrpc: "2.0", id, result: "sleet" });

/** No two neighbours alike: what dies at one age is another fault. */
const FLAP_AGES_MS = [400, 1_500, 700, 1_100];
let flaps = 0;
let onlySocket: WebSocket | null = null;

export const talkRoutes: Record<string, Route> = {
  /** Pushes readings and is cut in their midst, each time at another age. */
  flap: (visit) =>
    acceptWebSocket(visit, async (connection) => {
      push(connection, 100);
      await sleep(FLAP_AGES_MS[flaps++ % FLAP_AGES_MS.length]);
      visit.socket.destroy();
    }),

  /** /cut/:ms. Hears everything, says nothing, and is gone. */
  cut: (visit) =>
    acceptWebSocket(visit, async () => {
      await sleep(numberAt(visit.args, 0, 50));
      visit.socket.destroy();
    }),

  /** /live/:ms/:everyMs. Pushes readings, and is cut in their midst at this age. */
  live: (visit) =>
    acceptWebSocket(visit, async (connection) => {
      push(connection, numberAt(visit.args, 1, 100));
      await sleep(numberAt(visit.args, 0, 3_000));
      visit.socket.destroy();
    }),

  /** /idle-close/:ms/:code/:reason. Echoes; closes by the book what has been quiet for so long. */
  "idle-close": (visit) =>
    acceptWebSocket(visit, (connection) => {
      const [, , reason = ""] = visit.args;
      const close = () => connection.close(numberAt(visit.args, 1, 1000), reason);
      const timer = setTimeout(close, numberAt(visit.args, 0, 1_000));
      connection.on("message", (data) => {
        timer.refresh();
        connection.send(String(data));
      });
      connection.on("close", () => clearTimeout(timer));
    }),

  /** /pong/:times/:cutAfterMs?. Answers so many pings, then none; cut so long after the last. */
  pong: (visit) =>
    acceptWebSocket(visit, (connection) => {
      let left = numberAt(visit.args, 0, Number.POSITIVE_INFINITY);
      connection.on("message", async (data) => {
        const { type } = parse(String(data));
        if (type !== "ping" || left-- <= 0) return;
        connection.send('{"type":"pong"}');
        if (left > 0 || visit.args[1] === undefined) return;
        await sleep(numberAt(visit.args, 1, 1_000));
        visit.socket.destroy();
      });
    }),

  /** /rpc/:times?. JSON-RPC that answers so many calls at once, and the others never. */
  rpc: (visit) =>
    acceptWebSocket(visit, (connection) => {
      let left = numberAt(visit.args, 0, Number.POSITIVE_INFINITY);
      connection.on("message", (data) => {
        if (left-- > 0) connection.send(answer(parse(String(data))));
      });
    }),

  /** /rpc-slow/:fast/:ms. JSON-RPC that answers the first calls at once, and the others late. */
  "rpc-slow": (visit) =>
    acceptWebSocket(visit, (connection) => {
      let fast = numberAt(visit.args, 0, 20);
      connection.on("message", async (data) => {
        if (fast-- <= 0) await sleep(numberAt(visit.args, 1, 2_000));
        if (connection.readyState === WebSocket.OPEN) connection.send(answer(parse(String(data))));
      });
    }),

  /** /rpc-tenth/:ms. JSON-RPC whose every tenth answer takes so long. */
  "rpc-tenth": (visit) =>
    acceptWebSocket(visit, (connection) => {
      let n = 0;
      connection.on("message", async (data) => {
        await sleep(++n % 10 === 0 ? numberAt(visit.args, 0, 1_600) : 15);
        if (connection.readyState === WebSocket.OPEN) connection.send(answer(parse(String(data))));
      });
    }),

  /**
   * /model/:fate. Answers in pieces as language models' services do: `failing` with a gateway's error
   * each time, `stuck` and never goes on, `cut` and is gone in the midst of it, `short` at a limit of
   * tokens, `other` by another model; anything else as it should be.
   */
  model: (visit) =>
    acceptWebSocket(visit, (connection) => {
      const [fate = ""] = visit.args;
      const send = (event: object) => connection.send(JSON.stringify(event));
      connection.on("message", async () => {
        if (fate === "failing") {
          const raw = '{"error":{"message":"Internal server error"}}';
          const metadata = { provider_name: "Cirrus", raw };
          send({ error: { code: 502, message: "Provider returned error", metadata } });
          return;
        }
        const model = fate === "other" ? "gale-2-mini" : "breeze-1-2026-03-01";
        send({ type: "response.created", response: { status: "in_progress", model } });
        for (let n = 0; n < 5; n++) {
          await sleep(40);
          if (connection.readyState !== WebSocket.OPEN) return;
          send({ type: "response.output_text.delta", delta: "drizzle " });
        }
        if (fate === "stuck") return;
        if (fate === "cut") {
          visit.socket.destroy();
          return;
        }
        const details = fate === "short" ? { reason: "max_output_tokens" } : null;
        const status = fate === "short" ? "incomplete" : "completed";
        send({ type: "response.done", response: { status, status_details: details } });
      });
    }),

  /** /once/:code. Answers one message, and its handler has come to its end. */
  once: (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.once("message", (data) => {
        connection.send(`echo ${String(data)}`);
        connection.close(numberAt(visit.args, 0, 1000));
      });
    }),

  /** /goodbye/:ms/:code. Pushes readings, and says goodbye in their midst at this age. */
  goodbye: (visit) =>
    acceptWebSocket(visit, async (connection) => {
      push(connection, 100);
      await sleep(numberAt(visit.args, 0, 4_000));
      connection.close(numberAt(visit.args, 1, 1000));
    }),

  /** /say/:message…. Says these, one after the other, and then echoes. */
  say: (visit) =>
    acceptWebSocket(visit, (connection) => {
      for (const message of visit.args) connection.send(message);
      connection.on("message", (data) => connection.send(String(data)));
    }),

  /** /refuse/:code/:reason/:message…. At the first message it says these, and closes. */
  refuse: (visit) =>
    acceptWebSocket(visit, (connection) => {
      const [, reason = "", ...messages] = visit.args;
      connection.once("message", () => {
        for (const message of messages) connection.send(message);
        connection.close(numberAt(visit.args, 0, 1008), reason);
      });
    }),

  /** /one-socket/:code/:reason. Keeps the newest of its sockets and closes the older one. */
  "one-socket": (visit) =>
    acceptWebSocket(visit, (connection) => {
      const [, reason = ""] = visit.args;
      onlySocket?.close(numberAt(visit.args, 0, 4002), reason);
      onlySocket = connection;
      connection.on("close", () => {
        if (onlySocket === connection) onlySocket = null;
      });
    }),

  /** /stream/:n/:everyMs/:code. Answers a question in so many pieces, and closes when it is done. */
  stream: (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.once("message", async () => {
        for (let n = 0; n < numberAt(visit.args, 0, 20); n++) {
          await sleep(numberAt(visit.args, 1, 20));
          if (connection.readyState !== WebSocket.OPEN) return;
          connection.send(JSON.stringify({ type: "delta", n, text: "drizzle " }));
        }
        connection.close(numberAt(visit.args, 2, 1000));
      });
    }),

  /** /big-cut/:bytes. Echoes; a larger message is the end of it, without a close frame. */
  "big-cut": (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.on("message", (data: Buffer) => {
        if (data.length > numberAt(visit.args, 0, 65_536)) visit.socket.destroy();
        else connection.send(String(data));
      });
    }),

  /** Accepts, and then reads nothing any more. */
  deaf: (visit) => acceptWebSocket(visit, () => visit.socket.pause()),

  /** /binary/:n/:last. So many binary messages, then one text; closes with 1003 at an answer. */
  binary: (visit) =>
    acceptWebSocket(visit, (connection) => {
      for (let n = 0; n < numberAt(visit.args, 0, 20); n++) connection.send(Buffer.alloc(64, n));
      connection.send(visit.args[1] ?? "upstream failed");
      connection.once("message", () => connection.close(1003));
    }),
};
