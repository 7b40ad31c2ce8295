import type { Finding, Health } from "../finding.ts";

/** What two sessions have in common, and what changed from the one to the other. */
export type Compared = {
  /** Of the second against the first. unclear: one of the two has nothing to compare. */
  verdict: "better" | "worse" | "mixed" | "same" | "unclear";
  /** Begins with the verdict: "better: no outage instead of 4, health A instead of F". */
  sentence: string;
  /** What to keep in mind with it. */
  remarks: string[];
  health: Pair<Pick<Health, "grade" | "score">>;
  /** Of the whole session. */
  figures: Figure[];
  /** Matched, those of the first session first, in its order; then what only the second has. */
  endpoints: ComparedEndpoint[];
  /** In the first session alone; in the second alone; in both, with how often. */
  findings: { gone: Counted[]; fresh: Counted[]; both: CountedTwice[] };
};

/** In the first and in the second session. */
export type Pair<T> = { before: T; after: T };

export type Figure = Pair<number | null> & {
  is:
    | "outages"
    | "outages-an-hour"
    | "availability"
    | "longest-outage"
    | "back-after"
    | "attempts-an-hour"
    | "failed-share"
    | "handshake-median"
    | "handshake-p95";
  /** Its name in words. */
  label: string;
  unit: "" | "ms" | "%" | "/h";
  /** In which of them an outage that is not over has its share in it: it may yet grow worse. */
  unfinished: Pair<boolean>;
  /** For whom it is better by more than chance and rounding; null where they are alike or not known. */
  better: "before" | "after" | null;
};

export type ComparedEndpoint = {
  endpoint: Pair<string | null>;
  /** path: it has another host now, and the same path. */
  matched: "same" | "path" | null;
  figures: Figure[];
  /** How the page comes back, in words; null where it never had to. */
  policy: Pair<string | null>;
};

/** A finding at an endpoint, or of the page, where the endpoint is null. */
export type Counted = Pick<Finding, "id" | "severity" | "title"> & {
  variant: string | null;
  endpoint: string | null;
  count: number;
};
export type CountedTwice = Omit<Counted, "count"> & Pair<number>;
