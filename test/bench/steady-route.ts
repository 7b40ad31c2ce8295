import { acceptWebSocket } from "../servers/accept.ts";
import { numberAt, type Route } from "../servers/visit.ts";

const SEND_EVERY_MS = 10;

/**
 * /steady/:messagesPerSecond/:sizeBytes?/:count?. Each begins with its number. They come at an even
 * rate: what a late timer missed is caught up.
 */
export const steady: Route = (visit) =>
  acceptWebSocket(visit, (connection) => {
    const perMs = numberAt(visit.args, 0, 1_000) / 1_000;
    const sizeBytes = numberAt(visit.args, 1, 128);
    const count = numberAt(visit.args, 2, Number.POSITIVE_INFINITY);
    const startedAt = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(count, (performance.now() - startedAt) * perMs);
      for (; sent < due; sent++) connection.send(`${sent}:`.padEnd(sizeBytes, "x"));
    }, SEND_EVERY_MS);
    connection.on("close", () => clearInterval(timer));
  });
