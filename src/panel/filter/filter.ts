/**
 * What the user wants to see, as `parseFilter` made it of a line of text. Terms about connections
 * choose these; terms about messages choose among theirs. All questions are pure functions.
 */
import type { ProtocolId } from "../../decoders/index.ts";
import type { RowNumbers } from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import type { Span } from "../ui/span.ts";
import type { KnownFinding } from "./findings-of.ts";
import type { HeartbeatKeys } from "./heartbeat.ts";
import type { RowFacts } from "./row-facts.ts";

/** Where a term stands in the text, to underline it or take it out. */
export type Place = { from: number; to: number };

export type ConnectionTerm = Place & {
  scope: "connection";
  negated: boolean;
  matches(connection: Connection, findings: readonly KnownFinding[]): boolean;
};

export type MessageTerm = Place & {
  scope: "message";
  negated: boolean;
  matches(facts: RowFacts, context: MessageContext): boolean;
  /** Whether it says something of the connection itself, whatever its messages are. */
  matchesAlone?(connection: Connection, findings: readonly KnownFinding[]): boolean;
};

export type Term = ConnectionTerm | MessageTerm;

/** `sides`: what stands between the "|"; a side holds where all of its terms hold. */
export type Filter = { text: string; sides: Term[][] };

export type FilterRow = RowNumbers & Pick<StoredRow, "body">;

/** What a message's terms need to know of its connection. Plain data, so that a worker can have it. */
export type MessageContext = {
  openedAt: number;
  /** Minutes of the user's zone ahead of UTC, for times of day. */
  zoneMinutes: number;
  protocol: ProtocolId;
  heartbeats: HeartbeatKeys;
  /** Nothing outside of this time is looked for. */
  range?: Span | null;
  /** For each side of the filter: whether its terms about connections hold. */
  sides: boolean[];
};

export const EMPTY_FILTER: Filter = { text: "", sides: [] };

export const hasMessageTerms = ({ sides }: Filter): boolean =>
  sides.some((side) => side.some(({ scope }) => scope === "message"));

/** Whether any side has all of its terms about connections met: its messages are worth a look. */
export const matchesConnection = (
  filter: Filter,
  connection: Connection,
  findings: readonly KnownFinding[],
): boolean => filter.sides.length === 0 || matchSides(filter, connection, findings).includes(true);

/** Whether a connection is what is looked for even where none of its messages is. */
export const matchesAlone = (
  { sides }: Filter,
  connection: Connection,
  findings: readonly KnownFinding[],
): boolean =>
  sides.some((side) =>
    side.every((term) =>
      term.scope === "connection"
        ? term.matches(connection, findings) !== term.negated
        : !term.negated && term.matchesAlone?.(connection, findings) === true,
    ),
  );

/** One answer for each side, for `MessageContext`. */
export const matchSides = (
  { sides }: Filter,
  connection: Connection,
  findings: readonly KnownFinding[],
): boolean[] =>
  sides.map((side) =>
    side.every(
      (term) => term.scope === "message" || term.matches(connection, findings) !== term.negated,
    ),
  );

/** Whether any side holds as a whole, of a message whose facts are at hand. */
export const matchesFacts = (
  { sides }: Filter,
  facts: RowFacts,
  context: MessageContext,
): boolean =>
  sides.length === 0 ||
  sides.some(
    (side, i) =>
      context.sides[i] === true &&
      side.every(
        (term) => term.scope === "connection" || term.matches(facts, context) !== term.negated,
      ),
  );
