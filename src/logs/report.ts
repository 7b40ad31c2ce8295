/** What was made of the logs, in sentences: for the terminal, Markdown and the viewer alike. */

import { quoteSafely } from "../analysis/connection/facts.ts";
import type { Outage, Report } from "../analysis/finding.ts";
import { isoTime } from "../words/iso-time.ts";
import { countOf, formatDuration, listOf } from "../words/words.ts";
import { adviseLogging } from "./advice.ts";
import type { ConnectionPath, LogSummary, LogsBeside } from "./beside.ts";
import { sayError, sayHop, sayPlace } from "./findings/shown-by.ts";

export type LogLines = { title: string; lines: string[] };

/** One sentence on a log, by what it is about. */
export type LogSentence = {
  is:
    | "recognised"
    | "unknown"
    | "strange"
    | "fields"
    | "left-out"
    | "cover"
    | "clock"
    | "joined"
    | "advice"
    | "cut";
  text: string;
};

const iso = (ms: number): string => isoTime(ms).replace("T", " ").replace("Z", "");

/** One block a log, then one a connection, then what both sides say of each outage. */
export function tellLogs(beside: LogsBeside, { outages }: Pick<Report, "outages">): LogLines[] {
  return [
    ...beside.logs.map((log) => ({
      title: quoteSafely(log.name),
      lines: tellLog(log, beside).map(({ is, text }) =>
        is === "unknown" && log.lines > 0 ? `${text} Give its format with --log-format.` : text,
      ),
    })),
    ...[...beside.paths.values()].map(tellPath),
    ...tellErrors(beside),
    ...tellOutages(beside, { outages }),
  ];
}

/** What the logs say of each outage; of those alone of which they say something. */
export const tellOutages = (
  beside: LogsBeside,
  { outages }: { outages: readonly Outage[] },
): LogLines[] =>
  outages.flatMap(({ title, connections }) => {
    const told = countTold(connections, beside);
    return told.length === 0
      ? []
      : [{ title: `Outage: ${title}`, lines: [`The logs say of it: ${listOf(told)}.`] }];
  });

/** What was made of one log, and what of it does not fit. */
export function tellLog(log: LogSummary, beside: LogsBeside): LogSentence[] {
  const { formats, lines, understood, strange, joined, mapping, leftOut, from } = log;
  const read = formats.slice(0, 4).map(({ name, lines: of }) => `${name} (${countOf(of, "line")})`);
  const found = joined.exact + joined.certain + joined.likely + joined.ambiguous;
  const told: [LogSentence["is"], string | null][] = [
    read.length === 0
      ? [
          "unknown",
          lines === 0
            ? "It is empty."
            : `Not recognised: none of its ${countOf(lines, "line")} is of a format that is known.`,
        ]
      : [
          "recognised",
          `Recognised: ${listOf(read)}; ${countOf(understood, "line")} of ${lines} understood.`,
        ],
    [
      "strange",
      strange &&
        `${countOf(strange.count, "line")} not understood, the first is line ${strange.line}: ${quoteSafely(strange.text)}`,
    ],
    [
      "fields",
      mapping.length === 0
        ? null
        : `Fields taken by their names: ${listOf(mapping.slice(0, 12).map(({ name, field }) => `${quoteSafely(name)} as ${field}`))}.`,
    ],
    [
      "left-out",
      leftOut === 0
        ? null
        : `${countOf(leftOut, "line")} more may fit and were left out: cut the log to the time of the session.`,
    ],
    ["cover", tellCover(log, beside)],
    ["clock", tellClock(log)],
    [
      "joined",
      found === 0
        ? "No line of it is one of the session's connections."
        : `Lines of the session's connections: ${joined.exact} by name, ${joined.certain} certain and ${joined.likely} likely by their times${from === null ? "' lengths alone" : ""}, ${joined.ambiguous} uncertain.${tellGaps(log, beside)}`,
    ],
    ["advice", joined.exact > 0 ? null : adviseLogging(log.server)],
    ["cut", tellCut(log, beside)],
  ];
  return told.flatMap(([is, text]) => (text === null ? [] : [{ is, text }]));
}

/** It covers the time and lacks some: sampled, or another server took them. */
function tellGaps({ name, covers }: LogSummary, { paths, connections }: LogsBeside): string {
  const has = [...paths.values()].filter(({ hops }) =>
    hops.some(({ logs }) => logs.includes(name)),
  ).length;
  return covers === "all" && has < connections
    ? ` It has ${has} of ${countOf(connections, "connection")}: where it is sampled, or another server took the others, what it lacks says nothing.`
    : "";
}

/** How the log of the session's own time is had, where this one is not it, or is too much. */
function tellCut({ covers, leftOut }: LogSummary, { from, until }: LogsBeside): string | null {
  if ((covers !== "nothing" && leftOut === 0) || !(from <= until)) return null;
  const [since, before] = [from - CUT_MS, until + CUT_MS].map((ms) =>
    new Date(ms).toISOString().slice(0, 19),
  );
  const utc = (text = "") => `'${text.replace("T", " ")} UTC'`;
  return `The session's time, with a minute on either side: journalctl --since ${utc(since)} --until ${utc(before)} -o json, or kubectl logs --timestamps --since-time=${since}Z.`;
}
const CUT_MS = 60_000;

