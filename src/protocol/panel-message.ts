/**
 * Between the background and whatever shows a tab: panel, panel page and popup. One port each,
 * named `view:<tabId>`; a viewer that wants bodies recorded says so with `record`.
 */
import * as v from "valibot";
import type { Mode } from "./envelope.ts";
import type { StorageState } from "./storage.ts";
import { time } from "./text.ts";

/** Why a tab shows nothing, in the order in which it is looked for. */
export type Coverage =
  /** A page that no extension may read: the browser's own, or the extension store. */
  | "restricted"
  /** The user has not given Stormglass access to this site. */
  | "no-access"
  /** Loaded before Stormglass was installed or updated: needs a reload. */
  | "not-hooked"
  /** The page crashed, was killed or was discarded; the tab waits to be loaded anew. */
  | "stopped"
  /** Scripts cannot run in the page, so it can open no sockets. */
  | "no-scripts"
  /** The page that opened this one had prepared its window: the hook did not start. */
  | "prepared"
  | "off"
  /** The user paused this tab. */
  | "tab-off"
  | "watched";

/** What stands beside the session. */
export type AboutTab = {
  coverage: Coverage;
  paused: boolean;
  tabUrl: string | null;
  /** What the user chose for this site, or for a wider one that covers it; null: nothing. */
  siteMode: Mode | "auto" | null;
  /** The site whose rule that is. */
  ruledBy: string | null;
  /** The browser would not keep that choice: it ends with the browser. */
  siteModeUnsaved: boolean;
  storage: StorageState;
};

/** Session and connections as plain values: what `src/session/transfer.ts` writes and reads. */
export type ToView<Whole, Part> =
  | ({ kind: "session"; session: Whole } & AboutTab)
  | ({ kind: "changes"; changes: Part } & AboutTab)
  /** The tab is gone; what was shown stays, and can still be exported. */
  | { kind: "tab-closed" }
  /** The store has rows up to here for each connection that changed. */
  | { kind: "stored"; connectionIds: string[] };

const fromView = v.variant("kind", [
  /** Answers each message: a view that does not read would have them pile up in the browser. */
  v.object({ kind: v.literal("heard") }),
  v.object({ kind: v.literal("record"), on: v.boolean() }),
  /** `at`: when it was asked for; it can be undone for a while before it is sent. */
  v.object({ kind: v.literal("clear"), at: time }),
  v.object({ kind: v.literal("preserve-log"), on: v.boolean() }),
  /** What the user says of the checklist: see `src/session/overrides.ts`. */
  v.object({ kind: v.literal("overrides"), overrides: v.unknown() }),
  v.object({ kind: v.literal("pause"), on: v.boolean() }),
  v.object({
    kind: v.literal("site-mode"),
    mode: v.picklist(["auto", "off", "watch", "record"] satisfies (Mode | "auto")[]),
  }),
  /** What the user wants of this tab alone, whoever looks at it. */
  v.object({ kind: v.literal("tab-off"), on: v.boolean() }),
  v.object({ kind: v.literal("tab-record"), on: v.boolean() }),
  /** Deletes all that is kept of the tab. */
  v.object({ kind: v.literal("forget"), at: time }),
  v.object({
    kind: v.literal("probe"),
    connectionId: v.string(),
    withCredentials: v.boolean(),
  }),
]);
export type FromView = v.InferOutput<typeof fromView>;

/** Null where it is none. */
export const parseFromView = (raw: unknown): FromView | null => {
  const parsed = v.safeParse(fromView, raw);
  return parsed.success ? parsed.output : null;
};
