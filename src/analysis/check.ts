import type { Connection, ConnectionId, End, Session } from "../session/session.ts";
import type { Evidence, Finding, FindingId, Fix, Interval, Subject } from "./finding.ts";
import type { CauseId, SeverityOf } from "./findings.ts";
import { rememberPerConnection } from "./remember.ts";
import type { SeriesGroup } from "./series/series.ts";
import type { FactsFor, FactsOf, VariantOf } from "./texts/facts-of.ts";
import type { Words } from "./texts/text.ts";

/** What every check may look at. Nothing in it is changed by a check. */
export type Context = {
  session: Session;
  /** Epoch ms; for a file, the time of its last event. */
  nowMs: number;
  /** In the order in which the page made them. */
  connections: readonly Connection[];
  series: readonly SeriesGroup[];
  /** By how much the browser itself may have held a handshake back. */
  throttles: ReadonlyMap<ConnectionId, Interval>;
  /** The page in the tab, for findings that are about no single connection. */
  page: Subject;
};

export type Ended = Connection & { end: End };

/** A finding before it has its words. */
export type Draft<Id extends FindingId = FindingId> = {
  id: Id;
  subject: Subject;
  /** Whose facts the texts may name besides the finding's own. */
  connection?: Connection;
  severity: SeverityOf<Id>;
  /** Proposed as what explains the end of its connection; the most confident proposal stays. */
  explains: boolean;
  confidence: number;
  /** Which of the finding's texts fits; its general one where none is named. */
  variant?: VariantOf<Id>;
  /** Instead of the finding's own: what only a server's log knows has its words where logs are read. */
  told?: { words: Words; facts: Record<string, string> };
  /** What the `{…}` in the texts stand for. */
  facts: FactsOf<Id>;
  evidence: Evidence[];
  /** Said after the explanation: what the evidence does not prove. */
  caveat?: string;
  /** Likelier than those that the texts name; most likely first. */
  causes?: string[];
  /** More fitting than those of the texts. */
  fixes?: Fix[];
  /** What comes after those of the texts. */
  besides?: { causes: string[]; fixes: Fix[] };
  since: number;
  /** Left out: `diagnose` says when the trouble was over. */
  until?: number | null;
  /** Of a series: when its last attempt began. */
  lastAt?: number;
  needs?: NonNullable<Finding["needs"]>;
};

export type Check = { name: string; run: (context: Context) => Draft[] };

/** One check: a name for when it fails, and what it finds. */
export const defineCheck = (check: Check): Check => check;

export const connectionSubject = (connection: Connection): Subject => ({
  kind: "connection",
  id: connection.id,
  url: connection.endpoint,
});

/** Whatever the words of this finding, in this variant, need. */
export type WithFacts<Id extends FindingId, Variant extends VariantOf<Id> | "general"> = {
  variant?: Variant & VariantOf<Id>;
} & (Record<never, never> extends FactsFor<Id, Variant>
  ? { facts?: FactsFor<Id, Variant> }
  : { facts: FactsFor<Id, Variant> });

type More = Partial<
  Pick<Draft, "caveat" | "causes" | "fixes" | "besides" | "needs" | "since" | "until">
>;

type About<Id extends FindingId, Variant extends VariantOf<Id> | "general"> = Pick<
  Draft<Id>,
  "id" | "severity" | "confidence" | "evidence"
> &
  More &
  WithFacts<Id, Variant>;

/** Says why a connection ended. */
export const explainEnd = <
  Id extends CauseId,
  Variant extends VariantOf<Id> | "general" = "general",
>(
  connection: Connection,
  about: About<Id, Variant>,
): Draft<Id> => ({
  ...draftFor(connection, about),
  explains: true,
});

/** Says something about a connection that does not explain its end. */
export const draftFor = <
  Id extends FindingId,
  Variant extends VariantOf<Id> | "general" = "general",
>(
  connection: Connection,
  about: About<Id, Variant>,
): Draft<Id> => ({ ...placed(connection), ...about, explains: false, facts: about.facts ?? {} });

const placed = (connection: Connection) => ({
  since: connection.end?.at ?? connection.createdAt,
  subject: connectionSubject(connection),
  connection,
});

/**
 * Where a table tells which of several findings it is, so that the compiler cannot know which facts
 * are needed: the check gives those of all, as the table's own type says (`NamesNeeded`).
 */
export const draftByTable = (
  connection: Connection,
  about: Pick<
    Draft<CauseId>,
    "id" | "variant" | "severity" | "explains" | "confidence" | "evidence" | "facts"
  > &
    More,
): Draft<CauseId> => ({ ...placed(connection), ...about });

/** In words that are not the finding's own. */
export const draftInWords = <Id extends FindingId>(
  connection: Connection,
  about: Pick<Draft<Id>, "id" | "severity" | "explains" | "confidence" | "evidence">,
  told: NonNullable<Draft["told"]>,
): Draft<Id> => ({ ...placed(connection), ...about, facts: {}, told });

/** What Stormglass was told to look away from may go on: nothing is known of its end. */
export const isEnded = (connection: Connection): connection is Ended =>
  connection.end !== null && connection.end.by !== "unwatched";

/** What `judge` finds in each ended connection. */
export const overEnded = (
  { connections }: Context,
  judge: (connection: Ended) => Draft | null,
): Draft[] => {
  const drafts: Draft[] = [];
  for (const connection of endedOf(connections)) {
    const draft = judge(connection);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
};

const ended = new WeakMap<Context["connections"], readonly Ended[]>();

/** Half of the checks look at these; the list is made for one diagnosis. */
function endedOf(connections: Context["connections"]): readonly Ended[] {
  const before = ended.get(connections);
  if (before) return before;
  const found = connections.filter(isEnded);
  ended.set(connections, found);
  return found;
}

/**
 * What `judge` finds in each ended connection by itself: it is told nothing else, because it is
 * asked again only where the connection has changed.
 */
export function eachEnded(judge: (connection: Ended) => Draft | null): Check["run"] {
  const judgeOnce = rememberPerConnection(judge);
  return (context) => overEnded(context, (connection) => judgeOnce(connection, null));
}
