/** Changes to the text of a filter that buttons make. */
import type { Filter, Place } from "./filter.ts";

const HIDE_HEARTBEATS = "-is:heartbeat";

/** Without the term at a place, and without a "|" that would then stand alone. */
export function removeTerm(text: string, { from, to }: Place): string {
  const rest = `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();
  return withoutOuterBar(rest.replace(/\|\s+\|/, "|")).trim();
}

function withoutOuterBar(text: string): string {
  if (text.startsWith("|")) return text.slice(1);
  return text.endsWith("|") ? text.slice(0, -1) : text;
}

/** `url:` with as much of an endpoint as stands in each of its addresses. */
export const endpointTerm = (endpoint: string): string =>
  `url:${quoteIfNeeded(endpoint.replace(/^wss?:\/\//, "").replace(/\*.*$/s, ""))}`;

const quoteIfNeeded = (value: string): string =>
  /[\s|"]|^\/|^$/.test(value) ? `"${value.replaceAll(/["\\]/g, "\\$&")}"` : value;

/** Whether each side has the term. */
export const hasTerm = ({ text, sides }: Filter, term: string): boolean =>
  sides.length > 0 &&
  sides.every((side) => side.some(({ from, to }) => isSame(text.slice(from, to), term)));

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The text with a term on each side, or on none; `instead`: those that cannot stand beside it. */
export function withTerm(
  { text, sides }: Filter,
  term: string,
  isWanted: boolean,
  instead: readonly string[] = [],
): string {
  if (sides.length === 0) return isWanted ? term : "";
  return sides
    .map((side) => {
      const others = side
        .map(({ from, to }) => text.slice(from, to))
        .filter((other) => ![term, ...instead].some((one) => isSame(one, other)));
      return (isWanted ? [...others, term] : others).join(" ");
    })
    .filter((side) => side !== "")
    .join(" | ");
}

export const hidesHeartbeats = (filter: Filter): boolean => hasTerm(filter, HIDE_HEARTBEATS);

export const toggleHeartbeats = (filter: Filter): string =>
  withTerm(filter, HIDE_HEARTBEATS, !hidesHeartbeats(filter));
