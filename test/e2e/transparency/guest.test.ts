import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((socketUrl) => ({
    // A socket every few milliseconds, so that some fall into each moment of the page's beginning.
    "/many": `<!doctype html><script>
        for (let i = 0; i < 20; i++) setTimeout(() => new WebSocket("${socketUrl}/echo"), i * 4);
      </script>`,
    "/endless": `<!doctype html><script>
        const fail = (url) => { try { new WebSocket(url); } catch {} };
        fail("x:" + "y".repeat(40_000_000));
        for (let i = 0; i < 12_000; i++) fail("mailto:x");
        new WebSocket("${socketUrl}/echo");
      </script>`,
    // More than a port of the browser's carries, and what is no event of ours at all.
    "/texts": `<!doctype html><script>
        const long = "n".repeat(70_000_000);
        const thrower = { toString() { throw new DOMException("", long); } };
        try { new WebSocket(thrower); } catch {}
        const socket = new WebSocket("${socketUrl}/echo");
        const say = (detail) =>
          socket.dispatchEvent(new CustomEvent("stormglass:borrowed", { detail }));
        socket.onopen = () => {
          try { socket.send(thrower); } catch {}
          for (const detail of [{ message: "", name: long }, { stack: long }, { message: 1 }, null])
            say(detail);
          socket.send("text");
        };
        socket.onmessage = () => socket.close(4000, "read");
        socket.onclose = () => { new WebSocket("${socketUrl}/close/4001/later"); };
      </script>`,
    // One window's functions on the other's socket, in both directions.
    "/windows": `<!doctype html><iframe srcdoc="<p>another window"></iframe><script>
        document.querySelector("iframe").onload = ({ target: { contentWindow: other } }) => {
          const meet = (owner, { WebSocket: { prototype } }) => {
            const socket = new owner.WebSocket("${socketUrl}/echo");
            try { prototype.send.call(socket, "too early"); } catch {}
            socket.addEventListener("stormglass:borrowed", () => document.title = "heard");
            let answers = 0;
            socket.onmessage = () => ++answers === 3 && prototype.close.call(socket, 4000, "read");
            socket.onopen = () => {
              for (const data of ["text", { toString: () => "object" }, new Uint8Array(5)])
                prototype.send.call(socket, data);
            };
          };
          meet(window, other);
          meet(other, window);
        };
      </script>`,
    "/blobs": `<!doctype html><script>
        const socket = new WebSocket("${socketUrl}/echo");
        socket.onopen = () => {
          for (let i = 0; i < 12; i++) socket.send(i % 2 ? new Blob(["b"]) : "text " + i);
          socket.close();
        };
      </script>`,
  }));
});
afterAll(() => watched?.close());

describe("a page that is hard on its guest", () => {
  it("may throw any number of times with an address of any length, and is still heard", async () => {
    const { tabId } = await watched.open("/endless");
    await watched.sessions.waitFor("the socket", tabId, ([only]) => only?.open !== null);
  });

  it("may put texts of any length into what is told of it: what comes after them arrives", async () => {
    const { page, tabId } = await watched.open("/texts");
    const ends = await watched.sessions.waitFor(
      "both closes and the failed step",
      tabId,
      (all, { dropped }) =>
        all.length === 2 && all.every(({ end }) => end !== null) && dropped.length > 0,
    );
    expect(ends.map(({ end }) => end?.code)).toEqual([4000, 4001]);
    expect(ends[0]).toMatchObject({
      ...{ send: { count: 1 }, receive: { count: 1 } },
      sendFailure: { count: 1, name: "n".repeat(256) },
    });
    const { session } = await watched.sessions.look(tabId);
    expect(session.constructorErrors).toMatchObject([{ name: "n".repeat(256), message: "" }]);
    // One event that could not be read; the others were, to their first characters.
    expect(session.dropped).toMatchObject([{ why: "hook-error", count: 1 }]);
    const { findings } = diagnose(session, Date.now());
    expect(findings.map(({ id }) => id)).toContain("recording-incomplete");
    await page.close();
  });

  it("may borrow a function of another window, and each socket's own window tells of it", async () => {
    const { page, tabId } = await watched.open("/windows");
    const both = await watched.sessions.waitFor(
      "both closes",
      tabId,
      (connections) => connections.every(({ end }) => end !== null) && connections.length === 2,
    );
    expect(new Set(both.map(({ documentId }) => documentId)).size).toBe(2);
    for (const { send, receive, sendFailure, closing, end } of both) {
      expect([send.count, send.sizeBytes, receive.count]).toEqual([3, 15, 3]);
      expect(sendFailure).toMatchObject({ count: 1, name: "InvalidStateError" });
      expect(closing).toMatchObject({ code: 4000, reason: "read" });
      expect(end).toMatchObject({ code: 4000 });
    }
    expect(await page.title()).toBe("");
    await page.close();
  });

  it("is shown the last texts in their order where Blobs were sent between them", async () => {
    const { page, tabId } = await watched.open("/blobs");
    const [connection] = await watched.sessions.waitFor("the close", tabId, ([only]) =>
      Boolean(only?.end),
    );
    const order = connection?.last.map(({ seq }) => seq) ?? [];
    expect(order.length).toBeGreaterThan(2);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    await page.close();
  });
});

describe("a site that is switched off", () => {
  it("is not observed from its first moment on", async () => {
    const host = new URL(watched.pages.url).host;
    const worker = await watched.browser.worker();
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), `site:${host}`);
    const { page, tabId } = await watched.open("/many");
    await page.waitForTimeout(300);
    expect(await watched.sessions.connections(tabId)).toEqual([]);
    await worker.evaluate((key) => chrome.storage.sync.remove(key), `site:${host}`);
    await page.close();
  });
});
