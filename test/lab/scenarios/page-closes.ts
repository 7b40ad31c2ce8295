import { expectOne, type Scenario } from "../scenario.ts";

export const pageCloses: Scenario = {
  name: "the page calls close()",
  devtools: "closed",
  run: (page, { faults }) =>
    page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => socket.send("last words");
          socket.onmessage = () => socket.close(1000, "done");
          socket.onclose = () => resolve();
        }),
      `${faults.url}/echo`,
    ),
  expect: expectOne("/echo", "closed-by-page", "trouble"),
};
