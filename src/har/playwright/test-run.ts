/** What a test did, and when: as the events of a trace tell it. */
import { cutText } from "../../protocol/cut-text.ts";
import { MAX_PHRASE, MAX_TIME_MS } from "../../protocol/text.ts";
import type { Lifecycle } from "../../session/session.ts";
import { isObject } from "../shape.ts";

export type TestRun = {
  /** Empty where the trace names no test. */
  title: string;
  browserName: string;
  playwrightVersion: string;
  /** In order of time. */
  moments: Lifecycle[];
  errors: number;
  /** Steps beyond those that are shown. */
  leftOut: number;
  /** The last moment that it tells of, in epoch ms; 0: none. */
  endedAt: number;
};

/** More would hide what the sockets did. */
const MAX_STEPS = 300;
const MAX_ERRORS = 50;
/** Pictures of the page are longer, and no steps. */
const MAX_LINE = 262_144;
const NO_STEPS =
  /^\{"type":"(?:frame-snapshot|screencast-frame|screenshot|aria-snapshot|log|console|stdout|stderr|resource-snapshot)"/;

type Raw = Record<string, unknown>;
type Step = {
  text: string;
  at: number;
  error: string | null;
  endedAt: number | null;
  isTold: boolean;
};

export function readTestRun(files: readonly { name: string; text: string }[]): TestRun {
  const run: TestRun = {
    ...{ title: "", browserName: "", playwrightVersion: "" },
    ...{ moments: [], errors: 0, leftOut: 0, endedAt: 0 },
  };
  // The runner's own file tells the steps as the test's author wrote them.
  const ofRunner = files.filter(({ name }) => /(?:^|\/)test\.trace$/.test(name));
  const others = files.filter((file) => !ofRunner.includes(file));
  const steps = new Map<string, Step>();
  const errors: string[] = [];
  for (const file of [...ofRunner, ...others]) {
    readEvents(file.text, run, ofRunner.length === 0 || ofRunner.includes(file), steps, errors);
  }
  run.moments = toMoments(run, [...steps.values()], errors);
  return run;
}

function readEvents(
  text: string,
  run: TestRun,
  withSteps: boolean,
  steps: Map<string, Step>,
  errors: string[],
): void {
  let offsetMs: number | null = null;
  const wall = (monotonic: unknown): number | null => {
    if (typeof monotonic !== "number" || offsetMs === null) return null;
    const at = offsetMs + monotonic;
    if (!(Math.abs(at) <= MAX_TIME_MS)) return null;
    run.endedAt = Math.max(run.endedAt, at);
    return at;
  };
  for (const line of text.split("\n")) {
    if (line === "" || line.length > MAX_LINE || NO_STEPS.test(line)) continue;
    const event = parse(line);
    if (event === null) continue;
    switch (event.type) {
      case "context-options":
        if (typeof event.wallTime === "number" && typeof event.monotonicTime === "number") {
          offsetMs = event.wallTime - event.monotonicTime;
        }
        run.title ||= wordsOf(event.title);
        run.browserName ||= wordsOf(event.browserName);
        run.playwrightVersion ||= wordsOf(event.playwrightVersion);
        break;
      case "before": {
        const at = wall(event.startTime);
        if (at === null || !withSteps || typeof event.callId !== "string") break;
        const step = { text: nameStep(event), at, error: null, endedAt: null };
        steps.set(event.callId, { ...step, isTold: isTold(event, steps) });
        break;
      }
      case "after": {
        const at = wall(event.endTime);
        const step = typeof event.callId === "string" ? steps.get(event.callId) : undefined;
        if (!step || !withSteps) break;
        step.endedAt = at;
        if (isObject(event.error)) step.error = wordsOf(event.error.message ?? event.error.name);
        break;
      }
      case "error":
        if (withSteps) errors.push(wordsOf(event.message));
        break;
      case "event":
        wall(event.time);
        break;
    }
  }
}

function toMoments(run: TestRun, steps: readonly Step[], errors: readonly string[]): Lifecycle[] {
  const base = { documentId: null };
  const moments: Lifecycle[] = [];
  const [first] = steps;
  if (first && run.title !== "") {
    moments.push({ kind: "test", at: first.at, ...base, text: run.title });
  }
  const told = steps.filter((step) => step.isTold);
  for (const { at, text } of told.slice(0, MAX_STEPS)) {
    moments.push({ kind: "test-step", at, ...base, text });
  }
  run.leftOut = Math.max(0, told.length - MAX_STEPS);
  const failed = steps.filter(({ error, endedAt }) => error !== null && endedAt !== null);
  // A step that fails fails those around it: of one error the innermost, which ended first, is told.
  const seen = new Map<string, number>();
  for (const { error, endedAt } of failed.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))) {
    if (!seen.has(error ?? "")) seen.set(error ?? "", endedAt ?? 0);
  }
  for (const error of errors) if (!seen.has(error)) seen.set(error, run.endedAt);
  run.errors = seen.size;
  for (const [text, at] of [...seen].slice(0, MAX_ERRORS)) {
    moments.push({ kind: "test-error", at, ...base, text });
  }
  return moments.toSorted((a, b) => a.at - b.at);
}

/** Of the runner's steps those that the test's author wrote: fixtures, hooks and calls within a step are not. */
function isTold(
  { method, class: owner, parentId }: Raw,
  steps: ReadonlyMap<string, Step>,
): boolean {
  if (owner !== "Test") return parentId === undefined && owner !== "Tracing";
  if (typeof method !== "string" || NOT_TOLD.has(method)) return false;
  if (typeof parentId !== "string") return true;
  return method !== "pw:api" && steps.get(parentId)?.isTold === true;
}

const NOT_TOLD = new Set(["hook", "fixture", "test.attach"]);

function nameStep({ title, apiName, class: owner, method, subtitle, params }: Raw): string {
  const name = wordsOf(title) || wordsOf(apiName) || `${wordsOf(owner)}.${wordsOf(method)}`;
  const about = isObject(params) ? (params.url ?? params.selector) : undefined;
  const what = wordsOf(subtitle) || wordsOf(about);
  return what === "" || name.includes(what) ? name : `${name} ${what}`;
}

/** On one line, without the colours that the runner gives its terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin with.
const COLOURS = /\u001b\[[\d;]{0,20}m/g;

const wordsOf = (value: unknown): string =>
  typeof value === "string"
    ? cutText(
        value
          .slice(0, 4 * MAX_PHRASE)
          .replace(COLOURS, "")
          .replace(/\s{1,200}/g, " ")
          .trim(),
        MAX_PHRASE,
      )
    : "";

function parse(line: string): Raw | null {
  try {
    const event: unknown = JSON.parse(line);
    return isObject(event) ? event : null;
  } catch {
    return null;
  }
}
