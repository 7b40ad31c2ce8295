/**
 * A trace of Playwright (`trace.zip`): its sockets stand in `*.network`, one entry of a HAR a line,
 * their messages in `resources/`, what the test did in `*.trace`. Versions 3 to 10 of the format.
 */

import {
  type Attached,
  attachedFileOf,
  isWebSocketFile,
  readAttached,
  readLines,
} from "../attached.ts";
import { HarError } from "../har-error.ts";
import { JsonPart } from "../json-part.ts";
import type { Zip } from "../open/zip.ts";
import type { Log } from "../read-log.ts";
import { isObject } from "../shape.ts";
import { readTestRun, type TestRun } from "./test-run.ts";

const NETWORK = /(?:^|[/-])trace\.network$/;
const EVENTS = /\.trace$/;

export const isTrace = (names: readonly string[]): boolean =>
  names.some((name) => NETWORK.test(name) || EVENTS.test(name));

export type FoundTrace = { log: Log; attached: Attached };

export async function readTrace(zip: Zip): Promise<FoundTrace> {
  const notes: string[] = [];
  const networks = zip.names.filter((name) => NETWORK.test(name));
  if (networks.length === 0) {
    throw new HarError(
      "the archive",
      "is a trace of Playwright without a record of the network: no context of it was traced (`trace.network` is missing)",
    );
  }
  const entries: Found[] = [];
  for (const name of networks) {
    const { lines, damaged } = readLines((await zip.text(name)) ?? "", name);
    if (damaged !== null) notes.push(damaged);
    addEntries(entries, lines, name);
  }
  const kept = withoutRepeats(entries);
  const attached = await readResources(zip, kept, notes);
  const run = await readRun(zip, notes);
  notes.push(...describeRun(run));
  return {
    attached,
    log: {
      log: {
        version: "1.2",
        creator: { name: "Playwright", version: run.playwrightVersion },
        ...(run.browserName === "" ? {} : { browser: { name: run.browserName, version: "" } }),
      },
      entries: kept.map(({ part }) => part),
      placeOf: (index) => kept[index]?.place ?? "the trace",
      notes,
      lifecycle: run.moments,
      endedAt: run.endedAt,
    },
  };
}

type Found = { part: JsonPart; entry: unknown; place: string };

function addEntries(into: Found[], lines: readonly string[], name: string): void {
  for (const [index, line] of lines.entries()) {
    const { part } = new JsonPart(line).without("snapshot");
    if (part) into.push({ part, entry: part.parse(), place: `${name}:${index + 1}` });
  }
}

/**
 * Each part of a trace has all entries up to then, and one that goes on is written again: the last
 * one knows most.
 */
function withoutRepeats(entries: readonly Found[]): Found[] {
  const last = new Map<string, Found>();
  for (const [index, found] of entries.entries()) last.set(keyOf(found.entry) ?? `${index}`, found);
  const kept = new Set(last.values());
  return entries.filter((found) => kept.has(found));
}

function keyOf(entry: unknown): string | null {
  if (!isObject(entry) || typeof entry._monotonicTime !== "number") return null;
  const url = isObject(entry.request) ? entry.request.url : "";
  return JSON.stringify([entry._frameref, entry.pageref, entry._monotonicTime, url]);
}

async function readResources(zip: Zip, entries: Found[], notes: string[]): Promise<Attached> {
  const attached = new Map<string, JsonPart>();
  for (const { entry } of entries) {
    const file = isWebSocketFile(entry) ? attachedFileOf(entry) : null;
    if (file === null || attached.has(file)) continue;
    const text = (await zip.text(file)) ?? (await zip.text(`resources/${file}`));
    if (text !== null) attached.set(file, readAttached(text, file, notes));
  }
  return attached;
}

async function readRun(zip: Zip, notes: string[]): Promise<TestRun> {
  const files: { name: string; text: string }[] = [];
  for (const name of zip.names.filter((one) => EVENTS.test(one))) {
    try {
      files.push({ name, text: (await zip.text(name)) ?? "" });
    } catch (error) {
      // The sockets can be told without it.
      if (!(error instanceof HarError)) throw error;
      notes.push(`What the test did is not shown: ${error.message}.`);
    }
  }
  return readTestRun(files);
}

function describeRun({ title, errors, leftOut }: TestRun): string[] {
  const test = title === "" ? "" : `The trace is of “${title}”`;
  const failed = errors > 0 ? "which failed" : "";
  const told = [test, failed].filter((part) => part !== "").join(", ");
  return [
    ...(told === "" || test === "" ? [] : [`${told}.`]),
    ...(leftOut === 0 ? [] : [`${leftOut} more steps of it are not shown.`]),
  ];
}
