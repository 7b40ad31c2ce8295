/** `docs/api.md`, from what stands above each export. */
import { resolve } from "node:path";
import { type Declared, declarationsOf } from "./declarations.ts";

const SOURCE = resolve(import.meta.dirname, "../../../src");
const at = (path: string) => resolve(SOURCE, path);

/** What the exported shapes are made of, and no export themselves. */
const PARTS: [string, string[]][] = [
  ["secrets/masker.ts", ["FoundSecrets"]],
  ["analysis/handbook/describe-finding.ts", ["Block", "Item"]],
  ["protocol/rows.ts", ["RowNumbers"]],
];

/** Those whose every value would be a page of its own: how they are to be read. */
const SHORT: Record<string, string> = {
  FINDING_IDS: "const FINDING_IDS: readonly FindingId[];",
  FindingId: "type FindingId = (typeof FINDING_IDS)[number];",
  sessionFileSchema: "const sessionFileSchema: Readonly<Record<string, unknown>>;",
  ReadError:
    "class ReadError extends Error {\n  /** Such as `log.entries[3]._webSocketMessages[0].time`, or `line 4, column 12`. */\n  readonly place: string;\n}",
  test: "const test: TestType<PlaywrightTestArgs & … & StormglassOptions, …>;",
  expect: "const expect: Expect<{ toHaveHealthyWebSockets; toHaveSocketClosed; toRecoverWithin }>;",
};
/** A name of the sources that is not exported. */
const JUDGED = 'Pick<SessionFile, "session" | "nowMs">';
const ABOUT: Record<string, string> = {
  sessionFileSchema:
    "The JSON schema (draft 2020-12) of a session file, with its `$id`; also the default export.",
  FINDING_IDS:
    "The ids of all findings, each with a [page](findings/README.md). Ids are added, never renamed.",
  test: "Playwright's own `test`, which records the sockets of every page and attaches what was found.",
  expect:
    "Playwright's own `expect` with three more matchers of a page, explained in [Playwright](playwright.md).",
};

export function writeApi(): string {
  const library = declarationsOf(at("library/index.ts"));
  const runs = library.filter(({ isType }) => !isType);
  const types = library.filter(({ isType }) => isType);
  const parts = PARTS.flatMap(([path, names]) => declarationsOf(at(path), names));
  return [
    "# API reference",
    "Written from the sources by `npm run docs`; a test keeps it so. Examples stand in [The library](library.md) and [Playwright](playwright.md), what is promised from version to version in the [changelog](../CHANGELOG.md). Times are epoch milliseconds, durations milliseconds, and sizes bytes wherever nothing else is said; `null` means that it is not known, or did not happen.",
    '## `import … from "stormglass"`',
    ...runs.flatMap((one) => section(one)),
    "## Shapes",
    ...types.flatMap((one) => section(one)),
    "### What they are made of",
    ...parts.flatMap(({ name, words, shape }) => [`#### ${name}`, ...said(words), code(shape)]),
    '## `import … from "stormglass/schema"`',
    ...declarationsOf(at("library/schema.ts")).flatMap((one) => section(one)),
    '## `import … from "stormglass/playwright"`',
    ...declarationsOf(at("playwright/index.ts")).flatMap((one) => section(one)),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const code = (shape: string): string => `\`\`\`ts\n${shape}\n\`\`\``;

function section({ name, words, shape, isType }: Declared): string[] {
  const title = isType ? `### ${name}` : `### \`${name}\``;
  return [
    title,
    ...said(ABOUT[name] ?? words),
    code((SHORT[name] ?? shape).replaceAll(/\bJudged\b/g, JUDGED)),
  ];
}

/** `@param name …` and `@throws {Kind} …` as a list. */
function said(words: string): string[] {
  const [text = "", ...tags] = words.split(/^@/m);
  const lines = tags.map((tag) => {
    const flat = tag.replaceAll(/\s+/g, " ").trim();
    const [, param, about = ""] = /^param (\w+) (.*)$/.exec(flat) ?? [];
    if (param !== undefined) return `- \`${param}\`: ${about}`;
    const [, kind, why = ""] = /^throws \{(\w+)\} (.*)$/.exec(flat) ?? [];
    if (kind === undefined) throw new Error(`@${flat} is neither a parameter nor what is thrown`);
    return `- throws \`${kind}\` ${why}`;
  });
  const paragraphs = text.trim().split(/\n{2,}/);
  const about = paragraphs.map((one) => one.replaceAll(/\n/g, " ")).filter((one) => one !== "");
  return [...about, ...(lines.length > 0 ? [lines.join("\n")] : [])];
}
