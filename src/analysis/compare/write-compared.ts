/** A comparison as Markdown, or as lines of text: the same words in the same order. */
import { countOf } from "../../words/words.ts";
import { codeInTable, escapeText } from "../report/escape.ts";
import type { Compared, ComparedEndpoint, Counted, CountedTwice, Figure } from "./compared.ts";
import { sayValue } from "./say-figure.ts";

export type Names = { before: string; after: string };

export type Section =
  | { is: "text"; text: string }
  | { is: "heading"; text: string; code: boolean }
  | { is: "table"; head: [string, string, string]; rows: [string, string, string, string][] }
  | { is: "list"; items: string[] };

/** In the order in which it is told. */
export function sectionsOf(compared: Compared, names: Names): Section[] {
  const { sentence, remarks, health, figures, endpoints, findings } = compared;
  const head: [string, string, string] = ["", names.before, names.after];
  const grade = ({ grade: letter, score }: typeof health.before) => `${letter} (${score} of 100)`;
  return [
    { is: "text", text: sentence },
    ...remarks.map((text): Section => ({ is: "text", text })),
    {
      is: "table",
      head,
      rows: [["health", grade(health.before), grade(health.after), ""], ...figures.map(figureRow)],
    },
    ...endpoints.flatMap((each) => endpointSections(each, head)),
    ...findingSection("Gone", findings.gone.map(sayCounted)),
    ...findingSection("New", findings.fresh.map(sayCounted)),
    ...findingSection("In both", findings.both.map(sayTwice)),
  ];
}

function endpointSections(each: ComparedEndpoint, head: [string, string, string]): Section[] {
  const { endpoint, figures, policy } = each;
  const name = endpoint.before ?? endpoint.after ?? "";
  const only = endpoint.before === null ? "second" : endpoint.after === null ? "first" : null;
  const rows = figures.map(figureRow);
  if (policy.before !== null || policy.after !== null) {
    rows.push(["reconnecting", policy.before ?? "", policy.after ?? "", ""]);
  }
  return [
    { is: "heading", text: name, code: true },
    ...(only ? [{ is: "text" as const, text: `Only in the ${only} session.` }] : []),
    { is: "table", head, rows },
  ];
}

const BETTER = { before: "worse", after: "better" } as const;

const figureRow = (figure: Figure): [string, string, string, string] => [
  figure.label,
  sayValue(figure, "before"),
  sayValue(figure, "after"),
  figure.better === null ? "" : BETTER[figure.better],
];

const findingSection = (text: string, items: string[]): Section[] =>
  items.length === 0
    ? []
    : [
        { is: "heading", text, code: false },
        { is: "list", items },
      ];

const times = (count: number): string => (count === 1 ? "" : `, ${countOf(count, "time")}`);
const at = (endpoint: string | null): string => (endpoint === null ? "" : ` at ${endpoint}`);

const sayCounted = ({ id, severity, title, endpoint, count }: Counted): string =>
  `${severity}: ${title} (${id}${at(endpoint)}${times(count)})`;

const sayTwice = ({ id, severity, title, endpoint, before, after }: CountedTwice): string =>
  `${severity}: ${title} (${id}${at(endpoint)}, ${before} and ${after})`;

export function writeComparedMarkdown(compared: Compared, names: Names): string {
  const blocks = sectionsOf(compared, names).map((section) => {
    switch (section.is) {
      case "text":
        return escapeText(section.text);
      case "heading":
        return `### ${section.code ? codeInTable(section.text) : escapeText(section.text)}`;
      case "list":
        return section.items.map((item) => `- ${escapeText(item)}`).join("\n");
      default:
        return [
          row([...section.head.map(escapeText), ""]),
          "| --- | --- | --- | --- |",
          ...section.rows.map((cells) => row(cells.map(escapeText))),
        ].join("\n");
    }
  });
  const title = `## Stormglass: ${codeInTable(names.before)} and ${codeInTable(names.after)}`;
  return `${[title, ...blocks].join("\n\n")}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
