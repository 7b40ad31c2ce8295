import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "./listen.ts";

export type Page = {
  body: string;
  status?: number;
  headers?: Record<string, string>;
  /** Its head goes at once, and its body when somebody asks for this path. */
  heldUntil?: string;
};

export type PageServer = {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  url: string;
  /** One for each address, in the order in which they were asked for. */
  urls: string[];
  /** Adds a page or replaces one; a string is its HTML. */
  setPage(path: string, page: string | Page): void;
  stop(): Promise<void>;
};

/** Serves the given pages, the same ones on each of the loopback addresses. */
export async function startPageServer(
  given: Record<string, string | Page>,
  hosts: string[] = ["127.0.0.1"],
): Promise<PageServer> {
  const pages = new Map(Object.entries(given));
  const asked = new EventEmitter();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? "/").split("?", 1)[0] as string;
    const found = pages.get(path) ?? { body: "no such page", status: 404 };
    const page: Page = typeof found === "string" ? { body: found } : found;
    response.writeHead(page.status ?? 200, {
      "Content-Type": typeOf(path),
      ...page.headers,
    });
    response.flushHeaders();
    if (page.heldUntil) asked.once(page.heldUntil, () => response.end(page.body));
    else response.end(page.body);
    asked.emit(path);
  };
  const listening = await Promise.all(hosts.map((host) => listen(createServer(answer), host)));
  const urls = listening.map(({ host, port }) => `http://${host}:${port}`);
  const [url] = urls;
  if (url === undefined) throw new Error("a page server needs an address");
  return {
    url,
    urls,
    setPage: (path, page) => pages.set(path, page),
    stop: async () => {
      await Promise.all(listening.map(({ stop }) => stop()));
    },
  };
}

function typeOf(path: string): string {
  if (path.endsWith(".js")) return "text/javascript; charset=utf-8";
  if (path.endsWith(".css")) return "text/css; charset=utf-8";
  return "text/html; charset=utf-8";
}
