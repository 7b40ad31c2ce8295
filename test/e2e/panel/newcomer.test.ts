import type { Frame, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demo, startDemo } from "../../demo/start-demo.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { findingCards } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

/**
 * The demo's faults, with what someone who has read nothing must find on the landing view: why it
 * happened, and what to do first. `more` is what one click adds.
 */
const FAULTS: { id: string; cause: RegExp; fix: RegExp; more: RegExp }[] = [
  {
    id: "idle-cut",
    cause: /Lost without a close frame.*idle for \d/,
    // Less than the 4 s after which the demo cuts.
    fix: /client: Send a heartbeat more often than .*for instance every [12] s\./,
    more: /idle limit|idle timeout/i,
  },
  {
    id: "token-refused",
    cause: /Not logged in.*answered 401/,
    fix: /credentials: Get a fresh token/,
    more: /token/,
  },
  {
    id: "token-expired",
    cause: /Credentials rejected.*closed with 4401.*“token expired”/,
    fix: /credentials: Get a fresh token/,
    more: /expired/,
  },
  {
    id: "server-restart",
    cause: /Server restart.*closed with 1012.*×4/,
    fix: /client: Reconnect after a random delay/,
    more: /deploy|restart/i,
  },
  {
    id: "message-too-big",
    cause: /Message too big.*the largest sent was 48 KiB/,
    fix: /client: Split the message/,
    more: /larger than the server's limit/,
  },
  {
    id: "wrong-path",
    cause: /Not found.*has no \/staton \(404\)/,
    fix: /client: Check the path/,
    more: /path/,
  },
  {
    id: "refused",
    cause: /Refused: nothing listens on/,
    fix: /server: Start the server/,
    more: /The port in the URL is wrong/,
  },
  {
    id: "not-websocket",
    cause: /Not a WebSocket endpoint.*answered with a page \(200\)/,
    fix: /client: Check host, port and path/,
    more: /page|proxy/i,
  },
  {
    id: "storm",
    cause: /Reconnect storm: \d+ attempts.*began with Ended at once/s,
    fix: /(?=.*client: Reconnect with exponential backoff)(?=.*server: Look in the server's log)/s,
    more: /backoff|random/i,
  },
];

let demo: Demo;
let browser: BrowserHandle;
let tab: Page;
let frame: Frame;

beforeAll(async () => {
  demo = await startDemo();
  browser = await launchBrowser({ extension: EXTENSION });
  tab = await browser.openPage(demo.url);
  ({ frame } = await browser.openPanel(tab));
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const incidents = () => frame.getByRole("region", { name: "Incidents" }).getByRole("button");

describe("someone who has read nothing", () => {
  it.each(FAULTS)("is told why and what to do first: $id", async ({ id, cause, fix, more }) => {
    // Anew for each fault: what went before goes with the page before.
    await tab.goto(demo.url);
    await tab.locator(`.faults [data-fault="${id}"]`).click();
    // The diagnosis follows what becomes known: a handshake's answer comes after its failure.
    const incident = incidents().filter({ hasText: cause });
    await incident.waitFor();
    expect(await incidents().count()).toBe(1);
    expect(await incident.innerText()).toMatch(fix);

    await incident.click();
    const why = findingCards(frame).first();
    await why.getByRole("heading", { name: "Do this first" }).waitFor();
    expect(await why.innerText()).toMatch(more);
    await frame.locator("#connections").press("Escape");
  });
});
