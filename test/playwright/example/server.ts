/** A page with prices, and the server that sends them: what the tests here are about. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

const PAGE = `<!doctype html><title>Prices</title><p id="price">waiting</p><script>
const url = (path) => location.origin.replace("http", "ws") + path;
function connect(path) {
  const socket = new WebSocket(url(path));
  socket.onmessage = ({ data }) => { document.querySelector("#price").textContent = data; };
  return socket;
}
</script>`;

const WORKER = `const socket = new WebSocket(location.origin.replace("http", "ws") + "/prices");
socket.onmessage = ({ data }) => postMessage(data);`;

/** Each lives for one test. */
export async function startServer(): Promise<{ url: string; stop(): void }> {
  const http = createServer((request, response) => {
    const isWorker = request.url === "/worker.js";
    response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
    response.end(isWorker ? WORKER : PAGE);
  });
  const sockets = new WebSocketServer({ noServer: true });
  let drops = 0;
  http.on("upgrade", (request, stream, head) => {
    if (request.url === "/forbidden") {
      stream.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => greet(socket, request.url ?? "/"));
  });
  const greet = (socket: WebSocket, path: string) => {
    socket.on("message", () => {
      if (path === "/limited") socket.close(1008, "one subscription a user");
      if (path === "/flaky" && drops++ === 0) socket.terminate();
    });
    socket.send("42.00");
  };
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      http.close();
    },
  };
}
