import { useMemo } from "preact/hooks";
import { countOf, formatCount } from "../../words/words.ts";
import { visibleText } from "../ui/safe-text.ts";
import { MAX_INDENTED_CHARACTERS } from "./body-views.ts";
import { diffLines } from "./diff-lines.ts";
import { type DiffRow, foldDiff } from "./fold-diff.ts";
import { type JsonChange, jsonChanges, MOST_CHANGES, shownValue } from "./json-changes.ts";
import { reindentJson } from "./reindent-json.ts";

const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const WORDS = { same: "", removed: "only in the other: ", added: "only in this one: " } as const;
const SCROLLABLE = { tabIndex: 0 } as const;
/** More lines than anyone reads, and enough to slow the panel down. */
const MAX_DRAWN = 3_000;

/** What differs between two messages; JSON is indented first, so that it differs line by line. */
type Props = {
  before: string;
  after: string;
  /** Of both: "message 12 of #3". */
  names: readonly [before: string, after: string];
};

export function DiffView({ before, after, names }: Props) {
  const structure = useMemo(
    () =>
      Math.max(before.length, after.length) <= MAX_INDENTED_CHARACTERS
        ? jsonChanges(before, after)
        : null,
    [before, after],
  );
  const { rows, changes } = useMemo(
    () => foldDiff(diffLines(linesOf(before), linesOf(after))),
    [before, after],
  );
  if (structure ? structure.length === 0 : changes === 0) {
    return (
      <p class="hint quiet">
        {changes === 0
          ? `${capital(names[0])} and ${names[1]} say the same.`
          : `${capital(names[0])} and ${names[1]} say the same in another order or spacing.`}
      </p>
    );
  }
  if (structure) return <Structure changes={structure} names={names} />;
  return (
    <>
      <p class="diff-count quiet">
        {countOf(changes, "change")}: − {names[0]}, + {names[1]}
      </p>
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

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Each place that differs, with what stands there in both. */
function Structure({ changes, names }: { changes: JsonChange[]; names: Props["names"] }) {
  return (
    <>
      <p class="diff-count quiet">
        {countOf(changes.length, "change")}
        {changes.length >= MOST_CHANGES && " and more"}: − {names[0]}, + {names[1]}
      </p>
      <pre class="diff" {...SCROLLABLE}>
        {changes.map(({ path, before, after }) => (
          <div key={path}>
            <div class="quiet">{visibleText(path)}</div>
            {before !== null && <Side kind="removed" text={before} />}
            {after !== null && <Side kind="added" text={after} />}
          </div>
        ))}
      </pre>
    </>
  );
}

const Side = ({ kind, text }: { kind: "removed" | "added"; text: string }) => (
  <div class={kind}>
    <span aria-hidden="true">{SIGNS[kind]} </span>
    <span class="spoken">{WORDS[kind]}</span>
    {visibleText(shownValue(text))}
  </div>
);

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
