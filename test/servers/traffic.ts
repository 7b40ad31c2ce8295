import { WebSocket } from "ws";

/** So many messages are handed over before the next ones wait for the network. */
const BURST = 256;

/** Sends `count` messages of `sizeBytes`, each beginning with its number and a colon. */
export async function flood(
  connection: WebSocket,
  count: number,
  sizeBytes: number,
  binary = false,
) {
  for (let i = 0; i < count && connection.readyState === WebSocket.OPEN; i++) {
    const text = `${i}:`.padEnd(sizeBytes, "x");
    const body = binary ? Buffer.from(text) : text;
    if (i % BURST !== BURST - 1) connection.send(body);
    else await new Promise<void>((resolve) => connection.send(body, () => resolve()));
  }
}

/** Answers once, when `count` messages have come. */
export function countTo(connection: WebSocket, count: number): void {
  let received = 0;
  connection.on("message", () => {
    if (++received === count) connection.send(String(count));
  });
}

/** Sends a small JSON reading every `everyMs` until the connection ends. */
export function push(connection: WebSocket, everyMs: number): void {
  let n = 0;
  const timer = setInterval(() => {
    n++;
    connection.send(JSON.stringify({ type: "reading", n, hPa: 1013 - (n % 7) }));
  }, everyMs);
  connection.on("close", () => clearInterval(timer));
}
