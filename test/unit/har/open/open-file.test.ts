import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  TextReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it } from "vitest";
import { whoClosed } from "../../../../src/analysis/connection/who-closed.ts";
import { openDoor } from "../../../../src/cli/open-door.ts";
import type { Door } from "../../../../src/har/open/door.ts";
import { openFile } from "../../../../src/har/open/open-file.ts";
import type { SessionFile } from "../../../../src/har/read.ts";

const at = (name: string) => `${import.meta.dirname}/files/${name}`;
const TRACE = at("playwright-1.65-trace.zip");

const doorTo = (bytes: Uint8Array): Door => ({
  size: bytes.byteLength,
  read: async (from, length) => bytes.subarray(from, from + length),
  text: async () => new TextDecoder().decode(bytes),
  beside: async () => null,
});

/** The same archive with something else in it: a name, or null to leave it out. */
async function repack(
  path: string,
  change: (name: string, text: string) => string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(path)), {
    useWebWorkers: false,
  });
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const text = new TextDecoder().decode(await entry.arrayBuffer());
    const changed = change(entry.filename, text);
    if (changed !== null) await writer.add(entry.filename, new TextReader(changed));
  }
  return writer.close();
}

async function pack(files: Record<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

const messagesOf = ({ session, rows }: SessionFile) =>
  [...session.connections.values()].map(({ url, id, send, receive, handshake }) => ({
    path: new URL(url).pathname,
    status: handshake?.status,
    sent: send.count,
    received: receive.count,
    bodies: rows.get(id)?.map(({ body }) => (typeof body === "string" ? body : [...(body ?? [])])),
  }));

const SAME = [
  {
    path: "/prices",
    status: 101,
    sent: 3,
    received: 5,
    bodies: [
      '{"type":"welcome"}',
      [1, 2, 3, 250],
      "hé ⚡",
      [9, 8, 7],
      "hé ⚡",
      [9, 8, 7],
      "bye",
      "bye",
    ],
  },
  { path: "/forbidden", status: 403, sent: 0, received: 0, bodies: [] },
  { path: "/echo", status: 101, sent: 0, received: 0, bodies: [] },
  { path: "/echo", status: 101, sent: 1, received: 1, bodies: ['{"n":1}', '{"n":1}'] },
  { path: "/echo", status: 101, sent: 0, received: 0, bodies: [] },
];

describe("Playwright", () => {
  it.each([
    ["a trace of its runner", "playwright-1.65-trace.zip"],
    ["a HAR with the messages inside", "playwright-1.65-embed.har"],
    ["a HAR in an archive, the messages beside it", "playwright-1.65-attach.zip"],
    ["a HAR with the messages in files beside it", "attached/attach.har"],
  ])("is read alike from %s", async (_, name) => {
    const file = await openFile(await openDoor(at(name)));
    const order = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    const read = messagesOf(file).map((one) => ({ ...one, bodies: order(one.bodies ?? []) }));
    expect(read).toEqual(SAME.map((one) => ({ ...one, bodies: order(one.bodies) })));
    expect(file.notes.join(" ")).toContain("Playwright exports no close codes");
  });

  it("tells with its trace which test it was, its steps and its error", async () => {
    const { session, notes, nowMs } = await openFile(await openDoor(TRACE));
    const told = session.lifecycle.map(({ kind, text }) => `${kind}: ${text?.slice(0, 60)}`);
    expect(told).toEqual([
      "test: prices.spec.mjs:3 › the list of prices is shown",
      "test-step: Navigate 127.0.0.1:45447/",
      "test-step: subscribes to prices",
      `test-step: Expect "toHaveText" locator('#state')`,
      "test-error: Error: expect(locator).toHaveText(expected) failed Locator: ",
    ]);
    expect(notes[0]).toBe(
      "The trace is of “prices.spec.mjs:3 › the list of prices is shown”, which failed.",
    );
    const lastStep = session.lifecycle.at(-1)?.at ?? 0;
    expect(nowMs).toBeGreaterThanOrEqual(lastStep);
    const [first] = session.connections.values();
    expect(session.lifecycle[1]?.at).toBeLessThan(first?.createdAt ?? 0);
  });

  it("is read as far as it goes where resources are missing, and the trace says so", async () => {
    const bytes = await repack(TRACE, (name, text) =>
      name.startsWith("resources/") ? null : text,
    );
    const file = await openFile(doorTo(bytes));
    expect(file.session.connections.size).toBe(5);
    expect(file.notes.join(" ")).toMatch(
      /messages of 2 connections are in files of their own that were not found \(“resources\/[\da-f]+\.jsonl”, /,
    );
  });

  it("loses one line of what was cut off, and names it", async () => {
    const bytes = await repack(TRACE, (name, text) => {
      if (name.endsWith(".jsonl") && text.includes("welcome")) return text.slice(0, -20);
      return name === "1-trace.network" ? text.slice(0, -20) : text;
    });
    const file = await openFile(doorTo(bytes));
    expect(file.session.connections.size).toBe(4);
    expect(file.notes.join(" ")).toMatch(/“1-trace\.network” ends in the middle of line 6/);
    expect(file.notes.join(" ")).toMatch(
      /“resources\/[\da-f]+\.jsonl” ends in the middle of line 8/,
    );
  });

  it("counts an entry once that two parts of a trace have, and believes the later one", async () => {
    const bytes = await repack(TRACE, (name, text) =>
      name === "1-trace.network"
        ? `${text}${text.replaceAll("response code: 403", "response code: 401")}`
        : text,
    );
    const statuses = messagesOf(await openFile(doorTo(bytes))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([101, 101, 101, 101, 401]);
  });

  it("says where in a trace something is not as it should be", async () => {
    const bytes = await repack(TRACE, (name, text) =>
      name === "1-trace.network" ? text.replaceAll(/"url":"ws:[^"]+"/g, '"url":7') : text,
    );
    const file = await openFile(doorTo(bytes));
    expect(file.session.connections.size).toBe(0);
    expect(file.notes.join(" ")).toContain("1-trace.network:2.request.url is not a text");
  });
});

describe("mitmproxy", () => {
  const flows = readFileSync(at("mitmproxy-8.1.flows"));

  it("tells with its flows who closed, with which code", async () => {
    const file = await openFile(doorTo(flows));
    const ends = [...file.session.connections.values()].map((connection) => {
      const { url, end, closing, handshake } = connection;
      const who = whoClosed(connection);
      return [new URL(url).pathname, handshake?.status, end?.code, end?.reason, who, closing?.code];
    });
    expect(ends).toEqual([
      ["/prices", 101, 1008, "policy: one subscription a user", "server", undefined],
      ["/forbidden", 403, null, "", expect.anything(), undefined],
      ["/echo", 101, null, "", "document", undefined],
      ["/echo", 101, 4000, "done with it", "page", 4000],
      ["/echo", 101, null, "", "document", undefined],
    ]);
    const read = messagesOf(file).map(({ bodies }) => bodies);
    expect(read[0]).toEqual(SAME[0]?.bodies);
    expect(file.notes.join(" ")).toContain("mitmproxy records between browser and server");
  });

  it("is read up to where its file was cut off, and says at which byte", async () => {
    const file = await openFile(doorTo(flows.subarray(0, -300)));
    expect(file.session.connections.size).toBe(4);
    expect(file.notes.join(" ")).toMatch(
      /byte \d+ begins a value that the file ends within: .*before it were read/,
    );
  });

  it.each([
    ["a length without end", "99999999999999:"],
    ["a value of no kind", "14:4:type;4:http?}"],
    ["lists without end", `${"9:".repeat(5)}`],
  ])("is called damaged where it is: %s", async (_, text) => {
    const bytes = new TextEncoder().encode(text.startsWith("9") ? `20:4:type;${text}` : text);
    await expect(openFile(doorTo(bytes))).rejects.toThrow(/^byte \d+ /);
  });
});

describe("an archive", () => {
  const trace = readFileSync(TRACE);

  it.each([
    ["that was cut off", trace.subarray(0, -200), /the archive was cut off/],
    ["of nothing that we read", null, /holds neither a HAR nor a trace of Playwright/],
  ])("%s is named as such", async (_, bytes, message) => {
    const given = bytes ?? (await pack({ "notes.txt": "nothing" }));
    await expect(openFile(doorTo(given))).rejects.toThrow(message);
  });

  it("whose contents do not match what was packed is called damaged, with the name of the file", async () => {
    const bytes = Uint8Array.from(trace);
    // The first bytes of the largest file's data: its name stands right before them.
    const name = new TextEncoder().encode("1-trace.network");
    const start = bytes.findIndex((_, i) => name.every((byte, k) => bytes[i + k] === byte));
    bytes.fill(0xff, start + name.length + 40, start + name.length + 80);
    await expect(openFile(doorTo(bytes))).rejects.toThrow(
      /“1-trace\.network” in the archive is damaged/,
    );
  });

  it("within an archive is read, as a CI keeps it", async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await writer.add("test-results/a/trace.zip", new Uint8ArrayReader(trace));
    const file = await openFile(doorTo(await writer.close()));
    expect(file.session.connections.size).toBe(5);
  });

  it("of several HARs says so instead of taking one of them", async () => {
    const bytes = await pack({ "a.har": "{}", "b.har": "{}" });
    await expect(openFile(doorTo(bytes))).rejects.toThrow(/holds 2 HARs \(“a\.har” is the first\)/);
  });

  it("whose directory claims to be larger than the file asks for no more than there is", async () => {
    const bytes = new Uint8Array(100);
    bytes.set([0x50, 0x4b, 3, 4]);
    const end = new DataView(bytes.buffer, 78);
    end.setUint32(0, 0x06054b50, true);
    for (const place of [8, 10]) end.setUint16(place, 5, true);
    end.setUint32(12, 0xffff_fff0, true);
    end.setUint32(16, 4, true);
    let most = 0;
    const door = doorTo(bytes);
    const read = (from: number, length: number) => {
      most = Math.max(most, length);
      return door.read(from, length);
    };
    await expect(openFile({ ...door, read })).rejects.toThrow(/the archive/);
    expect(most).toBeLessThanOrEqual(100);
  });

  it("whose test tells of times that no calendar has leaves those out", async () => {
    const bytes = await repack(TRACE, (name, text) =>
      name.endsWith(".trace")
        ? text.replaceAll(/"(startTime|endTime)":[\d.]+/g, '"$1":1e200')
        : text,
    );
    const { session, nowMs } = await openFile(doorTo(bytes));
    for (const { at: told } of session.lifecycle) expect(told).toBeLessThan(8.64e15);
    expect(nowMs).toBeLessThan(8.64e15);
  });

  it("that unpacks to more than may be held is refused before it is", async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await writer.add("trace.network", new Uint8ArrayReader(new Uint8Array(64 * 1024)));
    const bytes = await writer.close();
    // Its directory claims 3 GiB.
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length - 4; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 3 * 1024 ** 3, true);
    }
    await expect(openFile(doorTo(bytes))).rejects.toThrow(
      /too large when it is unpacked|is damaged/,
    );
  });
});

describe("a HAR that names files beside it", () => {
  it.each(["../secret.jsonl", "/etc/passwd", "a/../../b.jsonl", "C:\\x.jsonl"])(
    "does not choose what is read of the machine: %s",
    async (name) => {
      const har = readFileSync(at("attached/attach.har"), "utf8").replace(
        /"_file":\s?"[\da-f]+\.jsonl"/g,
        `"_file":${JSON.stringify(name)}`,
      );
      const asked: string[] = [];
      const file = await openFile({
        ...doorTo(new TextEncoder().encode(har)),
        beside: async (one) => {
          asked.push(one);
          return "";
        },
      });
      expect(asked).toEqual([]);
      expect(file.notes.join(" ")).toContain("were not found");
    },
  );
});
