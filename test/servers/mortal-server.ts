import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { takeFreePort } from "./listen.ts";

export type MortalServer = {
  /** `ws://127.0.0.1:41234/api/kernels/4711/channels`. */
  url: string;
  /** Ends its process as `kill -9` does, so that nothing is said to anybody. */
  kill(): Promise<void>;
  /** A new process on the same port, which knows nothing of what the one before it held in memory. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/** Says one word and then nothing; whom it does not know it answers 404, as Jupyter does. */
const PROGRAM = `
const { createServer } = require("node:http");
const { createHash } = require("node:crypto");
const [port, knows] = process.argv.slice(1);
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const server = createServer((_request, response) => response.writeHead(404).end());
server.on("upgrade", (request, socket) => {
  socket.on("error", () => {});
  if (knows !== "all") {
    socket.end("HTTP/1.1 404 Not Found\\r\\nServer: TornadoServer/6.4\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n");
    return;
  }
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  socket.write("HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: " + accept + "\\r\\n\\r\\n");
  const word = Buffer.from('{"msg_type":"status","content":{"execution_state":"idle"}}');
  socket.write(Buffer.concat([Buffer.from([0x81, word.length]), word]));
  socket.resume();
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("listening"));
process.stdin.on("end", () => process.exit()).resume();
`;

/** A server in a process of its own, which can die without a word. It ends with this process, too. */
export async function startMortalServer(): Promise<MortalServer> {
  const port = await takeFreePort();
  let child: ChildProcess | null = null;
  const start = async (knows: "all" | "nothing") => {
    const started = spawn(process.execPath, ["-e", PROGRAM, String(port), knows], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(started.stdout, "data");
    child = started;
  };
  const kill = async () => {
    if (child === null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    child = null;
    await ended;
  };
  await start("all");
  return {
    url: `ws://127.0.0.1:${port}/api/kernels/4711/channels`,
    kill,
    startAgain: () => start("nothing"),
    stop: kill,
  };
}
