import { TAB_WISHES_KEY } from "../shared/storage-keys.ts";
import { NO_WISH, type TabWish } from "./choose-mode.ts";
import { createOwnItem } from "./own-item.ts";

/** What the user said of single tabs: it outlives this worker, and goes with the tab. */
export function createTabWishes() {
  const item = createOwnItem<Record<number, TabWish>>(TAB_WISHES_KEY);
  let wishes: Record<number, TabWish> = {};
  return {
    ready: item.read().then((saved = {}) => {
      wishes = { ...saved, ...wishes };
    }),
    of: (tabId: number): TabWish => wishes[tabId] ?? NO_WISH,
    async keep(tabId: number, wish: TabWish): Promise<void> {
      const isNone = !wish.isOff && wish.mode === null;
      if (isNone && !(tabId in wishes)) return;
      const { [tabId]: _, ...others } = wishes;
      wishes = isNone ? others : { ...others, [tabId]: wish };
      await item.write(wishes);
    },
  };
}
