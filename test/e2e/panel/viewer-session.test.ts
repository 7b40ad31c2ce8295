import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import type { Connection } from "../../../src/session/session.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import {
  findBar,
  groupLines,
  incidentLines,
  messageCount,
  ordinals,
  subjectOf,
} from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { expectAccessible } from "./axe.ts";

const MINUTE_MS = 60_000;
const CHAT = "wss://chat.example.com/room";
const FEED = "wss://feed.example.com/prices";

let browser: BrowserHandle;
let viewer: Page;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  viewer = await browser.openPanelPage();
});
afterEach(() => viewer.close());

const lost = (url: string, createdAt: number, known = {}): Connection =>
  makeConnection({
    url,
    createdAt,
    open: true,
    close: { code: 1011, at: createdAt + 9_000 },
    ...known,
  });

/** `says`: what each connection received, in their order. */
function makeFile(name: string, connections: Connection[], says: string[][] = []) {
  const numbered = connections.map((one, i) => {
    const bodies = says[i] ?? [];
    const firstAt = one.createdAt + 100;
    const receive = { ...one.receive, count: bodies.length, firstAt };
    return { ...one, ordinal: i + 1, receive };
  });
  const rowsOf = (id: string): StoredRow[] => {
    const at = numbered.findIndex((one) => one.id === id);
    const { createdAt = T0 } = numbered[at] ?? {};
    return (says[at] ?? []).map((body, seq) => ({
      documentId: "d1",
      connectionId: id,
      seq: at * 100 + seq,
      at: createdAt + 100 + seq,
      flags: 0,
      shape: 5,
      sizeBytes: body.length,
      bufferedBytes: 0,
      body,
    }));
  };
  const har = writeHar({
    session: makeSession({ connections: numbered }),
    rowsOf,
    creatorVersion: "1",
    exportedAt: T0 + 60 * MINUTE_MS,
    masked: false,
  });
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(har)) };
}

const openFiles = (...files: ReturnType<typeof makeFile>[]) =>
  viewer.locator("input[type=file]").first().setInputFiles(files);
const filter = () => viewer.locator("#filter");
const subject = () => subjectOf(viewer);
const incidents = () => incidentLines(viewer);

