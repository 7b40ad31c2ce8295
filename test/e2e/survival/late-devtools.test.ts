/** DevTools opened in the middle of it, on a busy machine: each handshake is its own socket's. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Har } from "../../../src/har/session-file.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import {
  addressesOf,
  type Book,
  openInTurn,
  type SerialServers,
  startSerialServers,
} from "./serial-sockets.ts";

const PER_DOCUMENT = 120;
const PER_WORKER = 60;
/** Begun when DevTools is open for certain, so that it sees some of each. */
const HELD = 12;
/** How many of its sockets the page has begun when DevTools is opened. */
const MOMENTS = [0, 9, 18, 27, 36, 45, 54, 63, 72, 90];
// All ten take minutes; any of them shows what was wrong.
const chosen = process.env.STORMGLASS_MOMENTS === "all" ? MOMENTS : [9, 63];

let busy: ChildProcess[] = [];
let servers: SerialServers;
let pages: PageServer;
let browser: BrowserHandle;

beforeAll(async () => {
  servers = await startSerialServers(["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
  const addresses = await addressesOf(servers);
  const open = `<!doctype html><link rel="icon" href="data:,"><script>${openInTurn(addresses, PER_DOCUMENT - HELD, HELD)}</script>`;
  pages = await startPageServer(
    {
      "/frame": open,
      "/next": open,
      "/with-worker": `${open}<script>
        const worker = new Worker("/worker.js");
        worker.onmessage = ({ data }) => { globalThis.ofWorker = data; };
        for (const name of ["slowDown", "openAnother", "goOn"]) {
          const alone = globalThis[name];
          globalThis[name] = () => { alone(); worker.postMessage(name); };
        }
      </script>`,
      "/worker.js": `${openInTurn(addresses, PER_WORKER - HELD, HELD)}
        onmessage = ({ data }) => globalThis[data]();
        setInterval(() => postMessage({ books, isSettled: isSettled() }), 100);`,
    },
    ["127.0.0.1", "127.0.0.2"],
  );
  const [, other] = pages.urls;
  const frames = ["/frame?1", "/frame?2", `${other}/frame?3`];
  pages.setPage("/", open + frames.map((src) => `<iframe src="${src}"></iframe>`).join(""));
  browser = await launchBrowser({ extension: EXTENSION });
  const spin = "const until = Date.now() + 600_000; while (Date.now() < until);";
  busy = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ["-e", spin], { stdio: "ignore" }),
  );
});

afterAll(async () => {
  for (const process of busy) process.kill();
  await browser?.close();
  await Promise.all([servers?.stop(), pages?.stop()]);
});

const untilBegun = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => (globalThis as unknown as { books: Book[] }).books.length >= wanted,
    count,
    { polling: 20 },
  );

const inEachFrame = async (page: Page, expression: string) => {
  for (const frame of page.frames()) await frame.evaluate(expression);
};

/** Opens DevTools in the middle of it, and lets the page go on once it is open in each frame. */
async function openMidway(page: Page, begun: number, also: string[] = []): Promise<PanelHandle> {
  await untilBegun(page, begun);
  await inEachFrame(page, "slowDown()");
  const panel = await browser.openPanel(page);
  await untilHeard(panel, page, also);
  // What the worker was told is told again to the next one.
  await browser.stopWorker();
  await inEachFrame(page, "goOn()");
  return panel;
}

/** DevTools attaches to a frame in a process of its own by itself, on a busy machine much later. */
const untilHeard = (panel: PanelHandle, page: Page, also: readonly string[]) =>
  waitFor("DevTools to tell of the last socket of each frame", async () => {
    await inEachFrame(page, "openAnother()");
    const rows = await exportFrom(panel);
    const places = [...page.frames().map((frame) => frame.url()), ...also];
    return places.every((place) => rows.get(place)?.at(-1)?.told);
  });

const untilSettled = async (page: Page) => {
  for (const frame of page.frames())
    await frame.waitForFunction("isSettled()", undefined, { polling: 100 });
};

/** By the address of the document that kept them. */
const booksOf = async (page: Page): Promise<Map<string, Book[]>> =>
  new Map(
    await Promise.all(
      page
        .frames()
        .map(async (frame) => [frame.url(), await frame.evaluate<Book[]>("books")] as const),
    ),
  );

/** One connection of the exported session, and what DevTools told of its handshake. */
type Row = { book: Book; told: { serial: string | null; status: number | null } | null };

