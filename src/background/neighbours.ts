import { returnsOf } from "../analysis/series/returns.ts";
import { groupByTime } from "../analysis/series/series.ts";
import { originOf } from "../session/page-origin.ts";
import { connectionsInOrder, type Return } from "../session/session.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** A herd's sockets come within half a second: few writes tell all tabs of all of them. */
const GATHER_MS = 200;

/** Tells tabs that show pages of one origin what came back in the others: hosts and times, no more. */
export function createNeighbours(tabs: Pick<Tabs, "all" | "apply">) {
  const changed = new Set<Tab>();
  const toldUpTo = new WeakMap<Tab, number>();

  const neighboursOf = (tab: Tab): Tab[] => {
    const origin = originOf(tab.session);
    if (origin === null || tab.session.mode === "off") return [];
    return [...tabs.all()].filter(
      (other) =>
        other !== tab &&
        other.isPrivate === tab.isPrivate &&
        other.session.mode !== "off" &&
        originOf(other.session) === origin,
    );
  };

  const untoldReturnsOf = (tab: Tab): Return[] => {
    const { session } = tab;
    const { connections, nextOrdinal, page } = session;
    const after = toldUpTo.get(tab) ?? 0;
    toldUpTo.set(tab, nextOrdinal - 1);
    return returnsOf(session, groupByTime(session, connectionsInOrder(session))).filter(
      // An earlier page may have been of another origin.
      (each) => each.page === page && (connections.get(each.connectionId)?.ordinal ?? 0) > after,
    );
  };

  const tell = (): void => {
    const heard = new Map<Tab, Return[]>();
    for (const tab of changed) {
      const neighbours = neighboursOf(tab);
      const returns = neighbours.length > 0 ? untoldReturnsOf(tab) : [];
      if (returns.length === 0) continue;
      for (const other of neighbours) heard.set(other, [...(heard.get(other) ?? []), ...returns]);
    }
    changed.clear();
    for (const [tab, returns] of heard) {
      tabs.apply(tab, { kind: "elsewhere", returns });
      void tab.save();
    }
  };

  return {
    /** Connections of the tab began, or are here again after this worker was stopped. */
    began(tab: Tab): void {
      if (changed.size === 0) setTimeout(tell, GATHER_MS);
      changed.add(tab);
    },
  };
}

export type Neighbours = ReturnType<typeof createNeighbours>;
