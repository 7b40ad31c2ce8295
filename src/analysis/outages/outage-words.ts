/** An outage in one line, the same for panel, popup, command line and reports. */

import type { EndpointNames } from "../../session/endpoint-names.ts";
import { countOf, formatCount, formatDuration } from "../../words/words.ts";
import type { Outage, OutagePhase, OutageTold, SolvedBy } from "../finding.ts";
import { lineName } from "../line-name.ts";
import { overAt } from "./fold-outages.ts";
import { quietAfterMs } from "./given-up.ts";

type Told = Omit<Outage, "title">;

/**
 * "chat.example/live gone for 47 s: connection broke, refused 6× for 40 s, starting 6× for 6 s, back
 * on its own". `isUnready`: of one that is open, whether its application's own handshake is not done
 * yet; else it only is so young that those before it died later.
 */
export function describeOutage(outage: Told, nowMs: number, isUnready = true): string {
  const lastedMs = (overAt(outage) ?? nowMs) - outage.begin;
  const words = [...sayPhases(outage), ...sayEnd(outage, isUnready)];
  const verb = outage.told === null ? "down" : VERBS[outage.told];
  return `${outage.name} ${verb} for ${inShort(lastedMs)}: ${words.join(", ")}`;
}

const VERBS: Record<OutageTold, string> = {
  "process-gone": "gone",
  "upstream-gone": "gone",
  "network-gone": "out of reach",
  restarting: "restarting",
  "cut-alone": "cut",
  asleep: "asleep",
};

/** "chat.example/live works again (down 30 s, 5 tries)"; the time of day stands beside it. */
export function sayOver(outage: Outage): string {
  const { attempts, state, readyAgain } = outage;
  const lasted = `down ${inShort((overAt(outage) ?? outage.begin) - outage.begin)}`;
  const tries = countOf(attempts, "try", "tries");
  return readyAgain === null && state === "solved-by-user"
    ? `${outage.name} ${isOne(outage) ? "was" : "were"} left behind (${lasted}, ${tries})`
    : `${outage.name} ${isOne(outage) ? "works" : "work"} again (${lasted}, ${tries})`;
}

/** "chat.example/live is not tried any more (4 tries)". */
export const sayLeft = (outage: Outage): string =>
  outage.attempts === 0
    ? `${outage.name} ${isOne(outage) ? "was" : "were"} lost and never tried again`
    : `${outage.name} ${isOne(outage) ? "is" : "are"} not tried any more (${countOf(outage.attempts, "try", "tries")})`;

/** Several are named together: "40 endpoints at chat.example". */
const isOne = ({ endpoints }: Pick<Outage, "endpoints">): boolean => endpoints.length <= 1;

/** Of one endpoint what tells it from the others of the session, of several what they have in common. */
export function nameOutage(
  { url, endpoints, hosts }: Pick<Outage, "url" | "endpoints" | "hosts">,
  nameOf: EndpointNames,
): string {
  const many = countOf(endpoints.length, "endpoint");
  if (hosts.length > 1) return `${many} at ${countOf(hosts.length, "host")}`;
  return endpoints.length > 1 ? `${many} at ${hosts[0] ?? url}` : lineName(nameOf, url);
}

/** For how long the page had tried nothing when somebody or something brought it back. */
function quietMsOf({ phases, waitsMs, openAgain }: Told): number {
  const last = phases.at(-1);
  const quietMs = last ? last.until - last.lastAt : 0;
  // The wait before the attempt that got through is the silence itself.
  const usual = openAgain === null ? waitsMs : waitsMs.slice(0, -1);
  return quietMs < quietAfterMs(usual) ? 0 : quietMs;
}

/** The last phase lasts until the last try: what came then nobody knows, where the page tried no more. */
function sayPhases(outage: Told): string[] {
  const { phases, state } = outage;
  const last = phases.at(-1);
  const quietMs = quietMsOf(outage);
  if (!last || quietMs === 0) return phases.map(sayPhase);
  const tried = [...phases.slice(0, -1), { ...last, until: last.lastAt }].map(sayPhase);
  // Of one that was given up its end says so.
  return state === "given-up" ? tried : [...tried, `no try for ${inShort(quietMs)}`];
}

function sayPhase({ words, count, from, until }: OutagePhase): string {
  const times = count > 1 ? ` ${formatCount(count)}×` : "";
  const lastedMs = until - from;
  return count > 1 && lastedMs >= 1_000
    ? `${words}${times} for ${inShort(lastedMs)}`
    : `${words}${times}`;
}

/** Each completes "solved" and "works again". */
export const SOLVED_BY: Record<SolvedBy, string> = {
  login: "with another login",
  address: "with another address",
  page: "by loading the page anew",
  try: "by a new try, long after the page's own",
  left: "then the page was left",
};

function sayEnd(outage: Told, isUnready: boolean): string[] {
  const { state, solvedBy, attempts, endpoints, openAgain, readyAgain, waitsMs } = outage;
  switch (state) {
    case "over": {
      const lateMs = (readyAgain ?? 0) - (openAgain ?? 0);
      // After so long a silence it may as well have been a person.
      const own =
        quietMsOf(outage) > 0 ? "" : endpoints.length > 1 ? " on their own" : " on its own";
      const back = `${endpoints.length > 1 ? "all back" : "back"}${own}`;
      return lateMs >= 1_000 ? [back, `ready ${inShort(lateMs)} after opening`] : [back];
    }
    case "solved-by-user":
      return solvedBy === null || solvedBy === "left"
        ? [SOLVED_BY.left]
        : [`solved ${SOLVED_BY[solvedBy]}`];
    case "given-up":
      return [
        attempts === 0
          ? "never tried again"
          : `given up after ${countOf(attempts, "try", "tries")}`,
      ];
    case "going-on":
      if (openAgain !== null)
        return [isUnready ? "open, but not ready yet" : "open again just now"];
      return waitsMs.length === 0 ? [] : [`last wait ${inShort(waitsMs.at(-1) ?? 0)}`];
  }
}

/** Whole seconds from ten on: tenths tell nothing of an outage. */
const inShort = (ms: number): string =>
  formatDuration(ms < 10_000 ? Math.max(0, ms) : Math.round(ms / 1_000) * 1_000);
