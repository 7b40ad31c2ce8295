import { createMasker, type FoundSecrets, type Masker, type Secret } from "../../secrets/masker.ts";
import type { FindOwn } from "../../secrets/patterns.ts";
import { nameToShow } from "../../secrets/tally.ts";
import { groupOf } from "./group-secrets.ts";

/** What the user adds to what is masked, and what is to stay. */
export type Wishes = {
  names: readonly string[];
  patterns: readonly FindOwn[];
  keep: (secret: Pick<Secret, "kind" | "name" | "place">) => boolean;
};

export const NO_WISHES: Wishes = { names: [], patterns: [], keep: () => false };

/** `at`: the first few places where they stand, in words or as `log.entries[3].request.url`. */
export type Masked = FoundSecrets & { at: string[] };

/** A masker that knows as well where it found what. */
export type WatchedMasker = {
  masker: Masker;
  /** Where the value stands that is masked next. */
  at(place: () => string): void;
  /** Most frequent first. */
  found(): Masked[];
};

const PLACES = 3;
/** A hostile file makes up its names. */
const MAX_GROUPS = 1_000;

export function watchMasker({ names, patterns, keep }: Wishes = NO_WISHES): WatchedMasker {
  const places = new Map<string, string[]>();
  let here = () => "";
  const note = (key: string): void => {
    const known = places.get(key);
    if (known ? known.length === PLACES : places.size === MAX_GROUPS) return;
    const place = here();
    if (place === "" || known?.at(-1) === place) return;
    if (known) known.push(place);
    else places.set(key, [place]);
  };
  const masker = createMasker({
    names,
    patterns,
    keep: (secret) => {
      const shown = { ...secret, name: nameToShow(secret) };
      if (keep(shown)) return true;
      note(groupOf(shown));
      return false;
    },
  });
  return {
    masker,
    at: (place) => {
      here = place;
    },
    found: () => masker.found().map((one) => ({ ...one, at: places.get(groupOf(one)) ?? [] })),
  };
}
