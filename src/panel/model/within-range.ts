/** What the chosen part of the time leaves of connections and findings. */

import type { Attempt, Finding, Series } from "../../analysis/finding.ts";
import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../session/session.ts";
import { overlaps, type Span } from "../ui/span.ts";

export const isWithin = ({ createdAt, end }: Connection, range: Span | null): boolean =>
  range === null || overlaps({ from: createdAt, to: end?.at ?? Number.POSITIVE_INFINITY }, range);

export const isFoundWithin = ({ since, until }: Finding, range: Span | null): boolean =>
  range === null || overlaps({ from: since, to: until ?? Number.POSITIVE_INFINITY }, range);

/** Whether a connection lived in it from beginning to end. */
export const isWhollyWithin = ({ createdAt, end }: Connection, { from, to }: Span): boolean =>
  createdAt >= from && (end?.at ?? Number.POSITIVE_INFINITY) <= to;

const isGoingOn = ({ outcome }: Attempt): boolean => outcome === "connecting" || outcome === "open";

const isTriedWithin = (attempt: Attempt, range: Span): boolean => {
  const { at, connectingMs, uptimeMs } = attempt;
  const to = isGoingOn(attempt)
    ? Number.POSITIVE_INFINITY
    : at + (connectingMs ?? 0) + (uptimeMs ?? 0);
  return overlaps({ from: at, to }, range);
};

/** The attempts of a series that lived in it. */
export const attemptsWithin = ({ history }: Series, range: Span | null): Attempt[] =>
  range ? history.filter((attempt) => isTriedWithin(attempt, range)) : history;

/** The groups with the connections that lived in it; empty ones go. */
export function groupsWithin(groups: EndpointGroup[], range: Span | null): EndpointGroup[] {
  if (!range) return groups;
  return groups.flatMap((group) => {
    const connections = group.connections.filter((connection) => isWithin(connection, range));
    if (connections.length === 0) return [];
    const openCount = connections.filter(({ open, end }) => open && !end).length;
    return [{ ...group, connections, openCount }];
  });
}
