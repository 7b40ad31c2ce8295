import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { script, startWatched, type Watched } from "./watched.ts";

/** A page that gets hold of a window before the document is there that it is for. */
const preparing = script(`
    window.seen = [];
    const replacements = {
      nothing: () => {},
      apply: (w) => {
        const native = w.Reflect.apply;
        w.Reflect.apply = function (target, receiver, args) {
          for (const event of args ?? [])
            if (event instanceof w.FocusEvent && event.relatedTarget) seen.push("the link");
          return native(target, receiver, args);
        };
      },
      proxy: (w) => {
        const handler = { construct: (...args) => (seen.push("a Blob"), Reflect.construct(...args)) };
        w.WeakMap = new Proxy(w.WeakMap, handler);
      },
      getter: (w) => {
        const get = () => { seen.push("its data"); };
        Object.defineProperty(w.MessageEvent.prototype, "data", { get, configurable: true });
      },
    };
    /** Plays the hook that is not there, in all the ways it may be asked or may offer itself. */
    window.forge = (w) => {
      const connecting = { kind: "connecting", id: 7, at: 1, seq: 0, url: "ws://forged/", protocols: [], stack: null };
      const detail = { rows: null, backlog: null, blobs: [], events: [connecting] };
      for (const type of ["stormglass:offer", "stormglass:wanted"]) {
        const place = w.document.createElement("div");
        for (const link of [new w.EventTarget(), place, place.attachShadow({ mode: "open" })]) {
          link.addEventListener("orders", () => seen.push("the link"));
          const init = { relatedTarget: link, cancelable: true };
          w.document.dispatchEvent(new w.FocusEvent(type, init));
          link.dispatchEvent(new w.CustomEvent("batch", { detail }));
        }
      }
    };
    const openFrame = (how) => {
      const frame = document.createElement("iframe");
      frame.src = "/child";
      document.body.append(frame);
      replacements[how](frame.contentWindow);
      frame.contentWindow.isPrepared = true;
      return frame.contentWindow;
    };
    const openPopup = (how) => {
      const popup = open("/child");
      replacements[how](popup);
      popup.isPrepared = true;
      return popup;
    };`).concat("<body></body>");

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": preparing,
    "/child": script(`
      if (window.isPrepared) (opener ?? parent).forge(window);
      const socket = new WebSocket("${url}/echo?child");
      socket.onopen = () => socket.send("x");
      socket.onmessage = () => { document.title = "answered"; };`),
  }));
});
afterAll(() => watched?.close());

const howReplaced = ["apply", "proxy", "getter"] as const;

const waitForAnswer = async (page: Page) => {
  // A page behind its popup draws no frames, by which Playwright would look.
  await page.waitForFunction("opened.document.title === 'answered'", undefined, { polling: 50 });
  // Or the browser made a new window, and nothing of this was tried.
  expect(await page.evaluate("opened.isPrepared")).toBe(true);
};

describe("a frame whose window the page had before it was loaded", () => {
  it("is watched as any other where nothing in it was replaced", async () => {
    const { page, tabId } = await watched.open("/");
    await page.evaluate("window.opened = openFrame('nothing'); 0");
    await waitForAnswer(page);
    const [only] = await watched.sessions.waitFor("the echo", tabId, ([c]) => !!c?.receive.count);
    expect(only?.url).toContain("child");
    await page.close();
  });

  it.each(howReplaced)(
    "is left alone, and said to be, where the page replaced: %s",
    async (how) => {
      const { page, tabId } = await watched.open("/");
      await page.evaluate(`window.opened = openFrame("${how}"); 0`);
      await waitForAnswer(page);
      await expect
        .poll(async () => {
          const { session } = await watched.sessions.look(tabId);
          return diagnose(session, Date.now()).findings.map(({ title }) => title);
        })
        .toEqual(["Not watched: 1 frame"]);
      await page.evaluate("forge(opened)");
      expect(await page.evaluate("seen")).not.toContain("the link");
      expect(await watched.sessions.connections(tabId)).toEqual([]);
      expect((await watched.sessions.look(tabId)).coverage).toBe("watched");
      await page.close();
    },
  );
});

describe("a window whose opener had it before it was loaded", () => {
  it.each(["nothing", ...howReplaced])("is watched only if this was replaced: %s", async (how) => {
    const { page } = await watched.open("/");
    const opening = page.context().waitForEvent("page");
    await page.evaluate(`window.opened = openPopup("${how}"); 0`);
    const popup = await opening;
    await waitForAnswer(page);
    const tabId = await watched.browser.tabIdOf(popup);
    const isWatched = how === "nothing";
    const coverage = isWatched ? "watched" : "prepared";
    await expect.poll(async () => (await watched.sessions.look(tabId)).coverage).toBe(coverage);
    expect(await watched.sessions.connections(tabId)).toHaveLength(isWatched ? 1 : 0);
    const panel = await watched.browser.openPanelPage(tabId);
    if (!isWatched) await panel.getByText("This page cannot be watched").waitFor();
    await panel.close();
    await popup.close();
    await page.close();
  });
});
