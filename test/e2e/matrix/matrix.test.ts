/** Panel, exported file and command line say the same, and it is true. One browser, one DevTools. */
import type ReconnectingWebSocket from "reconnecting-websocket";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { foldOf } from "../../harness/on-screen.ts";
import { readFindingTitles, readOrdinals } from "../../harness/panel-facts.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { openAll } from "../../lab/page-actions.ts";
import { type Expected, expectAgreement } from "./agreement.ts";
import { cases } from "./cases.ts";
import { type MatrixServers, startMatrixServers } from "./matrix-servers.ts";
import { openStage, type Stage } from "./stage.ts";

let servers: MatrixServers;
let stage: Stage;

beforeAll(async () => {
  servers = await startMatrixServers();
  const args = [servers.trustArgument];
  stage = await openStage(servers.pages.url, `${servers.faults.url}/status/400`, { args });
});

afterAll(async () => {
  await stage?.close();
  await servers?.stop();
});

beforeEach(() => stage.load(`${servers.pages.url}/`));

const LOST = {
  primary: "immediate-disconnect",
  code: 1006,
  reason: "",
  wasClean: false,
  panel: /Ended at once: /,
} satisfies Expected;

describe("panel, file and command line agree on", () => {
  it.each(cases)("$name", async ({ run, expect: truth }) => {
    await run(stage.page, servers);
    await expectAgreement(stage, [truth]);
  });

  it("a page that navigates away, where the log is preserved", async () => {
    await preserveLog(true);
    await stage.page.evaluate((url) => {
      new WebSocket(url);
    }, `${servers.faults.url}/echo`);
    await stage.panel
      .locator("#connections")
      .getByText(/^open for/)
      .waitFor();
    await stage.page.goto(`${servers.pages.url}/next`);
    const gone = { code: null, reason: "", wasClean: null, panel: /the page left for good/ };
    try {
      await expectAgreement(stage, [{ primary: "page-gone", ...gone }]);
    } finally {
      await preserveLog(false);
    }
  });

  it("a Socket.IO session that its server closes", async () => {
    await stage.page.addScriptTag({ url: `${servers.pages.url}/socket.io.js` });
    await stage.page.evaluate(async (url) => {
      const socket = io(url);
      await new Promise((resolve) => socket.io.engine.once("upgrade", resolve));
      await socket.emitWithAck("say", "hello");
      Object.assign(window, {
        ended: new Promise((resolve) => socket.once("disconnect", resolve)),
      });
    }, servers.socketIo.url);
    servers.socketIo.io.disconnectSockets(true);
    const why = await stage.page.evaluate(() => Reflect.get(window, "ended") as Promise<string>);
    expect(why).toBe("io server disconnect");
    // The server asks in a message of Engine.IO, and it is the client that calls close().
    const end = { primary: "closed-by-server", code: 1005, reason: "", wasClean: true } as const;
    await expectAgreement(stage, [{ ...end, panel: /announced “io server disconnect”/ }]);
  });

  it("reconnecting-websocket in a storm", async () => {
    const attempts = 8;
    await stage.page.addScriptTag({ url: `${servers.pages.url}/reconnecting-websocket.js` });
    await stage.page.evaluate(
      ([url, count]) =>
        new Promise<void>((resolve) => {
          let closes = 0;
          const socket = new window.ReconnectingWebSocket(url, [], {
            minReconnectionDelay: 100,
            maxReconnectionDelay: 100,
            maxRetries: count - 1,
          });
          socket.addEventListener("close", () => {
            closes++;
            if (closes === count) resolve();
          });
        }),
      [`${servers.faults.url}/drop`, attempts] as const,
    );
    // They are folded, as a storm's attempts are.
    await foldOf(
      stage.panel.getByRole("treeitem").filter({ hasText: `${attempts} attempts` }),
    ).click();
    await expectAgreement(stage, Array<Expected>(attempts).fill(LOST));
    await expectPageAgreement("reconnect-storm", /attempts/);
    expect(await stage.panel.locator("#connections .mark.storm").count()).toBe(1);
  });
});

const throwing = [
  {
    name: "an address that is none",
    page: () => servers.pages.url,
    healthy: () => `${servers.faults.url}/echo`,
    url: "ws://127.0.0.1:99999/",
    id: "invalid-url",
    title: /99999/,
  },
  {
    name: "an insecure socket of a secure page",
    // Served as plain text; a page all the same.
    page: () => `${servers.secure.httpUrl}/status/200`,
    healthy: () => `${servers.secure.url}/echo`,
    url: "ws://weather.invalid/",
    id: "handshake-blocked",
    title: /weather\.invalid/,
  },
] as const;

describe("panel, file and command line agree on what the constructor threw for", () => {
  it.each(throwing)("$name", async ({ page, healthy, url, id, title }) => {
    await stage.page.goto(page());
    await openAll(stage.page, healthy(), 1);
    const name = await stage.page.evaluate((address) => {
      try {
        new WebSocket(address);
        return "nothing";
      } catch (error) {
        return error instanceof DOMException ? error.name : "something else";
      }
    }, url);
    const { har } = await expectPageAgreement(id, title);
    expect(har.log._stormglass.session.constructorErrors).toMatchObject([{ name, url }]);
    expect(har.log.entries.map(({ request }) => request.url)).toEqual([healthy()]);
  });
});

async function preserveLog(on: boolean): Promise<void> {
  const box = stage.panel.getByLabel("Preserve log");
  await box.click();
  // The box shows what the background has taken over.
  await expect.poll(() => box.isChecked()).toBe(on);
}

/** About what has no single connection: listed while none is selected. */
async function expectPageAgreement(id: string, title: RegExp) {
  if ((await readOrdinals(stage.panel)).length > 0)
    await stage.panel.locator("#connections").press("Escape");
  const listed = await waitFor(`${title} in the panel's findings`, async () =>
    (await readFindingTitles(stage.panel)).find((text) => title.test(text)),
  );
  const exported = await stage.exportSession();
  const found = exported.diagnosis.findings.filter((finding) => finding.id === id);
  expect(found.map((finding) => finding.title)).toEqual([listed]);
  expect(exported.har.log._stormglass.report).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ id, title: listed })]),
  });
  return exported;
}

declare global {
  interface Window {
    /** From the library's script for browsers. */
    ReconnectingWebSocket: typeof ReconnectingWebSocket;
  }
}
