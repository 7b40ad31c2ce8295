import { type Rule, words } from "../rule.ts";

/** What was there before a break is not there any more, so that nothing can be taken up again. */
export const SESSIONS: readonly Rule[] = [
  {
    topic: "session-gone",
    says: words(
      "(?:cannot|can'?t|could not|couldn'?t|can no longer|may not|unable to|failed to) (?:be )?(?:resumed?|re-?joined?)(?: \\w+){0,3}",
      "unable to recover (?:the )?(?:connection|session|channel)",
      "unknown reconnection token",
      "re-?join(?: (?:has|is|was|been))* expired",
      "(?:resume|resumption|re-?join|reconnection) (?:was |is |has )?(?:failed|refused|rejected|denied|expired|impossible)",
      "(?:not|no longer) (?:resumable|resumed)",
    ),
  },
];
