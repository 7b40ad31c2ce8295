/** Filters with a name, kept in this browser. They hold what the user typed and nothing of a page. */
import { signal } from "@preact/signals";
import type { FILTERS_KEY } from "../../shared/storage-keys.ts";

type SavedFilter = { name: string; text: string };

// Not the constant itself: it would be one more script to load before the panel is there.
const KEY: typeof FILTERS_KEY = "filters";
const MAX_SAVED = 50;
const MAX_LENGTH = 2_000;

/** The part of `storage.local` that is needed. */
export type FilterStorage = {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
};

/** Of a private window: reads what ordinary ones saved, and what it saves itself goes with it. */
export const createPrivateStorage = (
  ours: FilterStorage,
  shared: FilterStorage,
): FilterStorage => ({
  get: async (key) => ({ ...(await shared.get(key)), ...(await ours.get(key)) }),
  set: (values) => ours.set(values),
});

export function createSavedFilters(storage: FilterStorage) {
  const list = signal<SavedFilter[]>([]);
  const keep = async (filters: SavedFilter[]) => {
    list.value = filters;
    await storage.set({ [KEY]: filters });
  };
  return {
    list,
    async load() {
      list.value = parseSaved((await storage.get(KEY))[KEY]);
    },
    /** One of the same name is replaced. */
    save(name: string, text: string) {
      const others = list.peek().filter((saved) => saved.name !== name);
      return keep([...others, { name, text }].slice(-MAX_SAVED));
    },
    remove: (name: string) => keep(list.peek().filter((saved) => saved.name !== name)),
  };
}

/** Another version may have written it. */
function parseSaved(raw: unknown): SavedFilter[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isSaved).slice(-MAX_SAVED);
}

const isSaved = (raw: unknown): raw is SavedFilter => {
  if (typeof raw !== "object" || raw === null) return false;
  const { name, text } = raw as Record<string, unknown>;
  return isShort(name) && isShort(text);
};

const isShort = (value: unknown): boolean =>
  typeof value === "string" && value.length > 0 && value.length <= MAX_LENGTH;
