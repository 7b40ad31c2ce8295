import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createFaultHandlers } from "../servers/fault-handlers.ts";
import { listen, takeFreePort } from "../servers/listen.ts";
import { readPath } from "../servers/visit.ts";
import { readPageFiles } from "./page-files.ts";
import { station } from "./station.ts";

export type Demo = { url: string; stop(): Promise<void> };

/** The weather station: one page, a station that works, and a row of faults to set off. */
export async function startDemo({ port = 0 }: { port?: number } = {}): Promise<Demo> {
  const faults = createFaultHandlers({ station });
  const files = readPageFiles({ refusedUrl: `ws://127.0.0.1:${await takeFreePort()}/` });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const file = files.get(readPath(request.url).route);
    if (file) {
      response.writeHead(200, { "Content-Type": file.type, "Cache-Control": "no-store" });
      response.end(file.body);
    } else {
      faults.answerRequest(request, response);
    }
  };
  const server = createServer(answer).on("upgrade", faults.answerUpgrade);
  const listening = await listen(server, "127.0.0.1", port);
  return { url: `http://127.0.0.1:${listening.port}/`, stop: listening.stop };
}
