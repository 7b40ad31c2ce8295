import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { connectionLines } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const ROWS = 40_000;
const BODY = `{"price":1,"note":"${"calm ".repeat(20)}"}`;

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

function makeLargeFile() {
  const connection = makeConnection({ open: true, receive: { count: ROWS } });
  const rows = Array.from({ length: ROWS }, (_, seq): StoredRow => {
    const { id, documentId } = connection;
    const place = { documentId: documentId ?? "", connectionId: id, seq, at: T0 + 100 + seq };
    const size = { sizeBytes: BODY.length, bufferedBytes: 0 };
    return { ...place, ...size, flags: 0, shape: 0, body: BODY };
  });
  const har = writeHar({
    session: makeSession({ connections: [connection] }),
    rowsOf: () => rows,
    creatorVersion: "1",
    exportedAt: T0 + ROWS,
    masked: false,
  });
  return {
    name: "large.har",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(har)),
  };
}

/**
 * What the busy line says from now on whenever the panel could draw. Whether it does is for the
 * machine to say: on a busy one there may be no frame for half a second.
 */
const watchLine = () =>
  viewer.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      const line = document.querySelector(".note.busy")?.textContent;
      if (line) seen.add(line);
      setTimeout(look);
    };
    look();
    Reflect.set(window, "seenLines", seen);
  });
const seenLines = () =>
  viewer.evaluate(() => [...(Reflect.get(window, "seenLines") as Set<string>)]);

it("says what it does while a large file is read and written, and lets the panel draw", async () => {
  await watchLine();
  await viewer.locator("input[type=file]").first().setInputFiles(makeLargeFile());
  await connectionLines(viewer).waitFor();
  expect((await seenLines())[0]).toMatch(/^Opening large\.har \(\d[\d.,]* MiB\)…/);
  expect(await viewer.getByRole("progressbar").count()).toBe(0);

  await watchLine();
  const { path } = await browser.downloadFrom(() =>
    viewer.getByRole("button", { name: "Export session" }).click(),
  );
  const percents = (await seenLines()).filter((line) =>
    /^Exporting the session….*\d+ %Cancel$/.test(line),
  );
  expect(percents.length).toBeGreaterThan(2);
  const written = readFileSync(path, "utf8");
  const { rows } = readHar(written);
  expect([...rows.values()].map(({ length }) => length)).toEqual([ROWS]);

  await viewer.getByRole("button", { name: "Export options" }).click();
  await viewer.getByLabel("Pack with gzip").check();
  const packed = await browser.downloadFrom(() =>
    viewer.getByRole("button", { name: "Export session" }).click(),
  );
  expect(packed.fileName).toMatch(/\.har\.gz$/);
  expect(gunzipSync(readFileSync(packed.path)).toString()).toBe(written);
});

it("opens nothing of a file that is cancelled, and all of it the next time", async () => {
  await viewer.evaluate(() => {
    const cancel = () => document.querySelector<HTMLElement>(".note.busy button")?.click();
    const looking = new MutationObserver(() => {
      if (document.querySelector(".note.busy button")) looking.disconnect();
      cancel();
    });
    looking.observe(document.body, { childList: true, subtree: true });
  });
  const file = makeLargeFile();
  await viewer.locator("input[type=file]").first().setInputFiles(file);
  await viewer.getByText("Cancelled: large.har was not opened.").waitFor();
  expect(await viewer.getByRole("toolbar", { name: "Sessions" }).count()).toBe(0);
  expect(await viewer.getByRole("progressbar").count()).toBe(0);
  await viewer.locator("input[type=file]").first().setInputFiles(file);
  await connectionLines(viewer).waitFor();
});

it("leaves no file of an export that is cancelled, and none behind of those before", async () => {
  await viewer.locator("input[type=file]").first().setInputFiles(makeLargeFile());
  await connectionLines(viewer).waitFor();
  // As soon as it is there: a fast machine might be through with the file before a test could click.
  await viewer.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("exports", { create: true });
    await folder.getFileHandle("of-a-page-that-is-gone", { create: true });
    const cancel = () => document.querySelector<HTMLElement>(".note.busy button")?.click();
    new MutationObserver(cancel).observe(document.body, { childList: true, subtree: true });
  });
  await viewer.getByRole("button", { name: "Export session" }).click();
  await viewer.getByText("Export cancelled: no file was saved.").waitFor();
  const left = await viewer.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle("exports")).keys()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
});

it("says of a file that cannot be read where it is damaged", async () => {
  const buffer = Buffer.from('{"log": {"entries": 7}}');
  const file = { name: "odd.har", mimeType: "application/json", buffer };
  await viewer.locator("input[type=file]").first().setInputFiles(file);
  const alert = viewer.getByRole("alert");
  await alert.getByText(/^odd\.har could not be opened: log\.entries/).waitFor();
  expect(await viewer.getByRole("progressbar").count()).toBe(0);
});
