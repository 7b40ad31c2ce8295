import { useMemo } from "preact/hooks";
import { countOf, formatCount } from "../../words/words.ts";
import { visibleText } from "../ui/safe-text.ts";
import { MAX_INDENTED_CHARACTERS } from "./body-views.ts";
import { diffLines } from "./diff-lines.ts";
import { type DiffRow, foldDiff } from "./fold-diff.ts";
import { reindentJson } from "./reindent-json.ts";

const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const WORDS = { same: "", removed: "only in the other: ", added: "only in this one: " } as const;
const SCROLLABLE = { tabIndex: 0 } as const;
/** More lines than anyone reads, and enough to slow the panel down. */
const MAX_DRAWN = 3_000;

/** What differs between two messages; JSON is indented first, so that it differs line by line. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const { rows, changes } = useMemo(
    () => foldDiff(diffLines(linesOf(before), linesOf(after))),
    [before, after],
  );
  if (changes === 0) return <p class="hint quiet">Both say the same.</p>;
  return (
    <>
      <p class="diff-count quiet">{countOf(changes, "change")}</p>
      <pre class="diff" {...SCROLLABLE}>
        {rows.slice(0, MAX_DRAWN).map((row, i) => (
          <Row key={String(i)} row={row} />
        ))}
      </pre>
      {rows.length > MAX_DRAWN && (
        <p class="note">{countOf(rows.length - MAX_DRAWN, "more line")} not drawn.</p>
      )}
    </>
  );
}

function Row({ row }: { row: DiffRow }) {
  if (row.kind === "folded") {
    return <div class="folded quiet">⋯ {countOf(row.count, "equal line")}</div>;
  }
  const { kind, text, cutBefore, cutAfter } = row;
  return (
    <div class={kind}>
      <span aria-hidden="true">{SIGNS[kind]} </span>
      <span class="spoken">{WORDS[kind]}</span>
      <Cut characters={cutBefore} />
      {visibleText(text)}
      <Cut characters={cutAfter} />
    </div>
  );
}

const Cut = ({ characters }: { characters: number }) =>
  characters > 0 ? <span class="quiet"> … {formatCount(characters)} characters … </span> : null;

function linesOf(text: string): string[] {
  const indented = text.length <= MAX_INDENTED_CHARACTERS ? reindentJson(text) : null;
  return (indented ?? text).split("\n");
}
