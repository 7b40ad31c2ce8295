import { countOf } from "../../words/words.ts";
import { RANDOM_BASE } from "../checks/reconnect/no-jitter.ts";
import type { Series } from "../finding.ts";
import { ask, type Judged, no, notApplicable, yes } from "./item.ts";

/** So many waits that followed another failure show how the waits go on. */
const MIN_REPEATED = 4;

/** Whether the page comes back with exponential backoff and jitter; the worst series decides. */
export function judgeBackoff(all: readonly Series[]): Judged {
  const judged = all.filter(({ delaysMs }) => delaysMs.length > 0).map(judgeSeries);
  const worst =
    judged.find(({ outcome }) => outcome === "no") ??
    judged.find(({ outcome }) => outcome === "yes") ??
    judged[0];
  return worst ?? notApplicable("Nothing was reconnected.");
}

function judgeSeries({ policy, policyText, libraries, delaysMs, history }: Series): Judged {
  const { kind, n, jitter } = policy;
  if (kind === "unknown") {
    return ask(
      n < MIN_REPEATED
        ? "Too few reconnects to tell the policy."
        : `${countOf(delaysMs.length, "wait")} without a clear rule: look at them under Reconnects.`,
    );
  }
  const words = `${policyText.charAt(0).toUpperCase()}${policyText.slice(1)}, over ${countOf(n, "delay")}.`;
  if (kind === "exponential" && jitter.kind !== "none" && jitter.kind !== "unknown") {
    return yes(words);
  }
  if (kind === "exponential" && libraries.some((name) => RANDOM_BASE.includes(name))) {
    return yes(`${words} Its first wait is drawn at random for each page load.`);
  }
  const repeated = history.filter(({ step, delayMs }) => delayMs !== null && (step ?? 0) > 0);
  if (repeated.length < MIN_REPEATED) {
    return ask(`${words} Too few attempts in a row failed to tell how it goes on.`);
  }
  return kind === "exponential" && jitter.kind === "unknown" ? ask(words) : no(words);
}
