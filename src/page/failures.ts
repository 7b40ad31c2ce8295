import { describeException } from "./exception.ts";

export type Failures = {
  /** Of steps; each may have cost a message. Where no call is possible any more, it is set by hand. */
  count: number;
  /** Name and message of the first. */
  error: string;
  /** `lost`: so many messages went with it. */
  fail(thrown: unknown, lost?: number): void;
  /** Runs a part on its own: where it fails, what it would have given is missing, and no more. */
  attempt<T, F = undefined>(part: () => T, otherwise?: F): T | F;
};

/**
 * What went wrong in the hook itself: it costs the part it happened in and is told, and never
 * reaches the page. Anything may fail anywhere, if only because the page has used up its stack.
 */
export function createFailures(signal: () => void): Failures {
  const failures: Failures = {
    count: 0,
    error: "",
    fail(thrown, lost = 1) {
      failures.count += lost;
      if (failures.count > lost) return;
      try {
        const { name, message } = describeException(thrown);
        failures.error = `${name}: ${message}`;
        signal();
      } catch {
        // It leaves with whatever is pulled next.
      }
    },
    attempt(part, otherwise) {
      try {
        return part();
      } catch (thrown) {
        try {
          failures.fail(thrown);
        } catch {
          failures.count++;
        }
        return otherwise as never;
      }
    },
  };
  return failures;
}
