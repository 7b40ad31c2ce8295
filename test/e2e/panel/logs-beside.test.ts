import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { findingCards, incidentLines, ordinals } from "../../harness/on-screen.ts";
import { NGINX_FORMAT } from "../../servers/logged-proxies.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { recordedOf, sessionOf } from "../../unit/logs/recorded.ts";
import { expectAccessible } from "./axe.ts";
import { makeFile, openInViewer } from "./opened-file.ts";

let browser: BrowserHandle;
let viewer: Page;
/** Its first connection: other tests count on from one another. */
let first: string;

const sceneOf = (server: string, fault: string) => {
  const scene = recordedOf(server).find((each) => each.fault === fault);
  if (!scene) throw new Error(`${server} has no ${fault}`);
  return scene;
};
const nginx = sceneOf("nginx", "an idle limit");
const haproxy = sceneOf("haproxy", "an idle limit");
/** The browser's clock is so much ahead. */
const AHEAD_MS = 40_000;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  const session = sessionOf(nginx.seen, (at) => at + AHEAD_MS, true);
  first = `#${[...session.connections.values()][0]?.ordinal}`;
  viewer = await openInViewer(browser, makeFile(session));
  await incidentLines(viewer).first().waitFor();
});
afterAll(() => browser?.close());

const logFile = (name: string, text: string | Buffer) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(text),
});
const drop = (...files: ReturnType<typeof logFile>[]) =>
  viewer.locator("input[type=file]").first().setInputFiles(files);
const card = (name: string) => viewer.getByRole("region", { name, exact: true });

describe("servers' logs beside a session", () => {
  it("are recognised, packed or not, and their clock is told", async () => {
    await drop(
      logFile("access.log", nginx.logs["access.log"] ?? ""),
      logFile("error.log.gz", gzipSync(nginx.logs["error.log"] ?? "")),
    );
    await viewer.getByRole("tab", { name: "Logs 2", selected: true }).waitFor();
    const error = await card("error.log.gz").innerText();
    expect(error).toMatch(/Recognised: nginx, error log \(\d+ lines\)/);
    expect(error).toMatch(/Its clock is (?:39|40)\.?\d* s behind the browser's, ± /);
    // Its format is its operator's own: it is asked for.
    await card("access.log").getByText("Its server has a format of its own").click();
    await card("access.log").getByLabel("nginx's log_format").fill(NGINX_FORMAT);
    await card("access.log").getByRole("button", { name: "Read again" }).click();
    await card("access.log").getByText("by the format that was given").waitFor();
    expect(await card("access.log").innerText()).toContain("5 by name");
  });

  it("show each hop on one clock, and which was the first to end", async () => {
    await viewer.getByRole("tabpanel").getByRole("button", { name: first, exact: true }).click();
    await viewer.getByRole("tab", { name: "Path", selected: true }).waitFor();
    const hops = viewer.getByRole("list", { name: "Hops, from the page to the server" });
    await expect.poll(() => hops.getByRole("listitem").count()).toBe(2);
    const [page = "", proxy = ""] = await hops.getByRole("listitem").allInnerTexts();
    expect(page).toMatch(/^page\s/);
    expect(page).toContain("with 1006");
    expect(proxy).toMatch(/^nginx\s/);
    expect(proxy).toContain("upstream timed out");
    await expectAccessible(viewer);
    await viewer.getByText(/^Likely by the log of nginx \(line \d+\)/).waitFor();
  });

  it("give the finding what they show", async () => {
    await viewer.getByRole("tab", { name: "Why" }).click();
    await findingCards(viewer)
      .first()
      .getByText(/Likely by the log of nginx/)
      .waitFor();
  });

  it("are kept in an exported session where that is ticked, and told of without them", async () => {
    await viewer.getByRole("button", { name: "Export options" }).click();
    await viewer.getByRole("checkbox", { name: "Keep what the logs say" }).check();
    const { path } = await browser.downloadFrom(() =>
      viewer.getByRole("button", { name: "Export session" }).click(),
    );
    const buffer = await readFile(path);
    const name = "kept.har";
    const file = viewer.locator("input[type=file]").first();
    await file.setInputFiles({ name, mimeType: "application/json", buffer });
    await viewer.getByRole("tab", { name: "Logs 2" }).click();
    expect(await card("access.log").innerText()).toContain("5 by name");
    expect(
      await card("access.log")
        .getByRole("button", { name: /^Remove/ })
        .count(),
    ).toBe(0);
    await viewer.getByRole("tabpanel").getByRole("button", { name: first, exact: true }).click();
    await viewer.getByText(/^Likely by the log of nginx \(line \d+\)/).waitFor();
    const close = viewer.getByRole("button", { name: `Close ${name}` });
    await close.click();
    await close.waitFor({ state: "detached" });
  });

  it("can be taken away, with all that they showed", async () => {
    await viewer.locator("#connections").press("Escape");
    await viewer.getByRole("tab", { name: /^Logs/ }).click();
    await card("access.log").getByRole("button", { name: "Remove access.log" }).click();
    await viewer.getByRole("tab", { name: "Logs 1", selected: true }).waitFor();
    await card("error.log.gz").getByRole("button", { name: "Remove error.log.gz" }).click();
    await viewer.getByRole("tab", { name: "Why", selected: true }).waitFor();
    await ordinals(viewer).first().click();
    await findingCards(viewer).first().waitFor();
    expect(await viewer.getByText(/by the log of nginx/).count()).toBe(0);
    expect(await viewer.getByRole("tab", { name: "Path" }).count()).toBe(0);
  });

  it("that are hostile, of another day or no text, say so, and are never markup", async () => {
    const hostile = `\u001b[2J<img src=x onerror="document.title='hit'">\n${"(a+)+$".repeat(2_000)}\n{"a":${"[".repeat(5_000)}\n`;
    const other = (haproxy.logs["haproxy.log"] ?? "").replaceAll(/\/[A-Z][a-z]{2}\/20/g, "/Jan/20");
    await drop(
      logFile("hostile.log", hostile),
      logFile("haproxy.log", other),
      logFile("picture.log", Buffer.from([7, 0, 1, 2, 0, 0, 255])),
    );
    await viewer.getByRole("tab", { name: "Logs 2", selected: true }).waitFor();
    expect(await card("hostile.log").innerText()).toContain("Not recognised");
    expect(await card("hostile.log").locator("img").count()).toBe(0);
    await expectAccessible(viewer);
    expect(await viewer.title()).not.toBe("hit");
    expect(await card("haproxy.log").innerText()).toContain("ends before the session begins");
    await viewer.getByRole("alert").getByText("picture.log could not be opened").waitFor();
  });
});
