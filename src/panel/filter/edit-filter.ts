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

export const hidesHeartbeats = (filter: Filter): boolean =>
  filter.sides.length > 0 && filter.sides.every((side) => side.some(isHiding(filter)));

const isHiding =
  ({ text }: Filter) =>
  ({ from, to }: Place) =>
    isHideHeartbeats(text.slice(from, to));

const isHideHeartbeats = (term: string): boolean => term.toLowerCase() === HIDE_HEARTBEATS;

/** Adds the term to each side, or takes it out of each. */
export function toggleHeartbeats(filter: Filter): string {
  const { text, sides } = filter;
  if (sides.length === 0) return HIDE_HEARTBEATS;
  const hides = hidesHeartbeats(filter);
  return sides
    .map((side) => {
      const terms = side.map(({ from, to }) => text.slice(from, to));
      return (
        hides
          ? terms.filter((term) => !isHideHeartbeats(term))
          : [...terms.filter((term) => !isHideHeartbeats(term)), HIDE_HEARTBEATS]
      ).join(" ");
    })
    .filter((side) => side !== "")
    .join(" | ");
}