function tellCover({ covers, clock, from, until }: LogSummary, beside: LogsBeside): string | null {
  if (from === null || until === null) return "No line of it has a time.";
  const span = `${iso(from)} to ${iso(until)}, in its own clock`;
  if (covers === "nothing") {
    const isBefore = (from + until) / 2 < (beside.from + beside.until) / 2;
    const how = isBefore ? "ends before the session begins" : "begins after the session ends";
    return `It is of another time, and ${how} (${iso(isBefore ? beside.from : beside.until)}): ${span}.`;
  }
  return covers === "part" && clock.by !== "nothing"
    ? `It covers a part of the session only: ${span}.`
    : null;
}

/** "Its clock is 3 h behind the browser's, ± 12 ms (by 20 connections' names)". */
function tellClock({
  clock,
  isZoned,
  edge,
}: Pick<LogSummary, "clock" | "isZoned" | "edge">): string {
  if (clock.by === "nothing")
    return "How its clock differs from the browser's could not be found out.";
  const { offsetMs, uncertaintyMs, drift, by, pairs, confidence } = clock;
  const off = `${formatDuration(Math.abs(offsetMs))} ${offsetMs < 0 ? "behind" : "ahead of"} the browser's, ± ${formatDuration(uncertaintyMs)}`;
  const how = `by the ${by === "names" ? "names" : "times"} of ${countOf(pairs, "connection")}`;
  return [
    `Its clock is ${off} (${how}).`,
    isZoned ? "" : "Its times have no zone.",
    edge === null ? "" : `Its times are taken as those of the ${edge}.`,
    Math.abs(drift) > 1e-6
      ? `It drifts by ${formatDuration(Math.abs(drift) * 3_600_000)} an hour.`
      : "",
    by === "times" && confidence < 0.95 ? `This is ${Math.round(confidence * 100)} % likely.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** For a ticket or a terminal: each hop in a line, in UTC. */
export function tellPath(path: ConnectionPath): LogLines {
  const { connection, hops, verdict, firstToEnd } = path;
  const { ordinal, createdAt, openedAt, endedAt, code } = connection;
  const end =
    endedAt === null ? "open" : `ended ${iso(endedAt)}${code === null ? "" : ` with ${code}`}`;
  return {
    title: `The way of #${ordinal}: page → ${hops.map(({ server }) => quoteSafely(server)).join(" → ")}`,
    lines: [
      `page: created ${iso(createdAt)}, ${openedAt === null ? "never opened" : `opened ${iso(openedAt)}`}, ${end}`,
      ...hops.map((hop, i) => {
        const times = [
          hop.begin === null ? "" : `begin ${iso(hop.begin)}`,
          hop.end === null ? "" : `end ${iso(hop.end)}`,
          Number.isFinite(hop.uncertaintyMs) ? `± ${formatDuration(hop.uncertaintyMs)}` : "",
        ].filter((part) => part !== "");
        const bytes = hop.downBytes === null ? "" : `; ${countOf(hop.downBytes, "byte")} down`;
        return `${quoteSafely(hop.server)}: ${times.join(", ")}; ${sayHop(hop)}${bytes}${firstToEnd === i ? " ← the first to end" : ""}`;
      }),
      ...(verdict && verdict.kind !== "ended"
        ? [`It ended at ${sayPlace(verdict, hops)}: ${verdict.cause.words}.`]
        : []),
    ],
  };
}

/** Each error once, however many connections ended about then. */
function tellErrors({ errors }: LogsBeside): LogLines[] {
  const told = new Map<string, { at: number; count: number }>();
  for (const error of [...errors.values()].flat()) {
    const said = `${quoteSafely(error.log)}: ${sayError(error)}`;
    told.set(said, { at: error.at, count: (told.get(said)?.count ?? 0) + 1 });
  }
  if (told.size === 0) return [];
  const lines = [...told].sort((a, b) => a[1].at - b[1].at).slice(0, MAX_ERRORS);
  return [
    {
      title: "Errors in the logs within seconds of an end",
      lines: lines.map(
        ([said, { at, count }]) =>
          `${iso(at)} ${said}; ${countOf(count, "connection")} ended about then`,
      ),
    },
  ];
}
const MAX_ERRORS = 20;

function countTold(ids: readonly string[], { paths }: LogsBeside): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const path = paths.get(id);
    const verdict = path?.verdict;
    if (!path || !verdict || verdict.kind === "ended") continue;
    const said = `${quoteSafely(path.hops[verdict.teller]?.server ?? "")}: ${verdict.cause.words}`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([said, count]) => (count > 1 ? `${said} (${count} times)` : said));
}
