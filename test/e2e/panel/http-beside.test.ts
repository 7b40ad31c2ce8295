import { readFile } from "node:fs/promises";
import type { Frame } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Har } from "../../../src/har/session-file.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const SECRET = "abcdefgh12345678XYZ";

let watched: Watched;
let panel: PanelHandle;
let frame: Frame;
let tabId: number;

beforeAll(async () => {
  watched = await startWatched(() => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/api/me": "<!doctype html>my own words",
    "/auth/refresh": { body: "a secret answer", status: 403 },
    // A page server knows no WebSockets: their handshakes are requests like any other.
    "/page": script(`
      const ask = async () => {
        await fetch("/api/me?token=${SECRET}");
        await fetch("/auth/refresh?token=${SECRET}", { method: "POST" });
      };
      new WebSocket("ws://" + location.host + "/no-such-socket");
      setInterval(ask, 1_000);`),
  }));
  const opened = await watched.open("/");
  ({ tabId } = opened);
  panel = await watched.browser.openPanel(opened.page);
  ({ frame } = panel);
  await opened.page.goto(`${watched.pages.url}/page`);
});
afterAll(async () => {
  await panel?.close();
  await watched?.close();
});

describe("HTTP requests of a page to the host of its sockets", () => {
  it("are known by their status, without query and body, several as one", async () => {
    const http = await waitFor("both requests, each more than once", async () => {
      const { session } = await watched.sessions.look(tabId);
      const uses = session.http.filter(({ count }) => count > 1).map(({ use }) => use);
      return uses.includes("plain") && uses.includes("login") && session.http;
    });
    expect(http.find(({ path }) => path === "/api/me")).toMatchObject({
      host: new URL(watched.pages.url).host,
      method: "GET",
      status: 200,
      error: null,
    });
    expect(http.find(({ path }) => path === "/auth/refresh")).toMatchObject({
      method: "POST",
      use: "login",
      status: 403,
    });
    expect(JSON.stringify(http)).not.toContain(SECRET);
    expect(JSON.stringify(http)).not.toContain("words");
  });

  it("tell beside a failed handshake that the host answers", async () => {
    await frame.getByRole("treeitem").filter({ hasText: "handshake refused: 404" }).click();
    await frame.getByRole("tab", { name: "Why" }).click();
    await frame.locator(".evidence").getByText("HTTP to this host works").first().waitFor();
    await frame.getByText("HTTP to this host works at the same time").first().waitFor();
  });

  it("are in the file of the session", async () => {
    const { path } = await watched.browser.downloadFrom(() =>
      frame.getByRole("button", { name: "Export session" }).click(),
    );
    const text = await readFile(path, "utf8");
    const { log }: Har = JSON.parse(text);
    expect(log._stormglass.session.http?.map((request) => request.path)).toContain("/api/me");
    expect(text).not.toContain(SECRET);
  });
});
