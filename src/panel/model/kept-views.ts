/** Where the list and the timeline of each session were left: who comes back finds them so. */
import { signal } from "@preact/signals";
import type { Span } from "../ui/span.ts";
import type { Selection } from "./model.ts";

/** `topPx`: of the content, what is at the upper edge; null while it was never shown. */
export type KeptList = { topPx: number | null };
type KeptTimeline = ReturnType<typeof createKeptTimeline>;
type KeptView = { list: KeptList; timeline: KeptTimeline };

const createKeptTimeline = () => ({
  zoom: signal<Span | null>(null),
  /** The newest is kept in sight, as long as the user does not look back. */
  follows: signal(true),
  /** The bands that are shown connection by connection. */
  opened: signal<ReadonlySet<string>>(new Set()),
  /** The item the keyboard stands on. */
  activeKey: signal<string | null>(null),
  scrollPx: 0,
  /** The selection that was brought into sight last. */
  followed: null as Selection | null,
});

export function createKeptViews() {
  /** By the file; null: the live tab. */
  const views = new Map<number | null, KeptView>();
  return {
    of(fileId: number | null): KeptView {
      const kept = views.get(fileId) ?? { list: { topPx: null }, timeline: createKeptTimeline() };
      views.set(fileId, kept);
      return kept;
    },
    forget: (fileId: number) => views.delete(fileId),
  };
}
