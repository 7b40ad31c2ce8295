import { signal } from "@preact/signals";
import type { AboutTab, Coverage, ToView } from "../../protocol/panel-message.ts";
import type { StorageState } from "../../protocol/storage.ts";
import { applyChanges, type SessionChanges } from "../../session/changes.ts";
import type { Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";
import type { LinkState } from "../../shared/view-link.ts";
import { createSaidOverrides } from "./said-overrides.ts";

/** What the background tells of the tab. `stored`: the store has more rows of these connections. */
export function createLiveTab(
  clock: () => number,
  stored: (connectionIds: readonly string[]) => void,
) {
  const live = signal<Session | null>(null);
  const coverage = signal<Coverage>("watched");
  const paused = signal(false);
  const tabUrl = signal<string | null>(null);
  const storage = signal<StorageState>({ place: "disk" });
  const tabClosed = signal(false);
  /** What the user chose for the tab's site, and for which site that was. */
  const site = signal<Pick<AboutTab, "siteMode" | "ruledBy">>({ siteMode: null, ruledBy: null });
  const link = signal<LinkState>("connecting");

  const { withSaid, say } = createSaidOverrides(clock);
  const sayOverrides = (given: Overrides) => {
    const now = live.peek();
    if (now) live.value = say(now, given);
  };

  const hear = (message: ToView<Session, SessionChanges>) => {
    const before = live.peek();
    switch (message.kind) {
      case "session":
        live.value = withSaid(message.session);
        break;
      case "changes":
        // Changes can only follow a session; without one the background sends the whole again.
        if (before) live.value = withSaid(applyChanges(before, message.changes));
        break;
      case "stored":
        stored(message.connectionIds);
        return;
      case "tab-closed":
        tabClosed.value = true;
        return;
      default:
        message satisfies never;
        return;
    }
    coverage.value = message.coverage;
    paused.value = message.paused;
    if (site.peek().siteMode !== message.siteMode || site.peek().ruledBy !== message.ruledBy) {
      site.value = { siteMode: message.siteMode, ruledBy: message.ruledBy };
    }
    tabUrl.value = message.tabUrl;
    storage.value = message.storage;
  };

  return { live, coverage, paused, tabUrl, storage, tabClosed, site, link, sayOverrides, hear };
}
