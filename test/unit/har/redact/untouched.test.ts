import fc from "fast-check";
import { expect, it } from "vitest";
import { NO_WISHES } from "../../../../src/har/mask/watch-masker.ts";
import { redactFile } from "../../../../src/har/redact/redact-file.ts";
import type { Source } from "../../../../src/har/redact/source.ts";

const sourceOf = (text: string, chunkBytes: number): Source => ({
  kind: "utf-8",
  async *read() {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      yield bytes.subarray(from, from + chunkBytes);
    }
  },
  close: () => undefined,
});

async function redact(text: string, chunkBytes = 4_096): Promise<string> {
  const { chunks } = await redactFile(sourceOf(text, chunkBytes), NO_WISHES);
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts).toString();
}

const words = fc
  .array(fc.constantFrom("storm", "ahead", "12", "é", "🌩", "user joined", "a-b", "(1)", "\n"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(" "));
const pair = fc.record({
  name: fc.constantFrom("Host", "Accept", "X-Page", "room", "limit"),
  value: words,
});
const body = fc.oneof(
  words,
  fc
    .array(fc.record({ id: fc.nat(), text: words, on: fc.boolean(), left: fc.constant(null) }))
    .map((value) => JSON.stringify(value)),
);
const message = fc.record({
  type: fc.constantFrom("send", "receive"),
  time: fc.double({ min: 1.7e9, max: 1.8e9, noNaN: true }),
  opcode: fc.constantFrom(1, 1, 2),
  data: body,
});
const binary = (one: { opcode: number; data: string }) =>
  one.opcode === 2 ? { ...one, data: Buffer.from(one.data).toString("base64") } : one;
const entry = fc.record(
  {
    startedDateTime: fc.constant("2026-11-20T12:00:00.000Z"),
    time: fc.double({ min: 0, max: 1e4, noNaN: true }),
    request: fc.record({
      method: fc.constant("GET"),
      url: fc.nat(999).map((n) => `https://example.test/rooms/${n}?page=${n}`),
      headers: fc.array(pair),
      queryString: fc.array(pair),
      postData: fc.record({ mimeType: fc.constant("text/plain"), text: body }),
    }),
    response: fc.record({
      status: fc.constantFrom(101, 200, 404),
      headers: fc.array(pair),
      content: fc.record({ size: fc.nat(), mimeType: fc.constant("text/plain"), text: body }),
      _error: words,
    }),
    _webSocketMessages: fc.array(message.map(binary)),
    _own: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value).length),
  },
  { requiredKeys: ["startedDateTime"] },
);

it("a HAR without secrets comes out byte by byte, whatever else it holds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 4 }),
      fc.constantFrom(undefined, 1, "\t"),
      fc.integer({ min: 1, max: 300 }),
      async (entries, space, chunkBytes) => {
        const text = JSON.stringify({ log: { version: "1.2", entries } }, null, space);
        expect(await redact(text, chunkBytes)).toBe(text);
      },
    ),
    { numRuns: 200 },
  );
});
