import { afterAll, beforeAll, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { MAX_CONNECTIONS } from "../../../src/session/limits.ts";
import { countedOnly, countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const SOCKETS = MAX_CONNECTIONS + 300;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched(() => ({
    "/": {
      body: script(`
        let said = 0;
        // Refused before any network; what is given to send() afterwards is a message as well.
        const open = () => {
          const socket = new WebSocket("ws://blocked.example/");
          socket.onerror = () => { socket.send("x".repeat(said++ % 7)); };
        };
        const openAll = (count) => { for (let i = 0; i < count; i++) open(); };`),
      headers: { "content-security-policy": "connect-src 'none'" },
    },
  }));
});
afterAll(() => watched?.close());

it("counts the messages of connections that are forgotten, once their rows are deleted", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  await browser.openPanelPage(tabId);
  await isRecording(watched, tabId);
  await page.evaluate(`openAll(${SOCKETS})`);
  await page.waitForFunction(`said === ${SOCKETS}`);
  const books = async () => {
    const { session } = await sessions.look(tabId);
    const { connections, forgottenCount } = session;
    return {
      known: connections.size + forgottenCount,
      counted: countedOnly(session),
      kept: await countStoredRows(watched, tabId),
      forgotten: forgottenCount,
    };
  };
  // One message each, and one row; those of the forgotten ones are swept some seconds later.
  await expect
    .poll(async () => {
      const { known, counted, kept, forgotten } = await books();
      return known === SOCKETS && forgotten >= 300 && counted === forgotten && counted + kept;
    })
    .toBe(SOCKETS);
  const { session } = await sessions.look(tabId);
  const told = diagnose(session, Date.now()).findings.map(({ title }) => title);
  expect(told.join()).toContain("Not everything was kept: ");

  // With "Preserve log" the next page sweeps too, and what the user lets go of is not counted.
  await page.evaluate("openAll(50)");
  await sessions.command(tabId, { kind: "preserve-log", on: true });
  await expect
    .poll(async () => {
      const { counted, kept } = await books();
      return counted + kept;
    })
    .toBe(SOCKETS + 50);
  await sessions.command(tabId, { kind: "clear", at: Date.now() });
  await expect
    .poll(async () => {
      const { counted, kept } = await books();
      return [counted, kept];
    })
    .toEqual([0, 0]);
});
