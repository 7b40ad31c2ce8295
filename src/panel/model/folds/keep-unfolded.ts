import { effect, type Signal } from "@preact/signals";
import type { Model } from "../model.ts";
import type { Attempts } from "./attempt-folds.ts";

/**
 * What the user unfolded stays unfolded. While a storm goes on its attempts are told anew with each
 * report: under another begin, as an outage's, in two parts. Such a fold is known by its members.
 */
export function keepUnfolded(model: Model): () => void {
  /** By the file; null: the live tab. */
  const places = new Map<number | null, { list: Keeper; timeline: Keeper }>();
  const followChosen = createFollower(model);
  return effect(() => {
    const fileId = model.fileId.value;
    const place = places.get(fileId) ?? {
      list: createKeeper(model.openedHelpers),
      timeline: createKeeper(model.keptView().timeline.opened),
    };
    places.set(fileId, place);
    const folds = [...model.attempts.value.values()].flat();
    place.list(folds, model.openedHelpers.value);
    place.timeline(folds, model.keptView().timeline.opened.value);
    followChosen(folds);
  });
}

/** Attempts that were chosen as one stay chosen, by whatever name they go now. */
function createFollower({ selection }: Model) {
  let chosen: Attempts | null = null;
  return (folds: readonly Attempts[]) => {
    const now = selection.peek();
    if (now?.kind !== "series" || now.attempts === undefined) return;
    const same = folds.find(({ key }) => key === now.attempts);
    const before = chosen?.key === now.attempts ? chosen : null;
    const next =
      same ?? folds.find(({ ids }) => before && [...ids].some((id) => before.ids.has(id)));
    if (!next) return;
    chosen = next;
    if (!same) selection.value = { ...now, attempts: next.key };
  };
}

type Keeper = (folds: readonly Attempts[], opened: ReadonlySet<string>) => void;

function createKeeper(signal: Signal<ReadonlySet<string>>): Keeper {
  /** Connections of folds that the user opened, and has not folded again. */
  const unfolded = new Set<string>();
  let known: ReadonlySet<string> = new Set();
  return (folds, opened) => {
    const risen: string[] = [];
    for (const { key, ids } of folds) {
      // A new one opens by what it has of an opened one; a known one is as the user left it.
      const isNew = !known.has(key);
      const isOpen = opened.has(key) || (isNew && [...ids].some((id) => unfolded.has(id)));
      if (isOpen && !opened.has(key)) risen.push(key);
      for (const id of ids) {
        if (isOpen) unfolded.add(id);
        else unfolded.delete(id);
      }
    }
    known = new Set(folds.map(({ key }) => key));
    if (risen.length > 0) signal.value = new Set([...opened, ...risen]);
  };
}
