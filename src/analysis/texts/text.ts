import type { Fix } from "../finding.ts";

/** The words of a finding. `{name}` stands for one of its facts. */
export type Words = {
  /** What stands in `[…]` is left out where the endpoint stands above it, in one line. */
  title: string;
  /** Two or three sentences. */
  explanation: string;
  /** Most likely first. */
  causes: string[];
  fixes: Fix[];
};

/** A variant says only what differs. */
export type FindingText = Words & { variants?: Record<string, Partial<Words>> };

/** Texts with more variants than they had. */
export function addVariants<Id extends string>(
  texts: Record<Id, FindingText>,
  variants: Partial<Record<Id, Record<string, Partial<Words>>>>,
): Record<Id, FindingText> {
  const added = { ...texts };
  for (const id of Object.keys(variants) as Id[]) {
    added[id] = { ...texts[id], variants: { ...texts[id]?.variants, ...variants[id] } };
  }
  return added;
}

/** Puts the facts in. A fact that is missing is our own mistake, and is not hidden by a gap. */
export function fillText(text: string, factOf: (name: string) => string | undefined): string {
  if (!text.includes("{")) return text;
  const filled = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = factOf(name);
    if (value === undefined) throw new Error(`no fact "${name}" for "${text}"`);
    return value;
  });
  // A fact may be empty, and then leaves its two spaces behind.
  return filled.replaceAll(/ {2,}/g, " ").trim();
}

/** In a title: what goes without saying where the endpoint stands above it, in one line. */
const ASIDE = /\[([^[\]]*)\]/g;

/** A title's template, without the signs that only say what may be left out of it. */
export const wholeTitle = (title: string): string => title.replaceAll(ASIDE, "$1");
export const shortTitle = (title: string): string => title.replaceAll(ASIDE, "");
/** Whether it says by itself how often. */
export const tellsTimes = (title: string): boolean => title.includes("{times}");

/** The words that fit a variant; the general ones where it is not named. */
export function wordsOf(text: FindingText, variant: string | undefined): Words {
  if (variant === undefined) return text;
  const special = text.variants?.[variant];
  if (!special) throw new Error(`no text for variant "${variant}" of "${text.title}"`);
  return { ...text, ...special };
}

/** Words with only those of the facts put in that are known; the others still stand for themselves. */
export function fillKnown(words: Words, facts: Readonly<Record<string, string>>): Words {
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
  const { title, explanation, causes, fixes } = words;
  return {
    title: fill(title),
    explanation: fill(explanation),
    causes: causes.map(fill),
    fixes: fixes.map((fix) => ({ ...fix, text: fill(fix.text) })),
  };
}
