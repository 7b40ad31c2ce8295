import { expect, it } from "vitest";
import type { HarEntry } from "../../../src/devtools/har-entry.ts";
import { readRequest } from "../../../src/devtools/read-request.ts";

const entryOf = (status: number, content: string | null, encoding = ""): HarEntry => ({
  startedDateTime: "2026-11-20T12:00:00.000Z",
  time: 5,
  timings: { wait: 5 },
  request: { url: "http://127.0.0.1:8080/ws", headers: [] },
  response: { status, statusText: "", headers: [], _error: status > 0 ? null : "net::ERR_FAILED" },
  getContent: (tell) => tell(content, encoding),
});

it.each([
  ["a text", entryOf(502, "<h1>Bad gateway"), "<h1>Bad gateway"],
  ["a text without a type", entryOf(502, btoa("Bad gateway"), "base64"), "Bad gateway"],
  ["nothing", entryOf(502, null), ""],
  ["no answer", entryOf(0, "x"), ""],
])("reads of %s what it says", async (_, entry, body) => {
  expect((await readRequest(entry)).body).toBe(body);
});

it("reads no more than the beginning, however it is written", async () => {
  const page = "x".repeat(9_000);
  for (const entry of [entryOf(200, page), entryOf(200, btoa(page), "base64")]) {
    const { body } = await readRequest(entry);
    expect(page.startsWith(body)).toBe(true);
    expect(body.length).toBeLessThan(3_000);
  }
});
