/** What a page does in many scenarios. Each resolves when it has happened. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { waitFor } from "../harness/wait-for.ts";
import { type LibraryName, libraryPath } from "../servers/client-libraries.ts";
import type { FaultServer } from "../servers/fault-server.ts";
import type { LabServers } from "./lab-servers.ts";

/** Opens a connection in the page and waits for its end; once open, it sends `sendBytes` at once. */
export const openUntilClosed = (page: Page, url: string, sendBytes = 0): Promise<void> =>
  page.evaluate(
    ([address, size]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => size > 0 && socket.send("x".repeat(size));
        socket.onclose = () => resolve();
      }),
    [url, sendBytes] as const,
  );

/** Opens a connection, says these once it is open, and waits for its end. */
export const sayUntilClosed = (
  page: Page,
  url: string,
  messages: string[],
  protocols: string[] = [],
): Promise<void> =>
  page.evaluate(
    ([address, texts, names]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address, names);
        socket.onopen = () => {
          for (const text of texts) socket.send(text);
        };
        socket.onclose = () => resolve();
      }),
    [url, messages, protocols] as const,
  );

/** The same connection over and over, each said a word to and waited for until it ends. */
export async function openAgain(
  page: Page,
  url: string,
  { times, waitMs, sendBytes = 0 }: { times: number; waitMs: number; sendBytes?: number },
): Promise<void> {
  for (let n = 0; n < times; n++) {
    if (n > 0) await sleep(waitMs);
    await openUntilClosed(page, url, sendBytes);
  }
}

/** Opens connections in the page and waits until all of them are open. */
export const openAll = (page: Page, url: string, count: number): Promise<void> =>
  page.evaluate(
    async ([address, n]) => {
      const opened = Array.from({ length: n }, () => {
        const socket = new WebSocket(address);
        return new Promise((resolve) => {
          socket.onopen = resolve;
        });
      });
      await Promise.all(opened);
    },
    [url, count] as const,
  );

/** Retries as the page's own code would: one attempt after each of these waits. */
export const retry = (page: Page, url: string, waitsMs: number[]): Promise<void> =>
  page.evaluate(
    async ([address, waits]) => {
      for (const waitMs of [...waits, null]) {
        const socket = new WebSocket(address);
        await new Promise((resolve) => {
          socket.onclose = resolve;
        });
        if (waitMs !== null) await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    },
    [url, waitsMs] as const,
  );

export const loadLibrary = async (page: Page, { pages }: LabServers, name: LibraryName) => {
  await page.addScriptTag({ url: `${pages.url}${libraryPath(name)}`, ...scriptType(name) });
};

/** The one that has no build for a plain script tag. */
const scriptType = (name: LibraryName) => (name === "partysocket" ? { type: "module" } : {});

/** Long enough for the close to reach the library, and shorter than its next wait. */
const AFTER_CLOSE_MS = 150;

/** Waits until a server has been asked so often for paths that begin like this, and a moment more. */
export async function untilAttempts(
  { requests }: FaultServer,
  path: string,
  count: number,
): Promise<void> {
  const isOne = (request: FaultServer["requests"][number]) =>
    request.upgrade && request.path.startsWith(path);
  await waitFor(`${count} attempts at ${path}`, () => requests.filter(isOne).length >= count);
  await sleep(AFTER_CLOSE_MS);
}
