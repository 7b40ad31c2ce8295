import { mergeEntries } from "./merge-entries.ts";
import type { LogRecord } from "./record.ts";
import type { Wanted } from "./wanted.ts";

/** A record takes some hundred bytes: all of them together stay under 40 MiB. */
const MAX_RECORDS = 40_000;
/** Zones reach from -12 h to +14 h, and a clock may be some minutes off besides. */
const MAX_OFF_MS = 15 * 3_600_000;
/** What lies around the session is kept rather than what lies hours away from it. */
const NEAR_MS = 20 * 60_000;

/** It says how long, and not when. */
const isUndated = ({ begin, either, end, durationMs }: LogRecord): boolean =>
  !begin && !either && !end && durationMs !== null;

/** Of all records those that may be about a wanted connection: by name, else by path and time. */
export function createKeeper({ byId, paths, from, until }: Wanted) {
  const named: LogRecord[] = [];
  let near: LogRecord[] = [];
  let left = 0;
  let isTight = false;

  const isNear = (record: LogRecord, marginMs: number): boolean => {
    const first = (record.begin ?? record.either ?? record.end)?.at ?? Number.NaN;
    const last = (record.end ?? record.either ?? record.begin)?.at ?? Number.NaN;
    return last >= from - marginMs && first <= until + marginMs;
  };

  const mayBe = createPathCheck(paths);
  const own = createOwner();
  const hold = (record: LogRecord): void => {
    record.path = own(record.path);
    record.upstream = own(record.upstream);
    record.method = own(record.method);
    record.reason = own(record.reason) ?? "";
    record.ids = record.ids.map((id) => own(id) ?? "");
    if (record.cause) record.cause = { ...record.cause, sign: own(record.cause.sign) ?? "" };
  };

  return {
    offer(record: LogRecord): void {
      if (record.ids.some((id) => byId.has(id))) {
        record.ids = record.ids.filter((id) => byId.has(id) || record.server === "OpenClaw");
        hold(record);
        if (named.length < MAX_RECORDS) named.push(record);
        else left++;
        return;
      }
      if (!mayBe(record) || !(isUndated(record) || isNear(record, MAX_OFF_MS))) return;
      if (record.server !== "OpenClaw") record.ids = [];
      if (isTight && !isUndated(record) && !isNear(record, NEAR_MS)) {
        left++;
        return;
      }
      hold(record);
      near.push(record);
      if (near.length <= MAX_RECORDS) return;
      const before = near.length;
      near = near.filter((each) => isUndated(each) || isNear(each, NEAR_MS));
      isTight = true;
      // All of them are near: then the later half is as good as the earlier one, and no line is twice as dear.
      if (near.length > MAX_RECORDS) near.length = MAX_RECORDS >> 1;
      left += before - near.length;
    },
    records: (): LogRecord[] => mergeEntries([...named, ...near].sort((a, b) => a.line - b.line)),
    leftOut: (): number => left,
  };
}

/**
 * Upgrades, and whatever went to the same path; a proxy may have cut off the first part of it. What a
 * line costs does not depend on how many connections there are.
 */
function createPathCheck(paths: Wanted["paths"]): (record: LogRecord) => boolean {
  const parts = new Set<string>();
  const deep: string[] = [];
  let deepest = 0;
  for (const path of paths) {
    const found = partsOf(path, MAX_DEPTH);
    if (found.length === MAX_DEPTH) deep.push(path);
    for (const part of found) parts.add(part);
    deepest = Math.max(deepest, found.length);
  }
  const isPart = (path: string): boolean =>
    path === "/" ||
    paths.has("/") ||
    parts.has(path.startsWith("/") ? path : `/${path}`) ||
    partsOf(path, deepest).some((part) => paths.has(part)) ||
    // Nobody's addresses are so deep: whoever made them up is looked for one by one.
    deep.some((ours) => isPartOf(path, ours) || isPartOf(ours, path));
  return ({ path, status, isEvent, method, cause, durationMs, code, begin, ids }) => {
    // What says neither where nor what is about anything, but for the first of several lines.
    if (path === null) {
      if (begin !== null && ids.length > 0) return true;
      return status !== null || durationMs !== null || code !== null || cause !== null;
    }
    if (paths.has(path)) return true;
    const isUpgrade = status === 101 || (method === "CONNECT" && status === 200);
    return (isUpgrade || (isEvent && cause !== null)) && isPart(path);
  };
}

/** Parts of a path beyond these are not told apart. */
const MAX_DEPTH = 32;

/** `/c`, `/b/c` and `/a/b/c` of `/a/b/c`; the last ones alone where there are more. */
function partsOf(path: string, most: number): string[] {
  const parts: string[] = [];
  for (let at = path.length; at > 0 && parts.length < most; ) {
    at = path.lastIndexOf("/", at - 1);
    if (at < 0) break;
    parts.push(path.slice(at));
  }
  return parts;
}

/** `/live` is part of `/api/live`, and everything of `/`. */
export const isPartOf = (part: string, whole: string): boolean =>
  part === "/" || whole.endsWith(part.startsWith("/") ? part : `/${part}`);

const MAX_OWNED = 50_000;

/**
 * A part of a text holds the whole of it in the engine's memory: what is kept of a line gets letters
 * of its own, and the same words once.
 */
function createOwner() {
  const owned = new Map<string, string>();
  return (text: string | null): string | null => {
    if (text === null || text === "") return text;
    const before = owned.get(text);
    if (before !== undefined) return before;
    const copy = copyOf(text);
    if (owned.size < MAX_OWNED) owned.set(copy, copy);
    return copy;
  };
}

export function copyOf(text: string): string {
  const units: number[] = [];
  for (let i = 0; i < text.length; i += 1) units.push(text.charCodeAt(i));
  let copy = "";
  for (let i = 0; i < units.length; i += 512) {
    copy += String.fromCharCode(...units.slice(i, i + 512));
  }
  return copy;
}
