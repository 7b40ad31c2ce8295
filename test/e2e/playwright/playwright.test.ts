import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDoor } from "../../../src/cli/open-door.ts";
import { openFile } from "../../../src/har/open/open-file.ts";
import { readHar, type SessionFile } from "../../../src/har/read.ts";
import { type Attachment, type Result, runExample } from "../../playwright/run-example.ts";

let results: Result[] = [];
let output = "";
let remove = () => {};

beforeAll(async () => {
  ({ results, output, remove } = await runExample());
});
afterAll(() => remove());

function resultOf(title: string): Result {
  const found = results.find((result) => result.title === title);
  if (!found) throw new Error(`“${title}” did not run:\n${output}`);
  return found;
}

const textOf = ({ path, body }: Attachment): string =>
  path ? readFileSync(path, "utf8") : Buffer.from(body ?? "", "base64").toString("utf8");

function attachmentOf({ title, attachments }: Result, name: string): Attachment {
  const found = attachments.find((attachment) => attachment.name === name);
  if (!found) throw new Error(`“${title}” has no ${name}:\n${output}`);
  return found;
}

const sessionOf = (result: Result): SessionFile =>
  readHar(textOf(attachmentOf(result, "stormglass-session.har")));

/** What both can tell of each connection. */
const connectionsIn = ({ session, rows }: SessionFile) =>
  [...session.connections.values()]
    .map(({ id, url, send, receive, handshake, open }) => ({
      url: url.replace(/\?.*/, ""),
      opened: open !== null,
      error: handshake?.error ?? null,
      sent: { count: send.count, sizeBytes: send.sizeBytes },
      received: { count: receive.count, sizeBytes: receive.sizeBytes },
      bodies: (rows.get(id) ?? []).map(({ body }) => body),
    }))
    .sort((a, b) => (a.url < b.url ? -1 : 1));

describe("stormglass/playwright", () => {
  it("passes and fails the example's tests as it should", () => {
    expect(results.map(({ title, status }) => `${status}: ${title}`)).toEqual([
      "failed: prices are refused, without the fixture",
      "passed: prices keep coming",
      "passed: the server takes one subscription a user",
      "passed: a page with a toJSON of its own is recorded",
      "passed: the page comes back after a loss",
      "passed: what is mocked is not judged",
      "passed: popups, workers and contexts of one's own are recorded",
      "failed: prices are refused",
    ]);
  });

  it("says in the failure what was found, and what to do", () => {
    const [error] = resultOf("prices are refused").errors;
    expect(error).toContain("answered 403 to the handshake (auth-rejected)");
    expect(error).toContain("server: Allow the page's origin.");
  });

  it("attaches the report and the session, with secrets masked and the codes that traces lack", () => {
    const limited = sessionOf(resultOf("the server takes one subscription a user"));
    const [closed] = limited.session.connections.values();
    expect(closed?.end).toMatchObject({ code: 1008, reason: "one subscription a user" });
    const refused = resultOf("prices are refused");
    const report = textOf(attachmentOf(refused, "stormglass-report.md"));
    expect(report).toContain("## Stormglass: `prices are refused`");
    const all = report + textOf(attachmentOf(refused, "stormglass-session.har"));
    expect(all).toContain("token=");
    expect(all).not.toContain("c2lnbmF0dXJl");
  });

  it("tells what was mocked from what was real", () => {
    const result = resultOf("what is mocked is not judged");
    const report = textOf(attachmentOf(result, "stormglass-report.md"));
    expect(report).toContain("1 socket was answered by routeWebSocket");
    const urls = [...sessionOf(result).session.connections.values()].map(({ url }) => url);
    expect(urls).toEqual([expect.stringMatching(/\/prices$/)]);
  });

  it("records popups, workers and contexts of the test's own", () => {
    const result = resultOf("popups, workers and contexts of one's own are recorded");
    const sessions = result.attachments.filter(({ name }) => name.endsWith(".har"));
    const connections = sessions.flatMap((one) => [
      ...readHar(textOf(one)).session.connections.values(),
    ]);
    expect(connections.map(({ pageWorker }) => pageWorker).toSorted()).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each(["prices keep coming", "the page comes back after a loss", "prices are refused"])(
    "records the connections that Playwright's own trace has: %s",
    async (title) => {
      const result = resultOf(title);
      const trace = await openFile(await openDoor(attachmentOf(result, "trace").path ?? ""));
      const own = connectionsIn(sessionOf(result));
      expect(own.length).toBeGreaterThan(0);
      expect(connectionsIn(trace)).toEqual(own);
    },
  );

  it("says in the output what the trace of a test without the fixture holds", () => {
    const told = output.slice(output.indexOf("WebSockets of the tests that failed"));
    expect(told).toContain("› prices are refused, without the fixture");
    expect(told).toMatch(/error: Forbidden: 127\.0\.0\.1:\d+ answered 403 to the handshake/);
    expect(told).toMatch(/npx stormglass diagnose \S+trace\.zip/);
  });
});
