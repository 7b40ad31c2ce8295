import { afterEach, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { makeBrokenExtension } from "./broken-extension.ts";

let watched: Watched;
afterEach(() => watched?.close());

/** A page that notes whatever it can hear of errors. */
const LISTENING = `const heard = [];
  onerror = (message) => { heard.push(message); };
  onunhandledrejection = ({ reason }) => { heard.push(String(reason)); };
  const open = (path) => new Promise((resolve) => {
    const socket = new WebSocket(base + path, ["chat"]);
    socket.onmessage = () => resolve(socket);
    socket.onopen = () => socket.send("hello");
  });
  const close = (socket) => new Promise((resolve) => {
    socket.onclose = resolve;
    socket.close(4000, "enough");
  });`;

async function startBroken(functions: readonly string[], condition?: string) {
  const extension = makeBrokenExtension(functions, condition);
  watched = await startWatched((url) => ({ "/": script(`const base = "${url}"; ${LISTENING}`) }), {
    extension,
  });
  const { page, tabId } = await watched.open("/");
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, tabId, complaints };
}

describe("a hook that is broken", () => {
  it.each([
    ["ownSamples", "captureStack", "textBytes"],
    ["protocolsOf", "addSample", "lastSamples"],
    ["copyTaken", "forget"],
  ])("in %s and elsewhere tells of sockets and closes, and of its errors", async (...names) => {
    const { page, tabId, complaints } = await startBroken(names);
    await page.evaluate("open('/echo').then(close).then(() => open('/echo')).then(close)");
    const ends = await watched.sessions.waitFor("both closes", tabId, (connections, session) => {
      // On a busy machine the page may have been quiet for a while besides, which has no words.
      const isTold = session.dropped.some(({ why, error }) => why === "hook-error" && error);
      return isTold && connections.length === 2 && connections.every(({ end }) => end !== null);
    });
    expect(ends.map(({ end }) => end?.code)).toEqual([4000, 4000]);
    const { session } = await watched.sessions.look(tabId);
    const failed = session.dropped.find(({ why, error }) => why === "hook-error" && error);
    expect(failed?.error).toMatch(/^Error: \w+ is broken$/);
    expect(await page.evaluate("heard")).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each([
    { when: "from its beginning on", condition: "true", sockets: "its sockets" },
    { when: "after some messages", condition: "seq > 3", sockets: "1 socket" },
  ])("does not answer $when: that is an error, however quiet the page", async (way) => {
    const { page, tabId, complaints } = await startBroken(["flush", "announce"], way.condition);
    await page.evaluate("open('/echo').then((socket) => { globalThis.kept = socket; })");
    if (way.condition !== "true")
      await watched.sessions.waitFor("the echo", tabId, ([only]) => only?.receive.count === 1);
    await page.evaluate("kept.send('more'), kept.send('and more')");
    const report = await waitFor("the silence to be told", async () => {
      const { findings, health } = diagnose(
        (await watched.sessions.look(tabId)).session,
        Date.now(),
      );
      const found = findings.find(({ id }) => id === "recording-incomplete");
      return found && { found, health };
    });
    expect(report.found.title).toBe(
      `Stormglass no longer hears this page: ${way.sockets} may have done anything since`,
    );
    expect(report.found.severity).toBe("error");
    expect(report.health.grade).toBe("D");
    expect(await page.evaluate("heard")).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("is heard again when it answers again: from when to when is told, and it is no error", async () => {
    const { page, tabId } = await startBroken(["flush", "announce"], "location.hash === '#broken'");
    await page.evaluate("open('/echo').then((socket) => { globalThis.kept = socket; })");
    await watched.sessions.waitFor("the echo", tabId, ([only]) => only?.receive.count === 1);
    await page.evaluate("location.hash = 'broken', kept.send('more')");
    const silences = async () =>
      (await watched.sessions.look(tabId)).session.dropped.filter(({ what }) => what === "sockets");
    await waitFor("the silence to be told", async () => (await silences()).length > 0);
    await page.evaluate("location.hash = ''");
    const until = await waitFor("it to be over", async () => (await silences())[0]?.until);
    const { session } = await watched.sessions.look(tabId);
    const { findings, health } = diagnose(session, until + 1);
    // What failed meanwhile is told, too.
    expect(findings.find(({ title }) => title.startsWith("Stormglass did not hear"))).toMatchObject(
      {
        id: "recording-incomplete",
        severity: "warning",
        title: expect.stringMatching(/ this page for \d.*: what 1 socket did may be missing$/),
        until,
      },
    );
    expect(health.grade).toBe("B");
    expect(await page.evaluate("heard")).toEqual([]);
  });
});
