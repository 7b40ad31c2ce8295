/** What happened, in order: the timeline of a written report. */
import { type HttpRequest, isSuccess } from "../../protocol/http-request.ts";
import {
  type Connection,
  connectionsInOrder,
  type End,
  type Lifecycle,
} from "../../session/session.ts";
import { countOf, formatDuration } from "../../words/words.ts";
import { quote } from "../connection/facts.ts";
import { sayRequest } from "../connection/http-beside.ts";
import { endFigure, stateInWords } from "../state-words.ts";
import type { Judged } from "./alike.ts";

/** `count` things of one kind in a row; `at` and `until`: the first and the last of them, epoch ms. */
export type Moment = {
  at: number;
  until: number;
  /** The same for what differs in its figures only. */
  kind: string;
  text: string;
  url: string | null;
  count: number;
};

/** More lines than this nobody reads in a tracker. */
export const MAX_MOMENTS = 60;

/** In order of time. Alike moments that follow each other are one. */
export function listMoments({ session, nowMs }: Judged): Moment[] {
  const moments = [
    ...connectionsInOrder(session).flatMap((connection) => momentsOf(connection, nowMs)),
    ...session.lifecycle.flatMap(lifecycleMoment),
    ...session.http.flatMap(httpMoment),
  ]
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  const folded: Moment[] = [];
  for (const moment of moments) {
    const before = folded.at(-1);
    if (before && before.url === moment.url && before.kind === moment.kind) {
      before.count++;
      before.until = moment.at;
    } else {
      folded.push({ ...moment, until: moment.at, count: 1 });
    }
  }
  return folded;
}

type Single = Pick<Moment, "at" | "kind" | "text" | "url">;

const kindOfEnd = (connection: Connection, { by, pageStopped }: End) => {
  const { open, handshake } = connection;
  return [by, pageStopped, open !== null, endFigure(connection), handshake?.error].join();
};

function momentsOf(connection: Connection, nowMs: number): Single[] {
  const { open, end, createdAt, endpoint: url, send, receive, closing } = connection;
  const moments: Single[] = [];
  if (open) {
    const text = `opened after ${formatDuration(open.at - createdAt)}`;
    moments.push({ at: open.at, kind: "open", text, url });
  }
  if (closing && end && end.at - closing.at > 1_000) {
    moments.push({ at: closing.at, kind: "closing", text: "the page called close()", url });
  }
  if (end) {
    const messages = send.count + receive.count;
    const said = open ? `, ${countOf(messages, "message")}` : "";
    const reason = end.reason ? `, reason “${end.reason}”` : "";
    const text = `${stateInWords(connection, nowMs)}${said}${reason}`;
    moments.push({ at: end.at, kind: kindOfEnd(connection, end), text, url });
  }
  return moments;
}

/** Of a page's HTTP only what went wrong, and streams that ended. */
function httpMoment(request: HttpRequest): Single[] {
  if (isSuccess(request) && request.use !== "stream") return [];
  const ended = isSuccess(request)
    ? `${request.path} (a stream of events) ended`
    : sayRequest(request);
  const text = `HTTP: ${quote(ended)}`;
  return [{ at: request.endedAt, kind: text, text, url: request.host }];
}

const LIFECYCLE_WORDS: Partial<Record<Lifecycle["kind"], string>> = {
  navigated: "the tab went to another page",
  offline: "the browser went offline",
  online: "the browser was online again",
  crashed: "the tab's page crashed or was killed",
  discarded: "the browser discarded the tab",
  "frame-crashed": "a frame of the page crashed or was killed",
  freeze: "the tab was frozen",
  resume: "the tab was resumed",
  "clock-jump": "the computer had slept",
};

const TEST_WORDS: Partial<Record<Lifecycle["kind"], string>> = {
  test: "the test began",
  "test-step": "the test's step",
  "test-error": "the test failed",
};

function lifecycleMoment({ kind, at, ms, text: said }: Lifecycle): Single[] {
  const ofTest = TEST_WORDS[kind];
  if (ofTest) {
    const text = `${ofTest}: ${quote(said ?? "")}`;
    return [{ at, kind: text, text, url: null }];
  }
  const words = LIFECYCLE_WORDS[kind];
  if (!words) return [];
  const text = ms === undefined ? words : `${words} for ${formatDuration(ms)}`;
  return [{ at, kind, text, url: null }];
}
