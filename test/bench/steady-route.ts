import { acceptWebSocket } from "../servers/accept.ts";
import { numberAt, type Route } from "../servers/visit.ts";

const SEND_EVERY_MS = 10;

/** /steady/:messagesPerSecond. 128 B each, at an even rate: what a late timer missed is caught up. */
export const steady: Route = (visit) =>
  acceptWebSocket(visit, (connection) => {
    const perMs = numberAt(visit.args, 0, 1_000) / 1_000;
    const startedAt = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = (performance.now() - startedAt) * perMs;
      for (; sent < due; sent++) connection.send(`${sent}:`.padEnd(128, "x"));
    }, SEND_EVERY_MS);
    connection.on("close", () => clearInterval(timer));
  });
