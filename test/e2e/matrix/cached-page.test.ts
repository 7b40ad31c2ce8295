import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { expectAgreement } from "./agreement.ts";
import { type MatrixServers, startMatrixServers } from "./matrix-servers.ts";
import { openStage, type Stage } from "./stage.ts";

let servers: MatrixServers;
let stage: Stage;

beforeAll(async () => {
  servers = await startMatrixServers();
  stage = await openStage(servers.pages.url, `${servers.faults.url}/status/400`, {
    backForwardCache: true,
  });
});

afterAll(async () => {
  await stage?.close();
  await servers?.stop();
});

const CACHED = {
  primary: "page-gone",
  code: null,
  reason: "",
  wasClean: null,
  panel: /back\/forward cache/,
} as const;

it("a page that went into the back/forward cache and came out of it", async () => {
  const { page, panel } = stage;
  await stage.load(`${servers.pages.url}/next`);
  await page.evaluate((url) => {
    window.addEventListener("pageshow", ({ persisted }) => {
      Object.assign(window, { cameBack: persisted });
    });
    new WebSocket(url);
  }, `${servers.faults.url}/echo`);
  const open = panel.locator("#connections").getByText(/^open for/);
  await open.waitFor();
  await page.goto(servers.pages.url);
  await open.waitFor({ state: "hidden" });
  await page.evaluate("history.back()");
  await waitFor("the page out of the cache", () =>
    page.evaluate<boolean>("window.cameBack === true").catch(() => false),
  );
  expect(page.url()).toBe(`${servers.pages.url}/next`);
  await expectAgreement(stage, [CACHED]);
});
