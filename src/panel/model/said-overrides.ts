import type { Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";

/** By then the background has heard what was said here, and tells the same. */
const SAID_SETTLES_MS = 1_000;

/** What was just said of the checklist; what the background tells next may be older. */
export function createSaidOverrides(clock: () => number) {
  let said: { overrides: Overrides; page: number; untilMs: number } | null = null;
  /** Nothing said of one page is said of the next. */
  const withSaid = (heard: Session): Session =>
    said && said.page === heard.page && clock() < said.untilMs
      ? { ...heard, overrides: said.overrides }
      : heard;
  const say = (now: Session, overrides: Overrides): Session => {
    said = { overrides, page: now.page, untilMs: clock() + SAID_SETTLES_MS };
    return { ...now, overrides };
  };
  return { withSaid, say };
}