/** By the address of the document, in the order in which it made them; page workers' by themselves. */
async function exportFrom({ frame }: PanelHandle): Promise<Map<string, Row[]>> {
  const { path } = await browser.downloadFrom(() =>
    frame.getByRole("button", { name: "Export session" }).click(),
  );
  const { log } = JSON.parse(readFileSync(path, "utf8")) as Har;
  const places = new Map(log._stormglass.session.documents.map(({ id, url }) => [id, url]));
  const rows = new Map<string, Row[]>();
  const all = log.entries.map(({ _stormglass }) => _stormglass.connection);
  for (const each of all.sort((a, b) => a.number - b.number)) {
    const { url, end, first, handshake, documentId, pageWorker } = each;
    const place = pageWorker ? WORKERS : (places.get(documentId ?? "") ?? "no document");
    const body = first[0]?.body ?? null;
    const serial = typeof body === "string" ? body : null;
    const header = handshake?.responseHeaders.find(({ name }) => name.toLowerCase() === "x-serial");
    const told = handshake && { serial: header?.value ?? null, status: handshake.status };
    const row = { book: { url, serial, code: end?.code ?? null }, told };
    rows.set(place, [...(rows.get(place) ?? []), row]);
  }
  return rows;
}

const WORKERS = "workers";

const booksIn = (rows: ReadonlyMap<string, Row[]>): Map<string, Book[]> =>
  new Map([...rows].map(([place, list]) => [place, list.map(({ book }) => book)]));

/** What DevTools may tell of a socket: the number that the page got by it, or why there is none. */
function isOwn({ book: { url, serial }, told }: Row): boolean {
  if (told === null) return true;
  if (url.endsWith("/refuse")) return told.status === 403;
  return told.serial === serial && told.status === (serial === null ? null : 101);
}

/**
 * What was begun when DevTools was open is told. Of what was begun while it opened some is only told
 * at its end, and some never.
 */
const untold = (rows: ReadonlyMap<string, Row[]>): string[] =>
  [...rows].flatMap(([place, list]) =>
    list
      .slice(-HELD)
      .flatMap(({ book, told }, i) => (told ? [] : `${i - HELD} of ${place}: ${book.url}`)),
  );

async function untilComplete(panel: PanelHandle): Promise<Map<string, Row[]>> {
  let rows = new Map<string, Row[]>();
  await expect
    .poll(async () => {
      rows = await exportFrom(panel);
      return untold(rows);
    })
    .toEqual([]);
  return rows;
}

const strangers = (rows: ReadonlyMap<string, Row[]>): Row[] =>
  [...rows.values()].flat().filter((row) => !isOwn(row));

it.each(chosen)("after %i sockets of the page and as many of each of its frames", async (begun) => {
  const page = await browser.openPage(pages.url);
  const panel = await openMidway(page, begun);
  await untilSettled(page);
  const books = await booksOf(page);
  expect([...books.values()].flat().length).toBeGreaterThan(4 * PER_DOCUMENT);
  const rows = await untilComplete(panel);
  expect(booksIn(rows)).toEqual(books);
  expect(strangers(rows)).toEqual([]);
  await panel.close();
  await page.close();
});

/** A row of a page worker's socket that lives has no messages yet: its number is in its answer. */
const asTold = ({ book, told }: Row) => `${book.url} ${told?.serial ?? null}`;
const asKept = ({ url, serial }: Book) => `${url} ${serial}`;
/** Of a worker's socket that was never sent DevTools tells only once. */
const wasSent = ({ url }: Book) => url.includes("/serial/");

it("tells a page worker's sockets from the page's to the same addresses, and forgets them with their page", async () => {
  const page = await browser.openPage(`${pages.url}/with-worker`);
  const panel = await openMidway(page, 24, [WORKERS]);
  await untilSettled(page);
  await page.waitForFunction("globalThis.ofWorker?.isSettled", undefined, { polling: 100 });
  const kept: Book[] = await page.evaluate("ofWorker.books");
  const books = await booksOf(page);
  const sent = kept.filter(wasSent);
  const { rows, ofWorker } = await waitFor("the worker's sockets", async () => {
    const { [WORKERS]: workers = [], ...rest } = Object.fromEntries(await exportFrom(panel));
    const seen = workers.filter(({ book }) => wasSent(book)).map(asTold);
    const found = { rows: new Map(Object.entries(rest)), ofWorker: seen };
    const isSeen = (book: Book) => seen.includes(asKept(book));
    const isComplete = untold(found.rows).length === 0;
    return isComplete && sent.slice(-HELD / 2).every(isSeen) && found;
  });
  expect(booksIn(rows)).toEqual(books);
  expect(strangers(rows)).toEqual([]);
  // Only its own, and none of them twice but those that were refused, which have no number.
  expect(sent.map(asKept)).toEqual(expect.arrayContaining(ofWorker));
  const numbered = ofWorker.filter((told) => !told.endsWith(" null"));
  expect(numbered).toHaveLength(new Set(numbered).size);

  await page.goto(`${pages.url}/next`);
  await inEachFrame(page, "goOn()");
  await untilSettled(page);
  const next = await untilComplete(panel);
  expect(booksIn(next)).toEqual(await booksOf(page));
  expect(strangers(next)).toEqual([]);
  expect([...next.values()].flat().filter(({ told }) => told === null)).toEqual([]);
  await panel.close();
  await page.close();
});
