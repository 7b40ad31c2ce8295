import { afterAll, beforeAll, it } from "vitest";
import { startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": '<!doctype html><script src="/chat.js"></script>',
    "/chat.js": {
      body: `"use strict";\n\nfunction connect() {\n  return new WebSocket("${url}/close/1011/no");\n}\nconnect();\n`,
      headers: { "content-type": "text/javascript" },
    },
  }));
});
afterAll(() => watched?.close());

it("“Opened at” shows the line that opened the socket in DevTools' Sources", async () => {
  const { page } = await watched.open("/");
  const panel = await watched.browser.openPanel(page);
  const { frame, devtools } = panel;
  await frame.getByRole("treeitem").filter({ hasText: "closed 1011" }).click();
  await frame.getByRole("tab", { name: "Why" }).click();
  await frame.getByRole("button", { name: "chat.js:4" }).first().click();
  const sources = devtools.getByRole("tab", { name: "Sources", selected: true });
  await sources.waitFor();
  await devtools.getByRole("tab", { name: /^chat\.js/, selected: true }).waitFor();
  await devtools.getByText(/^Line 4, column \d+$/i).waitFor();
  await panel.close();
  await page.close();
});
