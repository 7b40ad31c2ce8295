/** The search through bodies: what is searched for and where, what was found, and which one is shown. */
import { signal } from "@preact/signals";
import type { MessageContext } from "../filter/filter.ts";
import { createHits, type FoundHits, type HitPlace } from "./hits.ts";
import type { ScanTarget, SearchText } from "./scan-protocol.ts";
import type { Feed, Scanner } from "./scanner.ts";

/** The messages to look through: those that the list shows, or all of the session. */
export type FindScope = {
  /** "in this list", "in all connections". */
  name: string;
  /** It holds wherever the user goes, so that a search can lead from list to list. */
  isWhole: boolean;
  tabId: number;
  filterText: string;
  targets: { connectionId: string; context: MessageContext; isFed: boolean }[];
  feed: Feed;
  /** What is near is found first. */
  start: HitPlace | null;
  reveal(place: HitPlace): void;
};

export type FindStatus =
  | { kind: "idle" }
  | { kind: "problem"; message: string }
  | {
      kind: "found";
      isRunning: boolean;
      count: number;
      /** Which of them is shown, from 1. */
      current: number | null;
      /** 0 to 1. */
      progress: number;
      isCancelled: boolean;
      where: string;
    };

export type Find = ReturnType<typeof createFind>;

const NOWHERE: HitPlace = { target: 0, position: 0 };

/** `whole`: where to search while no list is shown. */
export function createFind(scanner: Scanner, whole: () => Promise<FindScope | null>) {
  const isOpen = signal(false);
  /** The field is to take the keyboard, once. A search of DevTools' own keeps its own field. */
  const wantsFocus = signal(false);
  const query = signal<SearchText>({ text: "", isRegex: false, matchesCase: false });
  const status = signal<FindStatus>({ kind: "idle" });
  let getScope: (() => Promise<FindScope | null>) | null = null;
  let scope: FindScope | null = null;
  let hits: FoundHits = createHits(0);
  let current: HitPlace | null = null;
  /** A step that waits for a hit to be found. */
  let wanted: "next" | "previous" | null = null;
  let run = 0;

  const say = (isRunning: boolean, progress: number, isCancelled = false) => {
    status.value = {
      kind: "found",
      isRunning,
      count: hits.count(),
      current: current && hits.rank(current) + 1,
      progress,
      isCancelled,
      where: scope?.name ?? "",
    };
  };

  const show = (place: HitPlace) => {
    current = place;
    wanted = null;
    scope?.reveal(place);
  };

  const isRunning = () => status.peek().kind === "found" && progressOf(status.peek()) < 1;

  /** Goes on where that is certain: before the end, what was not looked at yet may have a nearer one. */
  const step = (direction: "next" | "previous") => {
    const from = current ?? scope?.start ?? NOWHERE;
    const place =
      direction === "next" ? hits.from(current ? after(current) : from) : hits.before(from);
    if (place) return show(place);
    if (isRunning()) {
      wanted = direction;
      return;
    }
    const wrapped = direction === "next" ? hits.first() : hits.last();
    if (wrapped) show(wrapped);
  };

  const search = async (): Promise<void> => {
    const wantedRun = ++run;
    scanner.cancel();
    current = null;
    hits = createHits(0);
    const { text, isRegex } = query.peek();
    if (text === "") {
      status.value = { kind: "idle" };
      return;
    }
    const wrong = isRegex ? problemOf(text) : null;
    if (wrong !== null) {
      status.value = { kind: "problem", message: wrong };
      return;
    }
    const found = await (getScope ?? whole)();
    if (wantedRun !== run) return;
    scope = found;
    if (!found) {
      status.value = { kind: "problem", message: "There are no messages to search yet." };
      return;
    }
    hits = createHits(found.targets.length);
    wanted = "next";
    const targets = found.targets.map((target): ScanTarget => ({ ...target, from: 0 }));
    const { tabId, filterText, start, feed } = found;
    const order = { tabId, filterText, search: query.peek(), targets, start, countsTerms: false };
    say(true, 0);
    scanner.scan(order, feed, {
      onFound(newHits, { scannedRows, totalRows }) {
        hits.add(newHits);
        if (wanted === "next") step("next");
        say(true, Math.min(0.99, scannedRows / Math.max(1, totalRows)));
      },
      onDone() {
        say(false, 1);
        if (wanted) step(wanted);
        say(false, 1);
      },
      onProblem(message) {
        status.value = { kind: "problem", message };
      },
    });
  };

  return {
    isOpen,
    wantsFocus,
    query,
    status,
    /** The list that is shown sets it; what was found in another list is void then. */
    setScope(get: (() => Promise<FindScope | null>) | null) {
      getScope = get;
      if (scope === null || scope.isWhole) return;
      run++;
      scanner.cancel();
      scope = null;
      current = null;
      hits = createHits(0);
      status.value = { kind: "idle" };
    },
    open() {
      isOpen.value = true;
      wantsFocus.value = true;
    },
    close() {
      isOpen.value = false;
      run++;
      scanner.cancel();
      status.value = { kind: "idle" };
      scope = null;
    },
    setQuery(changed: Partial<SearchText>) {
      query.value = { ...query.peek(), ...changed };
      void search();
    },
    step(direction: "next" | "previous") {
      if (!scope) return void search();
      step(direction);
      const shown = status.peek();
      if (shown.kind === "found") say(shown.isRunning, shown.progress, shown.isCancelled);
    },
    cancel() {
      scanner.cancel();
      wanted = null;
      say(false, 1, true);
    },
    destroy: () => scanner.close(),
  };
}

const after = ({ target, position }: HitPlace): HitPlace => ({ target, position: position + 1 });

const progressOf = (status: FindStatus): number => (status.kind === "found" ? status.progress : 1);

function problemOf(source: string): string | null {
  try {
    new RegExp(source);
    return null;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, "Not an expression: ");
  }
}
