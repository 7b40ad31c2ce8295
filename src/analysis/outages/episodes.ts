/** The outages of one endpoint, from the first sign until it works again. */
import type { Connection, ForgottenEndpoint } from "../../session/session.ts";
import { livedMs, type Outcome, openedAt, outcomeOf, type Primaries, readyAt } from "./outcome.ts";

export type Episode = {
  url: string;
  /** What it began with: no other episode has it. */
  first: Connection;
  /** Epoch ms: the loss, or the first failed attempt. */
  begin: number;
  /** Attempts before those below that came to nothing, and of which no more is known. */
  forgotten: number;
  /** Those that were of use and were lost, in order of time. */
  lost: Connection[];
  /** Attempts that came to nothing, in order of their ends. */
  failed: Connection[];
  /** Attempts that got through. */
  through: Connection[];
  /** Open, without its application being ready; or so young that those before it died later. */
  opening: Connection | null;
  /** Its handshake is under way. */
  trying: Connection | null;
  /** Epoch ms; null while it lasts. */
  openAgain: number | null;
  readyAgain: number | null;
};

/** The loss that each attempt answers, by the attempt's id. */
export type AnswerOf = ReadonlyMap<string, Connection>;

/** Sockets side by side notice one break within so much time of each other. */
const NOTICE_MS = 5_000;
/** An opening is believed once it has lived so many times as long as those before it. */
const OUTLIVES = 1.5;

type Sign = { at: number; what: Exclude<Outcome, "none">; connection: Connection };

/**
 * What failed lies within an episode, and no two episodes of an endpoint overlap. A connection that
 * opened and lived ends one; a later attempt that answers one of its losses, and fails, opens it again.
 */
export function findEpisodes(
  connections: readonly Connection[],
  primaries: Primaries,
  answerOf: AnswerOf,
  nowMs: number,
  forgotten: ForgottenEndpoint["failing"] = null,
): Episode[] {
  const episodes: Episode[] = [];
  const members = new Set<string>();
  const signs = signsOf(connections, primaries, nowMs);
  for (const { at, what, connection } of signs) {
    const latest = episodes.at(-1);
    const isOpen = latest !== undefined && latest.openAgain === null;
    const answered = answerOf.get(connection.id);
    const isAnswer = answered !== undefined && members.has(answered.id);
    switch (what) {
      case "lost":
      case "failed": {
        const belongs =
          latest &&
          (isOpen ||
            (what === "failed"
              ? isAnswer || connection.createdAt < (latest.openAgain ?? at)
              : openedAt(connection) < latest.begin && at - latest.begin <= NOTICE_MS));
        if (!belongs) members.clear();
        const episode = belongs ? latest : begin(episodes, connection, what, at);
        episode[what].push(connection);
        members.add(connection.id);
        // Begun beside the one that got through: that one works, whatever became of this.
        if (episode.openAgain !== null && connection.createdAt < episode.openAgain) break;
        Object.assign(episode, { openAgain: null, readyAgain: null, opening: null });
        break;
      }
      case "works":
        if (!latest || !(isOpen || isAnswer)) break;
        if (connection.end === null && !isProven(connection, latest, nowMs)) {
          latest.opening = connection;
          break;
        }
        latest.through.push(connection);
        latest.openAgain = Math.max(at, latest.openAgain ?? at);
        latest.readyAgain = Math.max(readyAt(connection), latest.readyAgain ?? at);
        latest.opening = null;
        break;
      case "opening":
        if (latest && isOpen) latest.opening = connection;
        break;
      case "trying":
        if (latest && isOpen) latest.trying = connection;
        break;
    }
  }
  const [first] = episodes;
  if (first && forgotten && signs[0]?.what === "failed") goOnFrom(forgotten, first);
  return episodes;
}

/** The oldest that is known goes on with what those before it began. */
function goOnFrom({ since, count }: NonNullable<ForgottenEndpoint["failing"]>, first: Episode) {
  if (since > first.begin) return;
  first.begin = since;
  first.forgotten = count;
}

/** An opening like those that died at once is no end yet: it would be told, and taken back, each time. */
function isProven(connection: Connection, { failed }: Episode, nowMs: number): boolean {
  const lives = failed.filter(({ open }) => open !== null).map((each) => livedMs(each, nowMs));
  if (lives.length === 0) return true;
  const longestMs = lives.reduce((most, ms) => Math.max(most, ms), 0);
  return livedMs(connection, nowMs) > longestMs * OUTLIVES;
}

function begin(
  episodes: Episode[],
  connection: Connection,
  what: "lost" | "failed",
  at: number,
): Episode {
  const before = episodes.at(-1);
  // What never opened began with its attempt; what did open began with its loss.
  const since = what === "lost" || connection.open !== null ? at : connection.createdAt;
  const episode: Episode = {
    url: connection.endpoint,
    first: connection,
    begin: Math.max(since, before?.readyAgain ?? since),
    forgotten: 0,
    lost: [],
    failed: [],
    through: [],
    opening: null,
    trying: null,
    openAgain: null,
    readyAgain: null,
  };
  episodes.push(episode);
  return episode;
}

const ORDER = { lost: 0, failed: 1, works: 2, opening: 3, trying: 4 };

function signsOf(connections: readonly Connection[], primaries: Primaries, nowMs: number): Sign[] {
  const signs = connections.flatMap((connection): Sign[] => {
    const what = outcomeOf(connection, primaries, nowMs);
    if (what === "none") return [];
    if (what === "trying") return [{ at: connection.createdAt, what, connection }];
    const opened = { at: openedAt(connection), what: "works" as const, connection };
    const ended = { at: connection.end?.at ?? nowMs, what, connection };
    if (what === "lost") return [opened, ended];
    return what === "failed" ? [ended] : [{ ...opened, what }];
  });
  return signs
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at || ORDER[a.what] - ORDER[b.what]);
}
