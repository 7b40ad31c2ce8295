import type { Draft } from "../check.ts";
import { connectionFact } from "../connection/facts.ts";
import type { Finding, Fix } from "../finding.ts";
import { FINDINGS } from "../findings.ts";
import { FINDING_TEXTS } from "./finding-texts.ts";
import { fittingVariant } from "./fitting-variant.ts";
import {
  type FixWords,
  fillText,
  fitTitle,
  shortTitle,
  tellsTimes,
  wholeTitle,
  wordsOf,
} from "./text.ts";

function fillFix({ role, text, setting, settings }: FixWords, fill: (text: string) => string): Fix {
  const filled = setting && fill(setting);
  return {
    role,
    text: fill(text),
    // Which setting it is may not be known.
    ...(filled ? { setting: filled } : {}),
    ...(settings ? { settings: settings.map((each) => ({ ...each, text: fill(each.text) })) } : {}),
  };
}

/** Gives a finding its words. */
export function writeFinding(draft: Draft, until: number | null): Finding {
  const { id, subject, severity, explains, confidence, evidence, since, connection } = draft;
  const facts: Readonly<Record<string, string | undefined>> = draft.told?.facts ?? draft.facts;
  const variant = fittingVariant(draft);
  const words = draft.told?.words ?? wordsOf(FINDING_TEXTS[id], variant);
  const known = new Map<string, string | undefined>();
  // A text names some of them again and again.
  const factOf = (name: string) => {
    if (!known.has(name))
      known.set(name, facts[name] ?? (connection ? connectionFact(connection, name) : undefined));
    return known.get(name);
  };
  const fill = (text: string) => fillText(text, factOf);
  const { text: title, saysAll } = fitTitle(words.title, factOf);
  const shortest = shortTitle(words.title);
  const short = shortest === words.title ? title : fitTitle(shortest, factOf).text;
  // What a title has no room for stands at the head of the details.
  const said = saysAll ? "" : `${fill(wholeTitle(words.title))}.`;
  return {
    id,
    ...(variant === undefined ? {} : { variant }),
    class: FINDINGS[id].class,
    severity,
    primary: explains,
    subject,
    title,
    ...(short === title ? {} : { short }),
    ...(tellsTimes(words.title) ? { tellsTimes: true as const } : {}),
    explanation: [said, fill(words.explanation), draft.caveat ?? ""].join(" ").trim(),
    evidence,
    causes: [...(draft.causes ?? []), ...words.causes.map(fill), ...(draft.besides?.causes ?? [])],
    fixes: [...(draft.fixes ?? []), ...words.fixes, ...(draft.besides?.fixes ?? [])].map((fix) =>
      fillFix(fix, fill),
    ),
    confidence,
    since,
    until,
    ...(draft.lastAt === undefined ? {} : { lastAt: draft.lastAt }),
    ...(draft.needs ? { needs: draft.needs } : {}),
  };
}
