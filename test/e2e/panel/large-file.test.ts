import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { writeHar, writeHarParts } from "../../../src/har/write.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { connectionLines, messageCount, messageRows, ordinals } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const ROWS = 40_000;
const BODY = `{"price":1,"note":"${"calm ".repeat(20)}"}`;
const LONG_BODY = `{"price":1,"note":"${"calm ".repeat(200)}"}`;

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

const mimeType = "application/json";

function makeLargeSession(count: number, body = BODY) {
  const connection = makeConnection({ open: true, receive: { count } });
  const rows = Array.from({ length: count }, (_, seq): StoredRow => {
    const { id, documentId } = connection;
    const place = { documentId: documentId ?? "", connectionId: id, seq, at: T0 + 100 + seq };
    const size = { sizeBytes: body.length, bufferedBytes: 0 };
    return { ...place, ...size, flags: 0, shape: 0, body };
  });
  return {
    session: makeSession({ connections: [connection] }),
    rowsOf: () => rows,
    creatorVersion: "1",
    exportedAt: T0 + count,
    masked: false,
  };
}

/** In one line, as no export of ours is: it is read as a whole. */
const makeLargeFile = () => ({
  name: "large.har",
  mimeType,
  buffer: Buffer.from(JSON.stringify(writeHar(makeLargeSession(ROWS)))),
});

/** So much that it is left where it lies. */
const OWN_ROWS = 5_000;
const makeOwnSession = () => makeLargeSession(OWN_ROWS, LONG_BODY);

async function makeOwnFile(change = (text: string) => text, large = makeOwnSession()) {
  const parts: string[] = [];
  for await (const part of writeHarParts(large)) parts.push(part);
  return { name: "own.har", mimeType, buffer: Buffer.from(change(parts.join(""))) };
}

const choose = (file: { name: string; mimeType: string; buffer: Buffer } | string) =>
  viewer.locator("input[type=file]").first().setInputFiles(file);
const scratchNames = () =>
  viewer.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle("exports")).keys()) names.push(name);
    return names;
  });
const untilIdle = () => expect.poll(() => viewer.locator(".note.busy").count()).toBe(0);

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

it("shows a large file of ours before its messages are found, and writes it anew as it was", async () => {
  const large = makeOwnSession();
  await watchLine();
  await choose(await makeOwnFile(undefined, large));
  await connectionLines(viewer).waitFor();
  await untilIdle();
  const filling = /^Reading the messages of own\.har \(.* MiB\)….*\d+ %Cancel$/;
  expect((await seenLines()).filter((line) => filling.test(line)).length).toBeGreaterThan(0);

  await ordinals(viewer).first().click();
  await viewer.getByRole("tab", { name: /Messages/ }).click();
  await messageCount(viewer).filter({ hasText: "5,000" }).waitFor();
  await messageRows(viewer).first().click();
  await viewer.keyboard.press("End");
  await viewer.getByText(`"note":"calm`).first().waitFor();

  const save = async () => {
    const { path } = await browser.downloadFrom(() =>
      viewer.getByRole("button", { name: "Export session" }).click(),
    );
    await untilIdle();
    return path;
  };
  const first = await save();
  const { rows } = readHar(readFileSync(first, "utf8"));
  expect(isDeepStrictEqual([...rows.values()], [large.rowsOf()])).toBe(true);
  const written = readFileSync(first);
  // So many equal messages would be packed so well that the file is a small one.
  const buffer = gzipSync(written, { level: 0 });
  await choose({ name: "packed.har.gz", mimeType: "application/gzip", buffer });
  const closePacked = viewer.getByRole("button", { name: "Close packed.har.gz" });
  await closePacked.waitFor();
  await untilIdle();
  expect(readFileSync(await save()).equals(written)).toBe(true);
  // Unpacked onto the disk, until it is closed.
  const { length } = await scratchNames();
  await closePacked.click();
  await expect.poll(async () => (await scratchNames()).length).toBe(length - 1);
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
  await choose(file);
  await viewer.getByText("Cancelled: large.har was not opened.").waitFor();
  expect(await viewer.getByRole("toolbar", { name: "Sessions" }).count()).toBe(0);
  expect(await viewer.getByRole("progressbar").count()).toBe(0);
  await choose(file);
  await connectionLines(viewer).waitFor();
});

it("closes a file whose messages were still being found when it was cancelled", async () => {
  await viewer.evaluate(() => {
    const cancel = () => {
      const note = document.querySelector(".note.busy");
      if (note?.textContent?.startsWith("Reading")) note.querySelector("button")?.click();
    };
    new MutationObserver(cancel).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await choose(await makeOwnFile());
  await viewer.getByText("Cancelled: own.har was not opened.").waitFor();
  expect(await connectionLines(viewer).count()).toBe(0);
  expect(await viewer.getByRole("toolbar", { name: "Sessions" }).count()).toBe(0);
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
  await expect.poll(scratchNames).toEqual([]);
});

it("says of a file that cannot be read where it is damaged", async () => {
  const buffer = Buffer.from('{"log": {"entries": 7}}');
  const file = { name: "odd.har", mimeType: "application/json", buffer };
  await viewer.locator("input[type=file]").first().setInputFiles(file);
  const alert = viewer.getByRole("alert");
  await alert.getByText(/^odd\.har could not be opened: log\.entries/).waitFor();
  expect(await viewer.getByRole("progressbar").count()).toBe(0);

  // What was seen of it before is gone, too.
  await choose(await makeOwnFile((text) => text.replace(`"seq":${OWN_ROWS - 5},`, `"seq":"no",`)));
  const place = `log.entries[0]._webSocketMessages[${OWN_ROWS - 5}]._stormglass.seq`;
  await alert.getByText(`own.har could not be opened: ${place} is not a number`).waitFor();
  expect(await connectionLines(viewer).count()).toBe(0);
});
