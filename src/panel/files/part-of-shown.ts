/** Which part of a session is exported: what was chosen, or what filter and time leave. */
import { partOf, type SessionPart } from "../../har/part/part-of.ts";
import type { ConnectionId, LeftOut, Session } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";
import { hasMessageTerms } from "../filter/filter.ts";
import { groupsWithHits } from "../filter/filter-groups.ts";
import type { FoundHits } from "../find/hits.ts";
import { startSearch } from "../find/search-run.ts";
import { sessionScope } from "../find/session-scope.ts";
import { createMessageParts } from "../messages/message-parts.ts";
import type { Model } from "../model/model.ts";
import { groupsWithin } from "../model/within-range.ts";
import { createScanWorker } from "../scan/scan-worker.ts";
import { createScanner } from "../scan/scanner.ts";
import type { PartWish } from "./export-wishes.ts";

export type ExportedPart = SessionPart & {
  session: Session;
  by: LeftOut["by"];
  /** That are not in it. */
  connectionsElsewhere: number;
  /** Of those, as far as they were kept. */
  messagesElsewhere: number;
};

export type PartSource = { session: Session; store: StoreReader | null };

/** As things are now: what is typed while it is written changes nothing of it. */
export async function choosePart(
  model: Model,
  { session, store }: PartSource,
  wish: PartWish,
  signal: AbortSignal,
): Promise<ExportedPart> {
  const part =
    wish.kind === "connections"
      ? {
          ids: new Set(wish.ids),
          keeps: () => true,
          keepsAll: true,
          by: ["connection" as const],
        }
      : await chooseShown(model, { session, store }, signal);
  let messagesElsewhere = 0;
  for (const id of session.connections.keys()) {
    if (!part.ids.has(id)) messagesElsewhere += (await store?.count(session.tabId, id)) ?? 0;
  }
  const { connections, foldedConnections } = session;
  const chosen = partOf(session, part);
  // What was chosen may have been forgotten meanwhile: it is neither here nor elsewhere.
  const connectionsElsewhere =
    connections.size -
    chosen.connections.size +
    foldedConnections.reduce((sum, { count }) => sum + count, 0);
  return { ...part, session: chosen, connectionsElsewhere, messagesElsewhere };
}

async function chooseShown(model: Model, source: PartSource, signal: AbortSignal) {
  const filter = model.filter.filter.peek();
  const range = model.range.peek();
  const listed = model.messageRange.peek();
  const findingsOf = model.findingsOf.peek();
  const filtered = model.filteredGroups.peek();
  const hits = hasMessageTerms(filter) ? await findAll(model, source, signal) : null;
  const counted = hits && {
    count: hits.count(),
    byConnection: hits.countByConnection(),
    isRunning: false,
    problem: null,
  };
  const groups = groupsWithin(groupsWithHits(filtered, filter, counted, findingsOf), range);
  const ids = groups.flatMap(({ connections }) => connections.map(({ id }) => id));
  const isListed = (at: number) => !listed || (at >= listed.from && at <= listed.to);
  const by: LeftOut["by"] = [];
  if (filter.text !== "") by.push("filter");
  // After "Clear" there is a time as well: what was before it is not listed.
  if (range || listed) by.push("time");
  return {
    ids: new Set<ConnectionId>(ids),
    keeps: (connectionId: ConnectionId, { seq, at }: { seq: number; at: number }) =>
      isListed(at) && (hits === null || hits.has({ connectionId, seq })),
    keepsAll: listed === null && hits === null,
    by,
  };
}

/** In a worker: an expression of the filter may not come to an end. */
async function findAll(
  model: Model,
  { session, store }: PartSource,
  signal: AbortSignal,
): Promise<FoundHits> {
  const scope = await sessionScope(createMessageParts(store, session.tabId), {
    currentSession: () => session,
    tabId: session.tabId,
    allFed: model.file.peek() !== null || model.storage.peek().place !== "disk",
    filter: model.filter.filter.peek(),
    chosenRange: model.range.peek(),
    findingsOf: model.findingsOf.peek(),
    start: null,
    reveal: () => undefined,
  });
  if (!scope) throw new Error("the filter leaves nothing of it");
  const scanner = createScanner(createScanWorker);
  try {
    return await new Promise<FoundHits>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      const run = startSearch(scanner, scope, null, {
        onFound: () => undefined,
        onDone: () => {
          run.cancel();
          resolve(run.hits);
        },
        onProblem: (message) => reject(new Error(message)),
      });
    });
  } finally {
    scanner.close();
  }
}