describe("a page and its worker with the same endpoint", () => {
  beforeEach(async () => {
    const ofWorker = { pageWorker: true, documentId: null, id: "worker-1" };
    await openFiles(
      makeFile("worker.har", [lost(CHAT, T0), lost(CHAT, T0 + 1, ofWorker), lost(FEED, T0 + 2)]),
    );
    await groupLines(viewer).first().waitFor();
  });

  it("are two groups that the keyboard goes through, and past them", async () => {
    const list = viewer.locator("#connections");
    await list.focus();
    const passed: (string | null)[] = [];
    for (let i = 0; i < 6; i++) {
      await list.press("ArrowDown");
      await expect.poll(() => list.getByRole("treeitem", { selected: true }).count()).toBe(1);
      passed.push(await list.getByRole("treeitem", { selected: true }).textContent());
    }
    expect(new Set(passed).size).toBe(6);
  });

  it("are told apart when a group is clicked", async () => {
    await groupLines(viewer).filter({ hasText: "page worker" }).click();
    await subject().getByText("page worker").waitFor();
    await viewer.getByRole("tabpanel").getByRole("button", { name: "#2", exact: true }).waitFor();
    expect(
      await viewer.getByRole("tabpanel").getByRole("listitem").filter({ hasText: /^#\d/ }).count(),
    ).toBe(1);
  });
});

describe("a filter, while nothing is selected,", () => {
  beforeEach(async () => {
    const says = [["celsius 21", "rain"], ["celsius 22"], ["wind"]];
    await openFiles(
      makeFile(
        "weather.har",
        [lost(CHAT, T0), lost(CHAT, T0 + 20_000), lost(FEED, T0 + 5_000)],
        says,
      ),
    );
    await incidents().first().waitFor();
  });

  it("leaves the incidents of what it leaves, and says how many findings it hides", async () => {
    expect(await incidents().count()).toBe(2);
    await filter().fill("URL:feed close:1011");
    await expect.poll(() => incidents().count()).toBe(1);
    await incidents().filter({ hasText: "prices" }).waitFor();
    await viewer.getByText(/^\d findings? (is|are) hidden by the filter\.$/).waitFor();
    await filter().fill("url:nowhere");
    await viewer.getByText("Nothing to report about 0 connections").waitFor();
  });

  it("counts the messages that it leaves in the whole session, and leads to them", async () => {
    await filter().fill("celsius");
    await viewer.getByText("2 messages in all connections").waitFor();
    await viewer.getByRole("button", { name: "Show 2 messages in 2 connections" }).click();
    await messageCount(viewer).getByText("2 of 3 messages", { exact: true }).waitFor();
    await filter().fill("wind");
    await viewer.locator("#connections").press("Escape");
    await viewer.getByRole("button", { name: "Show 1 message in 1 connection" }).click();
    await subject().getByText("#3").waitFor();
    await messageCount(viewer).getByText("1 of 1 message", { exact: true }).waitFor();
    await viewer.locator("#connections").press("Escape");
    await filter().fill("hail");
    await viewer.getByText("The filter leaves no message").waitFor();
  });

  it("is searched through as a whole, however slowly one types", async () => {
    await viewer.locator("#connections").focus();
    await viewer.keyboard.press("Control+f");
    const field = viewer.getByRole("searchbox", { name: "Find in messages" });
    const status = findBar(viewer).getByRole("status");
    await field.press("c");
    await subject().getByText("#1").waitFor();
    await messageCount(viewer).waitFor();
    await field.press("e");
    await status.getByText("1 of 2 in all connections").waitFor();
    await field.press("Enter");
    await status.getByText("2 of 2 in all connections").waitFor();
    await subject().getByText("#2").waitFor();
    await field.press("Escape");
    await viewer.keyboard.press("Control+f");
    await field.fill("celsius");
    await status.getByText("1 of 1 in this list").waitFor();
    await field.fill("ce");
    await status.getByText("1 of 1 in this list, 1 in other connections").waitFor();
    await field.press("Enter");
    await subject().getByText("#1").waitFor();
    await field.fill("us 22");
    await status.getByText("0 here, 1 in other connections").waitFor();
    await findBar(viewer).getByRole("button", { name: "Show" }).click();
    await subject().getByText("#2").waitFor();
    await status.getByText("1 of 1 in this list").waitFor();
  });
});

it("tells the same trouble once, however often it came back", async () => {
  // Each time it is back soon, and lives for minutes: no two losses are one outage.
  const starts = [0, 2, 6, 9, 13, 20].map((minutes) => T0 + minutes * MINUTE_MS);
  const losses = starts.map((createdAt, i) => {
    const next = starts[i + 1];
    if (next === undefined) return makeConnection({ url: CHAT, createdAt, open: true });
    return lost(CHAT, createdAt, { close: { code: 1011, at: next - 500 * (i + 1) } });
  });
  await openFiles(makeFile("often.har", losses));
  const line = incidents().filter({ hasText: "×5" });
  await line.getByText("last at").waitFor();
  await line.getByText("5 times, the first at").waitFor();
  expect(await incidents().count()).toBe(1);
});

describe("several files", () => {
  const first = () => makeFile("first.har", [lost(CHAT, T0), lost(FEED, T0)], [["one"], ["two"]]);
  const second = () => makeFile("second.har", [lost(FEED, T0)], [["three"]]);
  const show = (name: string) =>
    viewer.getByRole("toolbar", { name: "Sessions" }).getByRole("button", { name }).first().click();

  it("keep one's place in each", async () => {
    await openFiles(first(), second());
    await viewer.getByRole("button", { name: "second.har", pressed: true }).waitFor();
    await show("first.har");
    await filter().fill("url:room");
    await ordinals(viewer).first().click();
    await viewer.getByRole("tab", { name: /^Messages/ }).click();
    await show("second.har");
    await expect.poll(() => filter().inputValue()).toBe("");
    await incidents().first().waitFor();
    await show("first.har");
    await subject().getByText("#1").waitFor();
    await viewer.getByRole("tab", { name: /^Messages/, selected: true }).waitFor();
    expect(await filter().inputValue()).toBe("url:room");
  });

  it("are seen together, the sick first, and compared as the command line does", async () => {
    const healthy = makeFile("after.har", [
      makeConnection({ url: FEED, createdAt: T0, open: true }),
    ]);
    await openFiles(second(), healthy);
    await show("Overview");
    const rows = viewer.getByRole("table").getByRole("row");
    await rows.nth(2).getByText("Health A").waitFor();
    await rows.nth(1).getByText("second.har").waitFor();
    await expectAccessible(viewer);
    await show("Compare");
    await viewer.getByText(/^better: /).waitFor();
    await expectAccessible(viewer);
    await viewer.getByRole("heading", { name: "Gone" }).waitFor();
    await viewer.getByRole("button", { name: "Swap" }).click();
    await viewer.getByText(/^worse: /).waitFor();
    await show("second.har");
    await incidents().first().waitFor();
  });

  it("are each named where they could not be opened", async () => {
    const damaged = (name: string) => ({ ...first(), name, buffer: Buffer.from("no JSON") });
    await openFiles(damaged("a.har"), first(), damaged("b.har"));
    const alert = viewer.getByRole("alert");
    await alert.getByText("a.har could not be opened").waitFor();
    await alert.getByText("b.har could not be opened").waitFor();
    await viewer.getByRole("button", { name: "first.har", pressed: true }).waitFor();
  });
});

describe("a part of a session", () => {
  it("is exported as the filter leaves it; the file says what is missing, and so does who opens it", async () => {
    const says = [["storm ahead", "calm"], ["price 1"]];
    await openFiles(makeFile("two.har", [lost(CHAT, T0), lost(FEED, T0 + 1_000)], says));
    await filter().fill("storm");
    await viewer.getByRole("button", { name: "Export options" }).click();
    await viewer.getByLabel("Only what the filter leaves").check();
    const { path } = await browser.downloadFrom(() =>
      viewer.getByRole("button", { name: "Export session" }).click(),
    );
    const text = readFileSync(path, "utf8");
    const { session, rows } = readHar(text);
    expect([...rows.values()].flat().map(({ body }) => body)).toEqual(["storm ahead"]);
    expect(session.leftOut).toEqual({ connections: 1, messages: 2, by: ["filter"] });
    expect(text).not.toContain("feed.example.com");
    await viewer.locator("input[type=file]").first().setInputFiles(path);
    await viewer
      .getByText(/This is a part of a session: 1 connection and 2 messages were left out/)
      .waitFor();
  });
});
