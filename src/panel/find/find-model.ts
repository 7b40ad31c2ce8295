/** The search through bodies: what is searched for, what was found, here and elsewhere, and which one is shown. */
import { signal } from "@preact/signals";
import type { SearchText } from "../scan/scan-protocol.ts";
import type { Scanner } from "../scan/scanner.ts";
import type { FindList } from "./find-list.ts";
import type { FindScope } from "./find-scope.ts";
import type { HitPlace } from "./hits.ts";
import { type SearchRun, startSearch } from "./search-run.ts";

export type FindStatus =
  | { kind: "idle" }
  | { kind: "problem"; message: string }
  | {
      kind: "found";
      isRunning: boolean;
      /** In the list that is shown; in all connections where the search began without one. */
      count: number;
      /** Null where nothing else could be meant. */
      elsewhere: number | null;
      /** Which of those that are counted is shown, from 1. */
      current: number | null;
      /** 0 to 1. */
      progress: number;
      isCancelled: boolean;
      where: string;
    };

type Direction = "next" | "previous";
/** A step that the user asked for goes to other connections, too; the first of a search stays. */
type Step = { direction: Direction; isAsked: boolean };

export type Find = ReturnType<typeof createFind>;

type FindOrigin = "here" | "devtools";

/** `whole`: the session; of it the list that is shown comes first. */
export function createFind(
  scanner: Scanner,
  whole: (start: HitPlace | null) => Promise<FindScope | null>,
) {
  const isOpen = signal(false);
  /** The field is to take the keyboard, once. A search of DevTools' own keeps its own field. */
  const wantsFocus = signal(false);
  /** Whose field the words are typed into: there is only one. */
  const origin = signal<FindOrigin>("here");
  const query = signal<SearchText>({ text: "", isRegex: false, matchesCase: false });
  const status = signal<FindStatus>({ kind: "idle" });
  let list: FindList | null = null;
  /**
   * The search began while no list was shown, and counts everything until it is closed: the first
   * letter's hit opens a list, and the second letter is meant for all lists as well.
   */
  let isWhole = false;
  let scope: FindScope | null = null;
  let searching: SearchRun | null = null;
  let current: HitPlace | null = null;
  /** Steps that wait for hits to be found: of a new search the first hit, and what was asked after. */
  let wanted: Step[] = [];
  let run = 0;

  const isHere = (connectionId: string): boolean =>
    isWhole || list === null || list.has(connectionId);

  const say = (isRunning: boolean, progress: number, isCancelled = false) => {
    const hits = searching?.hits.among(isHere);
    const all = searching?.hits.count() ?? 0;
    const count = hits?.count() ?? 0;
    const isAlone = scope?.connectionIds().every(isHere) ?? true;
    const shown = current && isHere(current.connectionId) ? current : null;
    status.value = {
      kind: "found",
      isRunning,
      count,
      elsewhere: isAlone ? null : all - count,
      current: hits && shown && searching?.hits.has(shown) ? hits.rank(shown) + 1 : null,
      progress,
      isCancelled,
      where: isWhole || list === null ? "in all connections" : "in this list",
    };
  };

  const show = (place: HitPlace) => {
    current = place;
    if (list?.has(place.connectionId)) list.show(place);
    else scope?.reveal(place);
  };

  const isRunning = () => status.peek().kind === "found" && progressOf(status.peek()) < 1;

  /** Goes on where that is certain: before the end, what was not looked at yet may have a nearer one. */
  const go = ({ direction, isAsked }: Step): boolean => {
    const found = searching?.hits;
    if (!found) return false;
    const hits = isAsked ? found : found.among(isHere);
    const from = current ?? list?.start() ?? NOWHERE;
    const isForward = direction === "next";
    const near = isForward ? hits.from(current ? after(current) : from) : hits.before(from);
    const place = near ?? (isRunning() ? null : isForward ? hits.first() : hits.last());
    if (place) show(place);
    return place !== null;
  };

  const goOn = () => {
    while (wanted[0] && go(wanted[0])) wanted.shift();
  };

  const stop = () => {
    run++;
    searching?.cancel();
    searching = null;
    current = null;
    wanted = [];
  };

  const forget = () => {
    stop();
    status.value = { kind: "idle" };
    scope = null;
    isWhole = false;
  };

  const search = async (): Promise<void> => {
    stop();
    const wantedRun = run;
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
    isWhole ||= list === null;
    const found = await whole(list?.start() ?? null);
    if (wantedRun !== run) return;
    scope = found;
    if (!found) {
      status.value = { kind: "problem", message: "There are no messages to search yet." };
      return;
    }
    wanted.unshift({ direction: "next", isAsked: false });
    say(true, 0);
    searching = startSearch(scanner, found, query.peek(), {
      onFound(progress) {
        // What arrives later is counted, and leads nobody away.
        const isFirst = isRunning();
        goOn();
        say(isFirst, isFirst ? progress : 1);
      },
      onDone() {
        say(false, 1);
        goOn();
        wanted = [];
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
    /** The list that is shown; null: none. */
    setList(shown: FindList | null) {
      list = shown;
      const now = status.peek();
      if (now.kind === "found") say(now.isRunning, now.progress, now.isCancelled);
    },
    origin,
    open() {
      origin.value = "here";
      isOpen.value = true;
      wantsFocus.value = true;
    },
    close() {
      isOpen.value = false;
      forget();
    },
    /** Another session is shown, where what was found is not. */
    forget,
    setQuery(changed: Partial<SearchText>, by: FindOrigin = origin.peek()) {
      origin.value = by;
      query.value = { ...query.peek(), ...changed };
      void search();
    },
    step(direction: Direction) {
      if (!scope) return void search();
      wanted.push({ direction, isAsked: true });
      goOn();
      // There is none, and what arrives later is to lead nobody away.
      if (searching && !isRunning()) wanted = [];
      const shown = status.peek();
      if (shown.kind === "found") say(shown.isRunning, shown.progress, shown.isCancelled);
    },
    cancel() {
      searching?.cancel();
      wanted = [];
      say(false, 1, true);
    },
    destroy: () => scanner.close(),
  };
}

/** Before all. */
const NOWHERE: HitPlace = { connectionId: "", seq: 0 };

const after = ({ connectionId, seq }: HitPlace): HitPlace => ({ connectionId, seq: seq + 1 });

const progressOf = (status: FindStatus): number => (status.kind === "found" ? status.progress : 1);

function problemOf(source: string): string | null {
  try {
    new RegExp(source);
    return null;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, "Not an expression: ");
  }
}
