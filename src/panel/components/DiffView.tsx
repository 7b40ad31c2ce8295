import { useMemo } from "preact/hooks";
import { countOf } from "../../analysis/words.ts";
import { MAX_INDENTED_CHARACTERS } from "../body-views.ts";
import { diffLines } from "../diff-lines.ts";
import { reindentJson } from "../reindent-json.ts";
import { visibleText } from "../safe-text.ts";

const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const WORDS = { same: "", removed: "only in the other: ", added: "only in this one: " } as const;
const SCROLLABLE = { tabIndex: 0 } as const;
/** More lines than anyone reads, and enough to slow the panel down. */
const MAX_DRAWN = 3_000;
const MAX_LINE = 2_000;

/** What differs between two messages; JSON is indented first, so that it differs line by line. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => diffLines(linesOf(before), linesOf(after)), [before, after]);
  const changed = lines.filter(({ kind }) => kind !== "same").length;
  if (changed === 0) return <p class="hint quiet">Both say the same.</p>;
  return (
    <>
      <pre class="diff" {...SCROLLABLE}>
        {lines.slice(0, MAX_DRAWN).map(({ kind, text }, i) => (
          <div key={String(i)} class={kind}>
            <span aria-hidden="true">{SIGNS[kind]} </span>
            <span class="spoken">{WORDS[kind]}</span>
            {visibleText(text.slice(0, MAX_LINE))}
          </div>
        ))}
      </pre>
      {lines.length > MAX_DRAWN && (
        <p class="note">{countOf(lines.length - MAX_DRAWN, "more line")} not drawn.</p>
      )}
    </>
  );
}

function linesOf(text: string): string[] {
  const indented = text.length <= MAX_INDENTED_CHARACTERS ? reindentJson(text) : null;
  return (indented ?? text).split("\n");
}
