import { useRef, useState } from "preact/hooks";
import type { Connection } from "../../session/session.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { changeFilter } from "../filter/change-filter.ts";
import { removeTerm } from "../filter/edit-filter.ts";
import type { Counted, FilterModel, ShownHits } from "../filter/filter-model.ts";
import type { FindingsOf } from "../filter/findings-of.ts";
import { lazyView } from "../ui/LazyView.tsx";
import { chipsOf } from "./chips.ts";
import type { Completion } from "./complete.ts";
import { QuickFilters } from "./QuickFilters.tsx";
import { SavedMenu } from "./SavedMenu.tsx";
import { useCompletions } from "./use-completions.ts";

const Completions = lazyView(() =>
  import("./Completions.tsx").then(({ Completions }) => Completions),
);
const FilterChips = lazyView(() =>
  import("./FilterChips.tsx").then(({ FilterChips }) => FilterChips),
);
const FilterPointer = lazyView(() =>
  import("./FilterPointer.tsx").then(({ FilterPointer }) => FilterPointer),
);

type Props = {
  filter: FilterModel;
  /** Of the session, whether shown or not. */
  connections: readonly Connection[];
  shownCount: number;
  findingsOf: FindingsOf;
};

/** One line that chooses what the list, the timeline and the messages show. */
export function FilterBar({ filter, connections, shownCount, findingsOf }: Props) {
  const field = useRef<HTMLInputElement>(null);
  /** What was written by hand; whatever else stands there a button wrote. */
  const typed = useRef("");
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const text = filter.text.value;
  const { error: found } = filter.parsed.value;
  // Nobody is scolded for a word that is not finished.
  const isTypingIt =
    found !== null && caret !== null && caret >= found.place.from && caret <= found.place.to;
  const error = isTypingIt ? null : found;
  const completions = useCompletions(text, caret, connections);
  const items = completions?.items ?? [];
  const hits = filter.hits.value;
  const applied = filter.filter.value;
  const problem = filter.problem.value;
  const chips = chipsOf(applied, connections, findingsOf, hits?.state?.termCounts ?? null);

  const clear = () => changeFilter(filter, "", "The filter is cleared.");
  const moveCaret = () => {
    setCaret(field.current?.selectionStart ?? null);
    setChosen(-1);
  };
  const insert = ({ insert }: Completion) => {
    if (!completions) return;
    const before = text.slice(0, completions.from) + insert;
    // After a name the value follows; a whole term is followed by the next one.
    const space = insert.endsWith(":") ? "" : " ";
    filter.text.value = before + space + text.slice(completions.to).trimStart();
    typed.current = filter.text.peek();
    const place = before.length + space.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(place, place);
      setCaret(space ? null : place);
      setChosen(-1);
    });
  };
  const onKey = (event: KeyboardEvent) => {
    if (field.current && text !== typed.current) beginWord(field.current, event);
    const item = items[chosen] ?? (event.key === "Tab" ? items[0] : undefined);
    if (event.key === "ArrowDown" && items.length === 0) moveCaret();
    else if (event.key === "ArrowDown") setChosen(Math.min(chosen + 1, items.length - 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(chosen - 1, -1));
    else if (event.key === "Escape" && items.length > 0) setCaret(null);
    else if (event.key === "Escape" && text !== "") clear();
    else if (event.key === "Enter" && !item) setCaret(null);
    else if ((event.key === "Enter" || (event.key === "Tab" && isTyping(text, caret))) && item)
      insert(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search class="filter-bar" aria-label="Filter">
      <div class="filter-line">
        <div class="filter-field">
          <input
            ref={field}
            id="filter"
            type="text"
            value={text}
            placeholder="Filter: url:chat close:1006 dir:receive size:>1k /regex/ …"
            aria-label="Filter"
            aria-invalid={error !== null}
            aria-describedby={error ? "filter-error" : undefined}
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls="filter-completions"
            aria-activedescendant={chosen >= 0 ? `completion-${chosen}` : undefined}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => {
              filter.text.value = event.currentTarget.value;
              typed.current = event.currentTarget.value;
              // An emptied field wants to be rid of the filter; the arrow key opens the list.
              if (event.currentTarget.value === "") setCaret(null);
              else moveCaret();
            }}
            onClick={() => text !== "" && moveCaret()}
            onBlur={() => setCaret(null)}
            onKeyDown={onKey}
          />
          {items.length > 0 && <Completions items={items} chosen={chosen} onChoose={insert} />}
        </div>
        <SavedMenu
          text={text}
          onChoose={(wanted) => {
            changeFilter(filter, wanted, `Filter: ${wanted}`);
          }}
        />
        <QuickFilters filter={filter} />
      </div>
      {error && (
        <p id="filter-error" class="filter-error" role="alert">
          <FilterPointer {...error.place} field={field} />
          {error.message}
        </p>
      )}
      {problem !== null && !error && (
        <p class="filter-error" role="alert">
          {problem}
        </p>
      )}
      {chips.length > 0 && !error && (
        <FilterChips
          chips={chips}
          connections={`${formatCount(shownCount)} of ${countOf(connections.length, "connection")}`}
          messages={messagesInWords(hits, filter.counted.value)}
          onRemove={(chip) => {
            changeFilter(filter, removeTerm(applied.text, chip), `Removed: ${chip.text}`);
          }}
          onClear={clear}
        />
      )}
    </search>
  );
}

function messagesInWords(hits: ShownHits | null, counted: Counted | null): string {
  if (hits?.state) return `${formatCount(hits.shown)} of ${countOf(hits.total, "message")}`;
  if (!counted || counted.problem !== null) return "messages";
  const soFar = counted.isRunning ? " so far" : "";
  return `${countOf(counted.count, "message")}${soFar} in all connections`;
}

/** Tab leaves the field unless a word is being typed. */
const isTyping = (text: string, caret: number | null): boolean =>
  caret !== null && /\S/.test(text[caret - 1] ?? "");

/** Whoever types on behind what a button wrote begins another word. */
function beginWord(field: HTMLInputElement, { key, ctrlKey, metaKey }: KeyboardEvent): void {
  const { selectionStart: at, selectionEnd, value } = field;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey) return;
  if (at !== value.length || at !== selectionEnd || !/\S$/.test(value)) return;
  field.setRangeText(" ", at, at, "end");
}
