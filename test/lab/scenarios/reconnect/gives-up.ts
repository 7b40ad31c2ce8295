import { setTimeout as sleep } from "node:timers/promises";
import { openUntilClosed, retry } from "../../page-actions.ts";
import { expectEach, expectOne, type Scenario } from "../../scenario.ts";

/** No sensible backoff waits longer; the diagnosis waits for just as long before it says so. */
const PATIENCE_MS = 5 * 60_000;
/** A circuit breaker: three quick tries, a long pause, and one more. */
const BREAKER_WAITS_MS = [500, 1_000, 2_000, 4 * 60_000];
const AFTER_TRIAL_MS = 62_000;

/** Pages that do not come back from what passes, and one that does in the end. */
export const givesUp: Scenario[] = [
  {
    name: "no reconnect in five minutes",
    devtools: "open",
    waitsMinutes: true,
    async run(page, { faults }) {
      await openUntilClosed(page, `${faults.url}/close-after/3000/1012/deploy`);
      await sleep(PATIENCE_MS);
    },
    expect: {
      ...expectOne("/close-after/3000/1012/deploy", "server-restart"),
      required: ["gave-up"],
    },
  },
  {
    // Five minutes after the first loss, but not after the trial.
    name: "a circuit breaker tries once more",
    devtools: "open",
    waitsMinutes: true,
    async run(page, { faults }) {
      await retry(page, `${faults.url}/close-after/300/1012/trial`, BREAKER_WAITS_MS);
      await sleep(AFTER_TRIAL_MS);
    },
    expect: expectEach("/close-after/300/1012/trial", 5, "server-restart", ["gave-up"]),
  },
];
