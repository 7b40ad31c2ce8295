import type { Draft } from "./check.ts";
import { connectionFact } from "./facts.ts";
import { FINDING_CLASSES, type Finding } from "./finding.ts";
import { FINDING_TEXTS } from "./finding-texts.ts";
import { fillText, wordsOf } from "./texts/text.ts";

/** Gives a finding its words. */
export function writeFinding(draft: Draft, until: number | null): Finding {
  const { id, subject, severity, explains, confidence, evidence, since, connection, facts } = draft;
  const words = wordsOf(FINDING_TEXTS[id], draft.variant);
  const factOf = (name: string) =>
    facts[name] ?? (connection ? connectionFact(connection, name) : undefined);
  const fill = (text: string) => fillText(text, factOf);
  return {
    id,
    class: FINDING_CLASSES[id],
    severity,
    primary: explains,
    subject,
    title: fill(words.title),
    explanation: fill(words.explanation),
    evidence,
    causes: words.causes.map(fill),
    fixes: words.fixes.map((fix) => ({
      ...fix,
      text: fill(fix.text),
      ...(fix.setting === undefined ? {} : { setting: fill(fix.setting) }),
    })),
    confidence,
    since,
    until,
    ...(draft.lastAt === undefined ? {} : { lastAt: draft.lastAt }),
    ...(draft.needs ? { needs: draft.needs } : {}),
  };
}
