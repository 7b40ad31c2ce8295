/** Between the options page and the background, by the port named `stored`: what is kept, of all tabs. */
import * as v from "valibot";

export type StoredSums = {
  /** Tabs of which anything is kept. */
  tabs: number;
  connections: number;
  /** Recorded messages, and what they amount to. */
  messages: number;
  bytes: number;
};

const fromOptions = v.variant("kind", [
  v.object({ kind: v.literal("look") }),
  /** Deletes all of it. */
  v.object({ kind: v.literal("forget") }),
]);

/** Null where it is none. */
export const parseStoredMessage = (raw: unknown): v.InferOutput<typeof fromOptions> | null => {
  const parsed = v.safeParse(fromOptions, raw);
  return parsed.success ? parsed.output : null;
};
