import type { FindingId } from "../finding.ts";
import { FINDINGS } from "../findings.ts";
import { RELATIONS } from "../relations.ts";
import { FINDING_TEXTS } from "../texts/finding-texts.ts";
import { settingsOf } from "../texts/settings.ts";
import { type FixWords, fillKnown, type Words, wholeTitle, wordsOf } from "../texts/text.ts";
import { HANDBOOK } from "./handbook.ts";
import { withoutFacts } from "./without-facts.ts";

/** One piece of a page about a finding, whatever it is written as. */
export type Block =
  | { is: "heading"; text: string; level: 2 | 3 }
  | { is: "text"; text: string }
  | { is: "list"; items: Item[]; ordered: boolean }
  | { is: "link"; text: string; url: string };

/** `code`: lines to paste. */
export type Item = { text: string; code?: string[] };

export type FindingPage = { id: FindingId; title: string; blocks: Block[] };

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ is: "heading", text, level });
export const paragraph = (text: string): Block => ({ is: "text", text });

/** All that is to be said of a finding before it is found anywhere. */
export function describeFinding(id: FindingId): FindingPage {
  const { class: ofClass, severities, primary, spec } = FINDINGS[id];
  const { variants, ...words } = FINDING_TEXTS[id];
  const { how, limits } = HANDBOOK[id];
  const kinds = Object.entries(variants ?? {});
  const role = primary
    ? "It may be what explains the end of a connection."
    : "It is told besides, and explains no end.";
  return {
    id,
    title: titleOf(words),
    blocks: [
      paragraph(`Class: ${ofClass}. Severity: ${orOf(severities)}. ${role}`),
      heading("What it means"),
      ...wordsBlocks({ explanation: words.explanation }),
      heading("How it is judged"),
      paragraph(how),
      ...wordsBlocks({ causes: words.causes, fixes: words.fixes }),
      ...(kinds.length > 0 ? [heading("Kinds of it")] : []),
      ...kinds.flatMap(([name, special]) => [
        heading(special.title === undefined ? name : titleOf({ title: special.title }), 3),
        ...wordsBlocks(special, 3),
      ]),
      ...besides(id),
      heading("Its limits"),
      paragraph(limits),
      ...(spec ? [{ is: "link" as const, text: spec.label, url: spec.url }] : []),
    ],
  };
}

/** What one kind of it says, with those of its facts that are known before it is found anywhere. */
export function describeKind(
  id: FindingId,
  variant: string | undefined,
  facts: Readonly<Record<string, string>>,
): Pick<FindingPage, "title" | "blocks"> {
  const words = fillKnown(wordsOf(FINDING_TEXTS[id], variant), facts);
  return {
    title: titleOf(words),
    blocks: [
      ...wordsBlocks(words),
      heading("More about it"),
      list([{ text: id, code: [`stormglass explain ${id}`] }], false),
    ],
  };
}

const titleOf = ({ title }: Pick<Words, "title">) => withoutFacts(wholeTitle(title));

function wordsBlocks({ explanation, causes = [], fixes = [] }: Partial<Words>, level = 2): Block[] {
  const told = explanation === undefined ? "" : withoutFacts(explanation);
  const title = (text: string) => (level === 2 ? heading(text) : paragraph(`${text}:`));
  return [
    ...(told === "" ? [] : [paragraph(told)]),
    ...(causes.length > 0
      ? [
          title("Likely causes, most likely first"),
          list(
            causes.map((text) => ({ text: withoutFacts(text) })),
            true,
          ),
        ]
      : []),
    ...(fixes.length > 0 ? [title("What to do"), list(fixes.map(fixItem), false)] : []),
  ];
}

/** For a sentence that depends on who or what it was. */
const BY_ITSELF = "What the finding itself says.";

export const list = (items: Item[], ordered: boolean): Block => ({
  is: "list",
  items: items.map((item) => (item.text === "" ? { ...item, text: BY_ITSELF } : item)),
  ordered,
});

function fixItem(fix: FixWords): Item {
  const code = settingsOf(fix)
    .map(({ product, text }) => (product === null ? text : `${product}: ${text}`))
    .map(withoutFacts)
    .filter((text) => text !== "");
  const text = `${fix.role}: ${withoutFacts(fix.text) || BY_ITSELF}`;
  return code.length > 0 ? { text, code } : { text };
}

/** Which findings it gives way to, and which give way to it. */
function besides(id: FindingId): Block[] {
  const lines = RELATIONS.flatMap(({ aside, besides: others, of, because }) => {
    if (aside === id)
      return [`It is not told of a ${of} of which ${orOf(others)} is told. ${because}`];
    return others.includes(id)
      ? [`Of the same ${of}, ${aside} is not told besides. ${because}`]
      : [];
  });
  if (lines.length === 0) return [];
  return [
    heading("Beside others"),
    list(
      lines.map((text) => ({ text })),
      false,
    ),
  ];
}

const orOf = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
