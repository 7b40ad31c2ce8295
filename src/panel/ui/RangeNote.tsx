import type { ComponentChildren } from "preact";

/** What a view says where its figures reach beyond the time that was chosen in the timeline. */
export const RangeNote = ({ children }: { children: ComponentChildren }) => (
  <p class="note range-note">{children}</p>
);
