import { EventEmitter } from "node:events";
import { beforeEach, expect, it } from "vitest";
import { createPageRecord } from "../../../src/playwright/page-record.ts";
import { watchSockets } from "../../../src/playwright/seen-sockets.ts";
import { makeConnecting, T0 } from "../../builders.ts";

const DOCUMENT = "document-of-the-test";
const URL_OF_IT = "wss://a.test/live";

/** What Playwright says of a page, said by the test. */
class SaidOfPage extends EventEmitter {
  all: EventEmitter[] = [];
  workers = () => this.all as never[];
  opens(url: string): EventEmitter {
    const socket = Object.assign(new EventEmitter(), { url: () => url });
    this.emit("websocket", socket);
    return socket;
  }
}

let page: SaidOfPage;
let record: ReturnType<typeof createPageRecord>;
let sockets: ReturnType<typeof watchSockets>;
let n = 0;
beforeEach(() => {
  page = new SaidOfPage();
  page.all.push(new EventEmitter());
  record = createPageRecord(T0);
  record.join(
    { url: "https://a.test/", top: true, hooked: true, beganAt: Date.now() },
    DOCUMENT,
    0,
  );
  sockets = watchSockets(page as never);
  n = 0;
});

function pageTells(id: number, url: string, number = ++n): void {
  const now = performance.now();
  const connecting = { ...makeConnecting(id, 0), at: now, url };
  record.take(
    {
      ...{ kind: "envelope", n: number, recorded: true, rows: null, backlog: null },
      ...{ clock: { wallMs: Date.now(), monotonicMs: now }, lateBodies: [], events: [connecting] },
    },
    DOCUMENT,
  );
}
const tell = (isWhole = true) =>
  sockets.tell(record.session, record.unseen, isWhole ? Date.now() : null);
const workers = () => [...record.session.connections.values()].map(({ pageWorker }) => pageWorker);

it("knows a page's own by an address of any length", () => {
  const url = `${URL_OF_IT}?q=${"x".repeat(10_000)}`;
  page.opens(url);
  pageTells(1, url);
  expect(tell()).toEqual([]);
  expect(workers()).toEqual([false]);
});

it("takes for a worker's only what no frame that is silent can have opened", () => {
  page.opens(URL_OF_IT);
  expect(tell(false)).toEqual([URL_OF_IT]);
  expect(workers()).toEqual([]);
  expect(tell()).toEqual([]);
  expect(workers()).toEqual([true]);
  // Late, the page tells of it all the same.
  pageTells(1, URL_OF_IT);
  expect(tell()).toEqual([]);
  expect(workers()).toEqual([false]);
});

it("invents no worker where the page has none", () => {
  page.all = [];
  page.opens(URL_OF_IT);
  expect(tell()).toEqual([URL_OF_IT]);
  expect(workers()).toEqual([]);
});

it("gives back none that the session has forgotten, be it the page's or a worker's", () => {
  for (let id = 1; id <= 2_100; id++) {
    page.opens(URL_OF_IT).emit("close");
    pageTells(id, URL_OF_IT);
  }
  const worker = page.opens("wss://a.test/worker");
  expect(tell()).toEqual([]);
  expect(workers().filter((one) => one)).toEqual([true]);
  record.session.connections.clear();
  worker.emit("framesent", { payload: "x" });
  expect(tell()).toEqual([]);
  expect(workers()).toEqual([]);
});

it("lets one socket that says much not take the room of the others", () => {
  const loud = page.opens("wss://a.test/loud");
  for (let i = 0; i < 9; i++) loud.emit("framesent", { payload: Buffer.alloc(8 * 1024 * 1024) });
  const quiet = page.opens("wss://a.test/quiet");
  quiet.emit("framesent", { payload: "hello" });
  for (const socket of [loud, quiet]) socket.emit("close");
  tell();
  const [first, second] = record.session.connections.values();
  expect(second?.first).toMatchObject([{ body: "hello" }]);
  expect(first?.send.count).toBeGreaterThan(5);
});
