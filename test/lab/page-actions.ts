import type { Page } from "playwright";

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
