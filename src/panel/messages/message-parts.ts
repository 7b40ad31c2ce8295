/**
 * The messages of one connection, or of a series attempt by attempt. Each part is one connection's;
 * a position is where a row stands among the rows of its part.
 */
import type { Connection } from "../../session/session.ts";
import type { StoredRow, StoreReader } from "../../store/store.ts";
import { type MessageSource, messagesOf } from "../rows/message-source.ts";

export type Part = {
  connection: Connection;
  count: number;
  kind: "recorded" | "samples";
  /** The number of its last row; -1 where it has none. */
  lastSeq: number;
};

export type MessageParts = {
  parts(): readonly Part[];
  /**
   * Counts what may have changed. `wentCount`: how many rows had to go in all; where it rises, every
   * count and every position is in doubt. Resolves to how many rows went at the beginning of each.
   */
  update(connections: readonly Connection[], wentCount: number): Promise<number[]>;
  read(part: number, from: number, limit: number): Promise<StoredRow[]>;
  /** The position of the first row with this number or a later one. */
  find(part: number, seq: number): Promise<number>;
  /** The position of the first row that is later than a time. */
  findTime(part: number, at: number): Promise<number>;
};

type Known = {
  connection: Connection;
  source: MessageSource;
  revision: number;
  count: number;
  /** A row that was there at the last count: where it stands by now tells how many went. */
  anchor: { seq: number; position: number } | null;
};

export function createMessageParts(store: StoreReader | null, tabId: number): MessageParts {
  let known = new Map<string, Known>();
  let parts: Part[] = [];
  let lastWentCount = 0;

  const keep = (connection: Connection): Known => {
    const before = known.get(connection.id);
    if (before) {
      before.connection = connection;
      return before;
    }
    const holder = { connection };
    const fresh: Known = Object.assign(holder, {
      source: messagesOf(store, tabId, () => holder.connection),
      revision: -1,
      count: 0,
      anchor: null,
    });
    return fresh;
  };

  const sourceOf = (part: number): MessageSource | undefined => {
    const id = parts[part]?.connection.id;
    return id === undefined ? undefined : known.get(id)?.source;
  };
  const read = async (part: number, from: number, limit: number) =>
    limit > 0 ? ((await sourceOf(part)?.read(from, limit)) ?? []) : [];

  return {
    parts: () => parts,
    async update(connections, wentCount) {
      const kept = connections.map(keep);
      known = new Map(kept.map((part) => [part.connection.id, part]));
      const recountAll = wentCount !== lastWentCount;
      lastWentCount = wentCount;
      const gone = await Promise.all(
        kept.map((part) =>
          recountAll || mayHaveChanged(part) ? recount(part) : Promise.resolve(0),
        ),
      );
      parts = kept.map(({ connection, count, source, anchor }) => ({
        connection,
        count,
        kind: source.kind(),
        lastSeq: anchor?.seq ?? -1,
      }));
      return gone;
    },
    read,
    find: async (part, seq) => (await sourceOf(part)?.find(seq)) ?? 0,
    async findTime(part, at) {
      let from = 0;
      let to = parts[part]?.count ?? 0;
      while (from < to) {
        const middle = (from + to) >> 1;
        const [row] = await read(part, middle, 1);
        if (!row || row.at > at) to = middle;
        else from = middle + 1;
      }
      return from;
    },
  };
}

/** Resolves to how many rows went at its beginning, which the store may know before the session does. */
async function recount(part: Known): Promise<number> {
  const { source, anchor } = part;
  part.revision = part.connection.revision;
  part.count = await source.count();
  const gone = anchor ? anchor.position - (await source.find(anchor.seq)) : 0;
  const [last] = part.count > 0 ? await source.read(part.count - 1, 1) : [];
  part.anchor = last ? { seq: last.seq, position: part.count - 1 } : null;
  return Math.max(0, gone);
}

/**
 * Rows reach the store after the session has counted them, the last ones after the close; and what
 * was cleared leaves it later than the session: as many rows need not be the same ones.
 */
function mayHaveChanged({ connection, revision, count, anchor }: Known): boolean {
  const { send, receive, lost, last } = connection;
  const isBehind = (last.at(-1)?.seq ?? -1) > (anchor?.seq ?? -1);
  return (
    isBehind || connection.revision !== revision || count < send.count + receive.count + lost.count
  );
}
