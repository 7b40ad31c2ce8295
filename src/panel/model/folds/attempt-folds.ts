/** The attempts that are told as one, in the list as on the timeline: of a storm, of an outage. */
import type { Finding, Outage } from "../../../analysis/finding.ts";
import { overAt } from "../../../analysis/outages/fold-outages.ts";
import type { EndpointGroup } from "../../../analysis/series/endpoint-groups.ts";
import type { Connection } from "../../../session/session.ts";

export type Attempts = {
  /** The same while it grows, which it does at its end. */
  key: string;
  kind: "storm" | "outage";
  /** "Reconnect storm: 27 attempts …", "gateway gone for 30 s: …". */
  title: string;
  ids: ReadonlySet<string>;
};

/** By the group. */
export type AttemptFolds = ReadonlyMap<string, readonly Attempts[]>;

/** Fewer are as easily seen one by one; of an outage each may have met something else. */
const MIN_OF_STORM = 3;
const MIN_OF_OUTAGE = 5;

/** `groups`: unfiltered, so that a filter hides rows and does not tear a fold apart. */
export function findAttempts(
  groups: readonly EndpointGroup[],
  findings: readonly Finding[],
  outages: readonly Outage[],
): AttemptFolds {
  // Of thousands of endpoints each looks at its own alone.
  const storms = byKey(
    findings.filter(({ id }) => id === "reconnect-storm"),
    ({ subject }) => [subject.url],
  );
  const outagesOf = byKey(outages, ({ endpoints }) => endpoints);
  const folds = new Map<string, Attempts[]>();
  for (const { id, endpoint, connections } of groups) {
    const own: Attempts[] = [];
    const taken = new Set<string>();
    const fold = (kind: Attempts["kind"], begin: number, title: string, those: Connection[]) => {
      const ids = new Set(those.map((connection) => connection.id));
      for (const one of ids) taken.add(one);
      own.push({ key: `${kind} ${begin} ${id}`, kind, title, ids });
    };
    for (const storm of storms.get(endpoint) ?? []) {
      const attempts = connections.filter(
        (connection) => !taken.has(connection.id) && isAttemptOf(storm, connection),
      );
      if (attempts.length >= MIN_OF_STORM) fold("storm", storm.since, storm.title, attempts);
    }
    for (const outage of outagesOf.get(endpoint) ?? []) {
      const members = new Set(outage.connections);
      const attempts = connections.filter(
        (connection) =>
          members.has(connection.id) &&
          !taken.has(connection.id) &&
          isWithin(connection, outage.begin, overAt(outage)),
      );
      if (attempts.length >= MIN_OF_OUTAGE) fold("outage", outage.begin, outage.title, attempts);
    }
    if (own.length > 0) folds.set(id, own);
  }
  return folds;
}

function byKey<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const one of all) {
    for (const key of new Set(keysOf(one))) {
      const list = lists.get(key);
      if (list) list.push(one);
      else lists.set(key, [one]);
    }
  }
  return lists;
}

/** What outlived the storm is no part of it, even if it began in it. */
export function isAttemptOf({ since, until, subject }: Finding, connection: Connection): boolean {
  const { pageWorker, documentId } = connection;
  // A page and its worker may have the same endpoint. Foreign files name no document at all.
  const mayBeWorkers = pageWorker || documentId === null;
  if (subject.id.startsWith("worker:") ? !mayBeWorkers : pageWorker) return false;
  return isWithin(connection, since, until);
}

const isWithin = ({ createdAt, end }: Connection, since: number, until: number | null): boolean =>
  createdAt >= since && end !== null && (until === null || end.at <= until);

export type Folded = Attempts & { connections: Connection[] };

/** The connections of a group that are in a fold, and those that stand for themselves. */
export function splitAttempts(
  { id, connections }: EndpointGroup,
  folds: AttemptFolds,
): { folded: Folded[]; others: Connection[] } {
  const own = folds.get(id) ?? [];
  const folded = own
    .map((attempts) => ({
      ...attempts,
      connections: connections.filter((connection) => attempts.ids.has(connection.id)),
    }))
    .filter((one) => one.connections.length > 0);
  const isFolded = (connection: Connection) => own.some(({ ids }) => ids.has(connection.id));
  return { folded, others: connections.filter((connection) => !isFolded(connection)) };
}
