import type { ConnectionId } from "../../session/session.ts";

/** A probe that is planned or on its way. */
export type PendingProbe = {
  tabId: number;
  connectionId: ConnectionId;
  withCredentials: boolean;
  /** Nobody clicked for it: it is made only where it is still needed. */
  byItself: boolean;
};

type Question = Pick<PendingProbe, "connectionId" | "withCredentials">;

const keyOf = ({ connectionId, withCredentials }: Question): string =>
  `${connectionId} ${withCredentials}`;

/** Saved whenever they change, so that the worker after one that was stopped can ask again. */
export function createPendingProbes(save: (probes: PendingProbe[]) => void) {
  const pending = new Map<string, PendingProbe>();
  /** By this worker: what was answered to one before it may be known in part only. */
  const asked = new Set<string>();

  return {
    add(probe: PendingProbe): void {
      pending.set(keyOf(probe), probe);
      asked.delete(keyOf(probe));
      save([...pending.values()]);
    },
    /** After its answer was saved: before that it may have to be asked again. */
    drop(question: Question): void {
      if (pending.delete(keyOf(question))) save([...pending.values()]);
    },
    has: (connectionId: ConnectionId): boolean =>
      [true, false].some((withCredentials) =>
        pending.has(keyOf({ connectionId, withCredentials })),
      ),
    ask(question: Question): void {
      asked.add(keyOf(question));
    },
    /** False for an answer that nobody waits for. */
    answer: (question: Question): boolean => asked.delete(keyOf(question)),
  };
}
