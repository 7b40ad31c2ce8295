import type { Block, FindingPage, Item } from "./describe-finding.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}code{font-size:.9em;overflow-wrap:anywhere}h1 code{font-size:1em}";

/** One page that needs nothing else: it is opened from the panel, with or without a network. */
export const writeHtmlPage = ({ id, title, blocks }: FindingPage): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${id} · Stormglass</title><style>${STYLE}</style></head><body><main>
<h1><code>${id}</code></h1>
<p><strong>${escapeHtml(title)}</strong></p>
${blocks.map(writeBlock).join("\n")}
</main></body></html>
`;

function writeBlock(block: Block): string {
  switch (block.is) {
    case "heading":
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>${block.items.map(writeItem).join("")}</${tag}>`;
    }
    case "link":
      return `<p><a href="${escapeHtml(block.url)}">${escapeHtml(block.text)}</a></p>`;
    default:
      return `<p>${escapeHtml(block.text)}</p>`;
  }
}

const writeItem = ({ text, code = [] }: Item) =>
  `<li>${escapeHtml(text)}${code.map((line) => `<br><code>${escapeHtml(line)}</code>`).join("")}</li>`;
