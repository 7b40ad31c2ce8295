import data from "../data/backoff-norms.json" with { type: "json" };

export type Norm = {
  name: string;
  kind: string;
  /** The least and the greatest base that the library draws; the same where it draws none. */
  baseMs?: number[];
  factor?: number | null;
  stepMs?: number;
  capMs?: number | null;
  jitter: string;
  fraction?: number;
  scheduleMs?: number[];
  source: string;
};

/** How well-known libraries come back, by default. */
export const NORMS: readonly Norm[] = data.libraries;

export const KNOWN_LISTS = NORMS.flatMap(({ scheduleMs }) => (scheduleMs ? [scheduleMs] : []));
