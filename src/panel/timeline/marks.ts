/** What happened to the page and the computer, as far as it explains what sockets do. */

import { sayRequest } from "../../analysis/connection/http-beside.ts";
import { type HttpRequest, isSuccess } from "../../protocol/http-request.ts";
import type { Lifecycle, PageStop, Session } from "../../session/session.ts";
import { countOf, formatDuration } from "../../words/words.ts";
import { previewText } from "../ui/safe-text.ts";
import type { Span } from "../ui/span.ts";

/** A moment where `from` and `to` are the same. */
export type Mark = Span & {
  kind: "navigated" | "stopped" | "offline" | "frozen" | "asleep" | "step" | "failed" | "http";
  text: string;
};

/** Timers of a busy page run late by seconds, never by this much. */
const MIN_SLEEP_MS = 10_000;

const STOPPED_WORDS = {
  crashed: "The tab's page crashed or was killed",
  discarded: "The browser discarded the tab to save memory",
  "frame-crashed": "A frame of the page crashed or was killed",
} satisfies Record<PageStop, string>;

const TEST_WORDS = { test: "The test began", "test-step": "The test's step" };

const isStop = (kind: Lifecycle["kind"]): kind is PageStop => kind in STOPPED_WORDS;

/** The frames of a page stop together, each port a moment after the other. */
const TOGETHER_MS = 1_000;

export function marksOf(
  { lifecycle, http }: Pick<Session, "lifecycle" | "http">,
  nowMs: number,
): Mark[] {
  const marks = http.flatMap(httpMarks);
  for (const [i, event] of lifecycle.entries()) {
    const { kind, at } = event;
    if (kind === "navigated") {
      marks.push({ kind, from: at, to: at, text: "The tab went to another page, or reloaded" });
    } else if (kind === "test" || kind === "test-step") {
      marks.push({
        kind: "step",
        from: at,
        to: at,
        text: `${TEST_WORDS[kind]}: ${event.text ?? ""}`,
      });
    } else if (kind === "test-error") {
      marks.push({
        kind: "failed",
        from: at,
        to: at,
        text: `The test failed: ${event.text ?? ""}`,
      });
    } else if (isStop(kind)) {
      if (isTold(marks, "stopped", at)) continue;
      marks.push({ kind: "stopped", from: at, to: at, text: STOPPED_WORDS[kind] });
    } else if (kind === "clock-jump" && (event.ms ?? 0) > MIN_SLEEP_MS) {
      const ms = event.ms ?? 0;
      const text = `Asleep for ${formatDuration(ms)}: the page's timers stood still`;
      marks.push({ kind: "asleep", from: at - ms, to: at, text });
    } else if (kind === "offline" && !isWithin(marks, "offline", at)) {
      marks.push(lasting("offline", "Offline", at, endOf(lifecycle, i, "online"), nowMs));
    } else if (kind === "freeze" && !isWithin(marks, "frozen", at)) {
      const until = endOf(lifecycle, i, "resume");
      marks.push(lasting("frozen", "Tab frozen by the browser", at, until, nowMs));
    }
  }
  return marks;
}

/** Of the page's HTTP what failed, and logins, which decide what the next handshake brings along. */
function httpMarks(request: HttpRequest): Mark[] {
  const { host, use, count, startedAt, endedAt } = request;
  if (isSuccess(request) && use !== "login") return [];
  const said = previewText(`${sayRequest(request)} (${host})`, SHOWN_REQUEST);
  // Several in a row that were answered alike are one that lasted.
  const from = count > 1 ? startedAt : endedAt;
  const times = count > 1 ? `, ${countOf(count, "request")}` : "";
  return [{ kind: "http", from, to: endedAt, text: `HTTP: ${said}${times}` }];
}

const SHOWN_REQUEST = 200;

/** Each frame of a page reports the same. */
const isWithin = (marks: readonly Mark[], kind: Mark["kind"], at: number) =>
  marks.some((mark) => mark.kind === kind && at >= mark.from && at <= mark.to);

const isTold = (marks: readonly Mark[], kind: Mark["kind"], at: number) =>
  marks.some((mark) => mark.kind === kind && Math.abs(mark.from - at) <= TOGETHER_MS);

function endOf(lifecycle: readonly Lifecycle[], begin: number, kind: Lifecycle["kind"]) {
  const owner = lifecycle[begin]?.documentId;
  const later = lifecycle.slice(begin + 1);
  return later.find((event) => event.kind === kind && event.documentId === owner)?.at ?? null;
}

function lasting(
  kind: Mark["kind"],
  what: string,
  from: number,
  until: number | null,
  nowMs: number,
): Mark {
  const to = until ?? Math.max(from, nowMs);
  const text =
    until === null
      ? `${what} for ${formatDuration(to - from)} so far`
      : `${what} for ${formatDuration(to - from)}`;
  return { kind, from, to, text };
}
