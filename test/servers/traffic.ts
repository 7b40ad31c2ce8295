import { WebSocket } from "ws";

/** So many messages are handed over before the next ones wait for the network. */
const BURST = 256;

/** Sends `count` messages of `sizeBytes`, each beginning with its number and a colon. */
export async function flood(connection: WebSocket, count: number, sizeBytes: number) {
  for (let i = 0; i < count && connection.readyState === WebSocket.OPEN; i++) {
    const body = `${i}:`.padEnd(sizeBytes, "x");
    if (i % BURST !== BURST - 1) connection.send(body);
    else await new Promise<void>((resolve) => connection.send(body, () => resolve()));
  }
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
