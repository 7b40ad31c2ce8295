import type { Fix, Setting } from "../finding.ts";
import { createOnce } from "../remember.ts";

/** Texts are constants: which facts they name is read from their types (`facts-of.ts`). */
export type FixWords = Readonly<Omit<Fix, "settings">> & { readonly settings?: readonly Setting[] };

/** The words of a finding. `{name}` stands for one of its facts. */
export type Words = {
  /** What stands in `[…]` is left out where the endpoint stands above it, in one line. */
  readonly title: string;
  /** Two or three sentences. */
  readonly explanation: string;
  /** Most likely first. */
  readonly causes: readonly string[];
  readonly fixes: readonly FixWords[];
};

/** A variant says only what differs. */
export type FindingText = Words & { readonly variants?: Readonly<Record<string, Partial<Words>>> };

/** Texts with more variants than they had. */
export function addVariants<Id extends string>(
  texts: Record<Id, FindingText>,
  variants: Partial<Record<Id, Readonly<Record<string, Partial<Words>>>>>,
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
  const { words, names } = partsOf(text);
  let filled = words[0] ?? "";
  for (const [i, name] of names.entries()) {
    const value = factOf(name);
    if (value === undefined) throw new Error(`no fact "${name}" for "${text}"`);
    filled += value + (words[i + 1] ?? "");
  }
  // A fact may be empty, and then leaves its two spaces behind.
  return (filled.includes("  ") ? filled.replaceAll(/ {2,}/g, " ") : filled).trim();
}

/** What stands before, between and after the facts of a text, and their names. */
const partsOf = createOnce((text: string) => {
  const parts = text.split(/\{(\w+)\}/);
  return {
    words: parts.filter((_, i) => i % 2 === 0),
    names: parts.filter((_, i) => i % 2 === 1),
  };
});

/** In a title: what goes without saying where the endpoint stands above it, in one line. */
const ASIDE = /\[([^[\]]*)\]/g;

/** A title's template, without the signs that only say what may be left out of it. */
export const wholeTitle = createOnce((title: string) => title.replaceAll(ASIDE, "$1"));
export const shortTitle = createOnce((title: string) => title.replaceAll(ASIDE, ""));
/** A line of a list, a subject of a mail, a chat's notification. */
export const MAX_TITLE = 80;
/** "[{hostPort} ]", "[ to {hostPort}]": the endpoint stands beside a title wherever one is told. */
const NAMES_HOST = /^\[[^{}]{0,8}\{host(?:Port)?\}[^{}]{0,6}\]$/;
/** So much is enough to know again what a server said. */
const SHORTEST_FACT = 12;

/** A title's template with less and less of its asides, and whether it says all without them. */
const shrink = createOnce((title: string) => {
  const steps = [{ template: title, saysAll: true }];
  for (let last = steps[0]; last; ) {
    const { template, saysAll } = last;
    const asides = [...template.matchAll(ASIDE)];
    const least = asides.find(([aside]) => NAMES_HOST.test(aside)) ?? asides.at(-1);
    if (!least) break;
    last = {
      template: template.slice(0, least.index) + template.slice(least.index + least[0].length),
      saysAll: saysAll && NAMES_HOST.test(least[0]),
    };
    steps.push(last);
  }
  return steps;
});

/**
 * The title with as much of its asides as there is room for: those that name the host go first,
 * then the last ones. Where that is not enough, what others said is cut.
 */
export function fitTitle(
  title: string,
  factOf: (name: string) => string | undefined,
): { text: string; saysAll: boolean } {
  const steps = shrink(title);
  for (const { template, saysAll } of steps) {
    const text = fillText(wholeTitle(template), factOf);
    if (text.length <= MAX_TITLE) return { text, saysAll };
  }
  return { text: fitFacts(steps.at(-1)?.template ?? title, factOf), saysAll: false };
}

/** What others said may be as long as they like: the longest is cut to what there is room for. */
function fitFacts(template: string, factOf: (name: string) => string | undefined): string {
  const cut = new Map<string, string>();
  const factNow = (name: string) => cut.get(name) ?? factOf(name);
  const { names } = partsOf(template);
  for (;;) {
    const text = fillText(template, factNow);
    const surplus = text.length - MAX_TITLE;
    if (surplus <= 0) return text;
    const [longest] = names.toSorted((a, b) => lengthOf(factNow(b)) - lengthOf(factNow(a)));
    const fact = longest === undefined ? "" : (factNow(longest) ?? "");
    if (longest === undefined || fact.length <= SHORTEST_FACT)
      return `${text.slice(0, MAX_TITLE - 1)}…`;
    // Its quotation mark stays.
    const end = fact.endsWith("”") ? "…”" : "…";
    const roomFor = Math.max(SHORTEST_FACT, fact.length - surplus);
    cut.set(longest, fact.slice(0, roomFor - end.length) + end);
  }
}

const lengthOf = (fact: string | undefined): number => fact?.length ?? 0;

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
