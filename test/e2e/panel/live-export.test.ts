import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { connectionLines } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const EXPORTS = 3;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/flow": script(`new WebSocket("${url}/push/2"); new WebSocket("${url}/push/5");`),
  }));
});
afterAll(() => watched?.close());

it("exports from the midst of a flow exactly the messages that the file counts", async () => {
  const page = await watched.browser.openPage("about:blank");
  const { frame, close } = await watched.browser.openPanel(page);
  await page.goto(`${watched.pages.url}/flow`);
  await connectionLines(frame).nth(1).waitFor();
  for (let turn = 0; turn < EXPORTS; turn++) {
    const { path } = await watched.browser.downloadFrom(() =>
      frame.getByRole("button", { name: "Export session" }).click(),
    );
    const { session, rows } = readHar(readFileSync(path, "utf8"));
    const counted = [...session.connections.values()].map(({ id, receive }) => [id, receive.count]);
    const written = [...session.connections.keys()].map((id) => [id, rows.get(id)?.length]);
    expect(written).toEqual(counted);
  }
  await close();
  await page.close();
});
