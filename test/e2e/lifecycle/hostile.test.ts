import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_CONNECTIONS, MAX_CONSTRUCTOR_ERRORS } from "../../../src/session/limits.ts";
import { script, startWatched, type Watched } from "./watched.ts";

const SOCKETS = 2_500;
const BAD_URLS = 1_000;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/honest": script(`const socket = new WebSocket("${url}/echo");
      socket.onopen = () => socket.send("hello");`),
    "/thief": script(`
      const stolen = [];
      const refused = [];
      document.addEventListener("stormglass:wanted", ({ relatedTarget }) => stolen.push(relatedTarget));
      customElements.define("a-place", class extends HTMLElement {
        look() { return this.attachInternals().shadowRoot; }
      });
      const ask = () => {
        const relatedTarget = document.createElement("a-place");
        const wanted = new FocusEvent("stormglass:wanted", { relatedTarget, cancelable: true });
        refused.push(!document.dispatchEvent(wanted) || relatedTarget.look() !== null);
      };
      ask();
      addEventListener("load", ask);
      const socket = new WebSocket("${url}/echo");`),
    "/actor": script(`
      const socket = new WebSocket("${url}/echo");
      const act = (target, type, of = Event) => target.dispatchEvent(new of(type));
      const play = () => {
        for (let i = 0; i < 100; i++) {
          for (const type of ["visibilitychange", "freeze", "resume"]) act(document, type);
          act(document, "securitypolicyviolation", SecurityPolicyViolationEvent);
          for (const type of ["online", "offline"]) act(window, type);
          for (const type of ["pagehide", "pageshow"]) act(window, type, PageTransitionEvent);
        }
        socket.send("the play is over");
      };`),
    "/forger": script(`
      const names = Array.from({ length: 100 }, (_, i) => "p" + i);
      const socket = new WebSocket("${url}/echo", names);
      let echoes = 0;
      socket.onopen = () => {
        socket.onopen = null;
        socket.dispatchEvent(new CloseEvent("close", { code: 4321, reason: "made up" }));
        socket.dispatchEvent(new MessageEvent("message", { data: "made up" }));
        for (const type of ["open", "close", "message", "error"]) socket.dispatchEvent(new Event(type));
        socket.onmessage = () => { echoes++; };
        socket.send("true");
      };`),
    "/flood": {
      body: script(`
        for (let i = 0; i < ${BAD_URLS}; i++) try { new WebSocket("ws://[" + i); } catch {}
        for (let i = 0; i < ${SOCKETS}; i++) new WebSocket("ws://blocked.example/" + i);`),
      // Refused before any network, so that this is as fast as a page can be.
      headers: { "content-security-policy": "connect-src 'none'" },
    },
  }));
});
afterAll(() => watched?.close());

describe("a hostile page", () => {
  it("is answered by nobody where it asks for the link between hook and bridge", async () => {
    const { page, tabId } = await watched.open("/thief");
    await watched.sessions.waitFor("its socket", tabId, ([only]) => only?.state === "open");
    await page.waitForFunction("refused.length === 2");
    expect(await page.evaluate("refused")).toEqual([false, false]);
    // Its own two questions come back to it; nothing of ours does.
    expect(await page.evaluate("stolen.length")).toBe(2);
    const { session } = await watched.sessions.look(tabId);
    expect([...session.connections.values()].map(({ number }) => number)).toEqual([1]);
    expect(session.forgedCount).toBe(0);
    await page.close();
  });

  it("cannot play what happens to a socket, and may ask for any number of subprotocols", async () => {
    const { page, tabId } = await watched.open("/forger");
    await page.waitForFunction("echoes === 1");
    const [only, ...others] = await watched.sessions.waitFor(
      "the true echo",
      tabId,
      ([one]) => one?.receive.count === 1,
    );
    expect(others).toEqual([]);
    expect(only).toMatchObject({ state: "open", end: null, send: { count: 1 } });
    expect(only?.protocols).toHaveLength(64);
    const { session } = await watched.sessions.look(tabId);
    expect(session).toMatchObject({ forgedCount: 0, dropped: [] });
    await page.close();
  });

  it("cannot play what happens to a document", async () => {
    const { page, tabId } = await watched.open("/actor");
    await watched.sessions.waitFor("its socket", tabId, ([only]) => only?.state === "open");
    const before = (await watched.sessions.look(tabId)).session.lifecycle;
    await page.evaluate("play()");
    const [only] = await watched.sessions.waitFor(
      "the message after the play",
      tabId,
      ([one]) => one?.receive.count === 1,
    );
    expect([only?.state, only?.end]).toEqual(["open", null]);
    expect((await watched.sessions.look(tabId)).session.lifecycle).toEqual(before);
    await page.close();
  });

  it("fills only its own record, up to its limits, and says what was forgotten", async () => {
    const { sessions } = watched;
    const honest = await watched.open("/honest");
    const [before] = await sessions.waitFor(
      "the echo",
      honest.tabId,
      ([only]) => only?.receive.count === 1,
    );
    const flood = await watched.open("/flood");
    await sessions.waitFor("the last socket", flood.tabId, (seen) =>
      seen.some(({ url, end }) => url.endsWith(`/${SOCKETS - 1}`) && end !== null),
    );
    const { session } = await sessions.look(flood.tabId);
    // How many have room depends on what each takes in the browser's memory for sessions.
    expect(session.connections.size).toBeGreaterThan(MAX_CONNECTIONS / 2);
    expect(session.connections.size).toBeLessThanOrEqual(MAX_CONNECTIONS);
    expect(session.connections.size + session.forgottenCount).toBe(SOCKETS);
    // Of these, too: what is heaviest gives way first, and of that the oldest.
    expect(session.constructorErrors.length).toBeLessThanOrEqual(MAX_CONSTRUCTOR_ERRORS);
    expect(session.constructorErrors.at(-1)?.url).toBe(`ws://[${BAD_URLS - 1}`);
    const [after, ...others] = await sessions.connections(honest.tabId);
    expect(others).toEqual([]);
    expect(after).toEqual(before);
    await flood.page.close();
    await honest.page.close();
  });
});
